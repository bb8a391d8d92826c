"""Which method finds a recruiter among sparse villages, at one false alarm a region-year?

Run: .venv/bin/python bench/kentongan_power.py [--regencies 1] [--phi 1.2] [--years 200]

A regency has 15 districts of 12 villages, each village 0.005 to 0.2 reports a week, variance phi
times the mean, a season, and visits that triple a district's reports for a week. Every method
looks once a week and learns from two years. Its threshold is the one that quiet region-years
passed once a year (weeks in a row are one alarm). Then recruiters are planted: 6 extra reports in
4 neighbouring villages within 3 weeks. Found means a cluster above the threshold that holds one of
the villages, by the end of the third week. "Villages reporting" counts a village's week as 0 or 1.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from kentongan.simulate_villages import Recruiter, Villages, recruiter, village_panel
from kentongan.space.scan import scan
from kentongan.space.study import Crew
from kentongan.space.tree import tree_of
from kentongan.space.zones import Zones, circles, from_sets
from kentongan.spread import cut, spread

HISTORY = 104
WINDOW = 52
YEAR = 52
LONGEST = 3
SHRINKAGE = 104.0
"""Weeks of its district's rate that a village's own history is mixed with."""

Finding = tuple[float, frozenset[int]]


@dataclass(frozen=True)
class Plan:
    """What kind of region, and the seed of them all."""

    regencies: int
    phi: float
    seed: int


@dataclass(frozen=True)
class Region:
    """A panel with what a detector may know of it."""

    panel: Villages
    zones: dict[str, Zones]
    expected: np.ndarray


def late(values: np.ndarray, week: int) -> np.ndarray:
    """Return the weeks that a look at the end of `week` takes in."""
    return values[week - WINDOW + 1 : week + 1]


Look = Callable[[Region, np.ndarray, int], Finding]


def _scan(
    zones: str,
    model: str,
    baseline: str | None,
    *,
    clipped: bool = False,
    replicates: int = 0,
) -> Look:
    """Return a look at one week: the top cluster's ratio (1/p with replicates) and villages."""

    def look(region: Region, counts: np.ndarray, week: int) -> Finding:
        expected = late(region.expected, week)
        given: dict[str, np.ndarray] = {}
        if baseline == "expected":
            given["expected"] = -np.expm1(-expected) if clipped else expected
        elif baseline == "population":
            given["population"] = region.panel.population
        if model == "negative_binomial":
            given["dispersion"] = expected / 0.2
        seen = late(counts, week)
        found = scan(
            np.minimum(seen, 1) if clipped else seen,
            region.zones[zones],
            model=model,
            max_population=1.0,
            max_duration=LONGEST,
            replicates=replicates,
            seed=week,
            max_clusters=1,
            crew=Crew(1),
            **given,
        )
        if not found.clusters:
            return 0.0, frozenset()
        top = found.clusters[0]
        members = frozenset(top.members.tolist())
        return (top.recurrence_interval if replicates else top.log_likelihood_ratio), members

    return look


METHODS: dict[str, Look] = {
    "circles, permutation": _scan("circles", "permutation", None),
    "circles, permutation, villages reporting": _scan("circles", "permutation", None, clipped=True),
    "circles, Poisson on population": _scan("circles", "poisson", "population"),
    "circles, Poisson on expected": _scan("circles", "poisson", "expected"),
    "circles, expectation-based": _scan("circles", "expectation_poisson", "expected"),
    "circles, expectation-based, villages reporting": _scan(
        "circles", "expectation_poisson", "expected", clipped=True
    ),
    "circles of 10, permutation, villages reporting": _scan(
        "small", "permutation", None, clipped=True
    ),
    "circles of 10, expectation-based, villages reporting": _scan(
        "small", "expectation_poisson", "expected", clipped=True
    ),
    "circles, negative binomial score": _scan("circles", "negative_binomial", "expected"),
    "tree, expectation-based": _scan("tree", "expectation_poisson", "expected"),
    "tree, expectation-based, villages reporting": _scan(
        "tree", "expectation_poisson", "expected", clipped=True
    ),
    "districts alone, expectation-based": _scan("districts", "expectation_poisson", "expected"),
    "villages alone, expectation-based": _scan("villages", "expectation_poisson", "expected"),
}


CHOSEN = _scan("small", "reporting", "expected", replicates=499)
"""The best of them, with the p-values it would give at work."""


def region_of(plan: Plan, index: int) -> tuple[Region, np.random.Generator]:
    """Return region number `index`: history to learn from, then a year to watch."""
    generator = np.random.default_rng(np.random.SeedSequence(plan.seed, spawn_key=(index,)))
    panel = village_panel(
        regencies=plan.regencies, phi=plan.phi, weeks=HISTORY + YEAR, generator=generator
    )
    levels = {"district": panel.district, "regency": panel.regency}
    zones = {
        "circles": circles(panel.coordinates, max_locations=30),
        "small": circles(panel.coordinates, max_locations=10),
        "villages": circles(panel.coordinates, max_locations=1),
        "tree": tree_of(levels, locations=panel.district.size).zones,
        "districts": _only(panel.district),
    }
    return Region(panel, zones, learned_rate(panel) * panel.exposure), generator


def _only(groups: np.ndarray) -> Zones:
    """Return the groups alone as zones."""
    sets = [np.flatnonzero(groups == group).tolist() for group in np.unique(groups)]
    return from_sets(sets, locations=groups.size)


def learned_rate(panel: Villages) -> np.ndarray:
    """Return each village's rate from its history, mixed with that of its district."""
    counts = panel.counts[:HISTORY].sum(axis=0)
    exposure = panel.exposure[:HISTORY].sum(axis=0)
    district = np.bincount(panel.district, counts) / np.bincount(panel.district, exposure)
    prior = np.maximum(district[panel.district], 1e-3)
    return (counts + SHRINKAGE * prior) / (exposure + SHRINKAGE)


def quiet_years(plan: Plan, chunk: range, _generator: np.random.Generator) -> np.ndarray:
    """Return the largest ratio of each quiet week (methods, weeks)."""
    years = []
    for index in chunk:
        region, _ = region_of(plan, index)
        weeks = range(HISTORY, HISTORY + YEAR)
        counts = region.panel.counts
        years.append(
            [[look(region, counts, week)[0] for week in weeks] for look in METHODS.values()]
        )
    return np.concatenate(years, axis=1)


def quiet_p(plan: Plan, chunk: range, _generator: np.random.Generator) -> np.ndarray:
    """Return the recurrence interval of each quiet week under the chosen method."""
    regions = [region_of(plan, index)[0] for index in chunk]
    weeks = range(HISTORY, HISTORY + YEAR)
    return np.array(
        [CHOSEN(region, region.panel.counts, week)[0] for region in regions for week in weeks]
    )


def planted_p(plan: Plan, chunk: range, _generator: np.random.Generator) -> list[bool]:
    """Return whether the chosen method finds each recruiter at a recurrence of a year."""
    found = []
    for index in chunk:
        region, generator = region_of(replace(plan, seed=plan.seed + 1), index)
        week = HISTORY + int(generator.integers(YEAR - LONGEST))
        at_work = recruiter(region.panel, week=week, generator=generator)
        counts, villages = at_work.added_to(region.panel.counts), set(at_work.villages.tolist())
        looks = [CHOSEN(region, counts, week + delay) for delay in range(LONGEST)]
        found.append(any(interval >= YEAR and members & villages for interval, members in looks))
    return found


def planted(
    plan: Plan, chunk: range, _generator: np.random.Generator
) -> list[tuple[float, np.ndarray]]:
    """Return what each method says in the three weeks of each recruiter, and the truth."""
    found = []
    for index in chunk:
        region, generator = region_of(replace(plan, seed=plan.seed + 1), index)
        for _ in range(4):
            week = HISTORY + int(generator.integers(YEAR - LONGEST))
            at_work = recruiter(region.panel, week=week, generator=generator)
            found.append(_three_weeks(region, at_work, week))
    return found


def _three_weeks(region: Region, at_work: Recruiter, week: int) -> tuple[float, np.ndarray]:
    """Return the usual reports in the villages, and the ratio of true clusters (methods, 3)."""
    counts = at_work.added_to(region.panel.counts)
    ratios = np.zeros((len(METHODS), LONGEST))
    for row, look in enumerate(METHODS.values()):
        for delay in range(LONGEST):
            ratio, members = look(region, counts, week + delay)
            ratios[row, delay] = ratio if members & set(at_work.villages.tolist()) else 0.0
    return float(region.panel.rate[at_work.villages].mean()), ratios


def upcrossings(quiet: np.ndarray, ratio: float) -> int:
    """Return how many runs of weeks lie above a ratio."""
    above = quiet > ratio
    return int(above[0]) + int(np.count_nonzero(above[1:] & ~above[:-1]))


def threshold_of(quiet: np.ndarray, alarms: int) -> float:
    """Return the lowest ratio that quiet weeks (years x 52 in a row) rise above `alarms` times."""
    lowest = np.inf
    for ratio in np.sort(quiet)[::-1]:
        if upcrossings(quiet, float(ratio)) > alarms:
            break
        lowest = float(ratio)
    return lowest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--regencies", type=int, default=1)
    parser.add_argument("--phi", type=float, default=1.2)
    parser.add_argument("--years", type=int, default=200)
    parser.add_argument("--recruiters", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    plan = Plan(options.regencies, options.phi, options.seed)
    years = spread(quiet_years, cut(options.years, 4), common=plan, label="quiet years")
    chunks = cut(-(-options.recruiters // 4), 5)
    found = list(chain.from_iterable(spread(planted, chunks, common=plan, label="recruiters")))
    print(f"{plan}: {options.years} quiet region-years, {len(found)} recruiters")
    show(np.concatenate(years, axis=1), found, options.years)
    few = cut(40, 4)
    quiet = np.concatenate(spread(quiet_p, few, common=plan, label="quiet p-values"))
    alarms = upcrossings(quiet, YEAR - 0.5) / 40
    hits = list(chain.from_iterable(spread(planted_p, cut(200, 10), common=plan, label="p-values")))
    print(f"the chosen one at p <= 1/52: {alarms:.2f} alarms a year, finds {np.mean(hits):.2f}")


def show(quiet: np.ndarray, found: list[tuple[float, np.ndarray]], years: int) -> None:
    """Print one line a method."""
    rates = np.array([rate for rate, _ in found])
    ratios = np.array([ratio for _, ratio in found])
    bands = (rates < 0.03, (rates >= 0.03) & (rates < 0.06), rates >= 0.06)
    print("| method | threshold | in 3 weeks | in 2 | in 1 | mean < 0.03 | 0.03-0.06 | > 0.06 |")
    print("|---|---|---|---|---|---|---|---|")
    for row, name in enumerate(METHODS):
        threshold = threshold_of(quiet[row], years)
        above = ratios[:, row] > threshold
        by_week = np.maximum.accumulate(above, axis=1).mean(axis=0)
        ever = above.any(axis=1)
        numbers = [threshold, *by_week[::-1], *(ever[band].mean() for band in bands)]
        print(f"| {name} | " + " | ".join(f"{number:.2f}" for number in numbers) + " |")


if __name__ == "__main__":
    main()
