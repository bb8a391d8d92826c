"""Villages with few reports, visits that come and go, and a recruiter who is planted in some."""

from dataclasses import dataclass

import numpy as np

from kentongan.compiled import Floats, Integers
from kentongan.simulate import overdispersed


@dataclass(frozen=True)
class Villages:
    """A panel of villages in districts of regencies.

    coordinates  (villages, 2) kilometres
    population   (villages,)
    district     (villages,)
    regency      (villages,)
    rate         (villages,) mean reports a week at an exposure of 1
    exposure     (weeks, villages) visits, attendance or days at risk, about 1
    counts       (weeks, villages)
    """

    coordinates: Floats
    population: Floats
    district: Integers
    regency: Integers
    rate: Floats
    exposure: Floats
    counts: Integers

    @property
    def expected(self) -> Floats:
        """Mean reports (weeks, villages)."""
        return self.rate * self.exposure


@dataclass(frozen=True)
class Recruiter:
    """Extra reports that someone at work in a few neighbouring villages causes.

    villages  where
    weeks     the week of each extra report
    places    the village of each extra report
    """

    villages: Integers
    weeks: Integers
    places: Integers

    def added_to(self, counts: Integers) -> Integers:
        """Return the counts (weeks, villages) with the extra reports."""
        more = counts.copy()
        np.add.at(more, (self.weeks, self.places), 1)
        return more


def village_panel(
    *,
    regencies: int = 6,
    districts: int = 15,
    villages: int = 12,
    weeks: int = 156,
    lowest: float = 0.005,
    highest: float = 0.2,
    phi: float = 1.2,
    campaigns: float = 0.03,
    generator: np.random.Generator,
) -> Villages:
    """Return a region's weekly reports: sparse, over-dispersed, with seasons and campaigns.

    regencies, districts, villages  regencies, districts in each, villages in each district
    lowest, highest                 mean reports a week of a village, log-uniform between
    phi                             variance over mean of a village's week
    campaigns                       chance that a district is visited in a week: exposure triples
    """
    if not 0.0 < lowest <= highest:
        raise ValueError(f"rates need 0 < lowest <= highest, got {lowest} and {highest}")
    total = regencies * districts * villages
    district = np.arange(total) // villages
    regency = district // districts
    rate = np.exp(generator.uniform(np.log(lowest), np.log(highest), total))
    population = np.round(generator.lognormal(7.6, 0.6, total))
    season = 1.0 + 0.3 * np.sin(2.0 * np.pi * np.arange(weeks) / 52.0)
    visited = generator.random((weeks, regencies * districts)) < campaigns
    exposure = season[:, None] * np.where(visited, 3.0, 1.0)[:, district]
    return Villages(
        coordinates=_places(regency, district, generator),
        population=population,
        district=district,
        regency=regency,
        rate=rate,
        exposure=exposure,
        counts=overdispersed(rate * exposure, phi, generator=generator),
    )


def recruiter(
    panel: Villages,
    *,
    week: int,
    villages: int = 4,
    reports: int = 6,
    weeks: int = 3,
    generator: np.random.Generator,
) -> Recruiter:
    """Return a recruiter at work: `reports` in the nearest `villages` of one, from `week` on.

    Every chosen village gets a report while there are enough; the rest fall at random, in the
    `weeks` weeks that begin with `week`.
    """
    if villages < 1 or reports < 1 or weeks < 1:
        raise ValueError(
            "a recruiter needs at least one village, report and week, "
            f"got {villages}, {reports} and {weeks}"
        )
    centre = int(generator.integers(len(panel.coordinates)))
    away = np.hypot(*(panel.coordinates - panel.coordinates[centre]).T)
    chosen = np.argsort(away, kind="stable")[:villages]
    each = np.concatenate([chosen, generator.choice(chosen, max(reports - villages, 0))])[:reports]
    return Recruiter(
        villages=chosen,
        weeks=week + generator.integers(0, weeks, reports),
        places=each,
    )


def _places(regency: Integers, district: Integers, generator: np.random.Generator) -> Floats:
    """Return villages around their district's seat, districts around their regency's."""
    seats = 40.0 * np.column_stack(
        [np.arange(regency.max() + 1) % 3, np.arange(regency.max() + 1) // 3]
    )
    centres = generator.normal(0.0, 10.0, (district.max() + 1, 2))
    return np.asarray(
        seats[regency] + centres[district] + generator.normal(0.0, 2.5, (district.size, 2)),
        dtype=np.float64,
    )
