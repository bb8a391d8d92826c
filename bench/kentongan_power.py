"""Which method finds a recruiter among sparse villages, at one false alarm a region-year?

    python bench/kentongan_power.py [--years 60] [--recruiters 300] [--seed 1]

A region has 6 regencies of 15 districts of 12 villages (1,080), each with 0.005 to 0.2 reports a
week, variance 1.2 times the mean, a season, and visits that triple a district's reports for a week.
Every method looks once a week. Its threshold is the one that quiet region-years passed once a year.
Then recruiters are planted: 6 extra reports in 4 neighbouring villages within 3 weeks. Found means
a cluster above the threshold that holds one of the villages, by the end of the third week.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kentongan.simulate_villages import Recruiter, Villages, recruiter, village_panel
from kentongan.space.scan import scan
from kentongan.space.study import Crew
from kentongan.space.tree import Tree, tree_of
from kentongan.space.zones import Zones, circles
from kentongan.spread import cut, spread

HISTORY = 104
WINDOW = 52
YEAR = 52
LONGEST = 3
SHRINKAGE = 104.0
"""Weeks of its district's rate that a village's own history is mixed with."""

Finding = tuple[float, frozenset[int]]


@dataclass(frozen=True)
class Region:
    """A panel with what a detector may know of it."""

    panel: Villages
    near: Zones
    alone: Zones
    tree: Tree
    districts: Tree
    expected: np.ndarray

    def late(self, values: np.ndarray, week: int) -> np.ndarray:
        return values[week - WINDOW + 1 : week + 1]


Look = Callable[[Region, np.ndarray, int], Finding]


def _scan(zones: str, model: str, baseline: str | None) -> Look:
    def look(region: Region, counts: np.ndarray, week: int) -> Finding:
        given = {
            None: {},
            "population": {"population": region.panel.population},
            "exposure": {"population": region.late(region.panel.exposure, week)},
            "expected": {"expected": region.late(region.expected, week)},
        }[baseline]
        if model == "negative_binomial":
            given["dispersion"] = given["expected"] / 0.2
        family = {
            "near": region.near,
            "alone": region.alone,
            "tree": region.tree.zones,
            "district": region.districts.zones,
        }[zones]
        found = scan(
            region.late(counts, week),
            family,
            model=model,
            max_population=1.0,
            max_duration=LONGEST,
            replicates=0,
            max_clusters=1,
            crew=Crew(1),
            **given,
        )
        if not found.clusters:
            return 0.0, frozenset()
        top = found.clusters[0]
        return top.log_likelihood_ratio, frozenset(top.members.tolist())

    return look


METHODS: dict[str, Look] = {
    "circles, permutation": _scan("near", "permutation", None),
    "circles, Poisson on population": _scan("near", "poisson", "population"),
    "circles, Poisson on expected": _scan("near", "poisson", "expected"),
    "circles, expectation-based Poisson": _scan("near", "expectation_poisson", "expected"),
    "circles, negative binomial score": _scan("near", "negative_binomial", "expected"),
    "tree, Poisson on expected": _scan("tree", "poisson", "expected"),
    "tree, expectation-based Poisson": _scan("tree", "expectation_poisson", "expected"),
    "districts alone, expectation-based": _scan("district", "expectation_poisson", "expected"),
    "villages alone, expectation-based": _scan("alone", "expectation_poisson", "expected"),
}


def region_of(seed: int, index: int) -> tuple[Region, np.random.Generator]:
    """Return region number `index`: history to learn from, then a year to watch."""
    generator = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(index,)))
    panel = village_panel(weeks=HISTORY + YEAR, generator=generator)
    levels = {"district": panel.district, "regency": panel.regency}
    whole = tree_of(levels, locations=panel.district.size)
    return Region(
        panel=panel,
        near=circles(panel.coordinates, max_locations=30),
        alone=circles(panel.coordinates, max_locations=1),
        tree=whole,
        districts=_only(panel.district),
        expected=learned_rate(panel) * panel.exposure,
    ), generator


def _only(groups: np.ndarray) -> Tree:
    """Return a tree of the groups alone, without their villages."""
    full = tree_of({"group": groups}, locations=groups.size)
    starts = full.zones.starts
    first = int(starts[groups.size])
    zones = full.zones
    trimmed = Zones(
        starts=starts[groups.size :] - first,
        members=zones.members[first:],
        candidate=zones.candidate[first:],
        centre=zones.centre[groups.size :],
        penalty=zones.penalty[groups.size :],
        radius=zones.radius[first:],
        order=zones.order,
    )
    return Tree(zones=trimmed, nodes=full.nodes[groups.size :])


def learned_rate(panel: Villages) -> np.ndarray:
    """Return each village's rate from its history, mixed with that of its district."""
    counts = panel.counts[:HISTORY].sum(axis=0)
    exposure = panel.exposure[:HISTORY].sum(axis=0)
    district = np.bincount(panel.district, counts) / np.bincount(panel.district, exposure)
    prior = np.maximum(district[panel.district], 1e-3)
    return (counts + SHRINKAGE * prior) / (exposure + SHRINKAGE)


def quiet_years(seed: int, chunk: range, _generator: np.random.Generator) -> np.ndarray:
    """Return the largest ratio of each quiet week (methods, weeks)."""
    years = []
    for index in chunk:
        region, _ = region_of(seed, index)
        weeks = range(HISTORY, HISTORY + YEAR)
        counts = region.panel.counts
        years.append(
            [[look(region, counts, week)[0] for week in weeks] for look in METHODS.values()]
        )
    return np.concatenate(years, axis=1)


def planted(seed: int, chunk: range, _generator: np.random.Generator) -> list[list[list[Finding]]]:
    """Return what each method says in the three weeks of each recruiter, and the truth."""
    found = []
    for index in chunk:
        region, generator = region_of(seed + 1, index)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=60)
    parser.add_argument("--recruiters", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    quiet = np.concatenate(
        spread(quiet_years, cut(options.years, 2), common=options.seed, label="quiet years"),
        axis=1,
    )
    found = sum(
        spread(
            planted, cut(-(-options.recruiters // 4), 3), common=options.seed, label="recruiters"
        ),
        [],
    )
    rates = np.array([rate for rate, _ in found])
    ratios = np.array([ratio for _, ratio in found])
    print(f"{options.years} quiet region-years, {len(found)} recruiters, seed {options.seed}")
    print(
        "| method | threshold | found in 3 weeks | in 2 | in 1 | mean < 0.02 | 0.02-0.07 | > 0.07 |"
    )
    print("|---|---|---|---|---|---|---|---|")
    bands = (rates < 0.02, (rates >= 0.02) & (rates < 0.07), rates >= 0.07)
    for row, name in enumerate(METHODS):
        # The ratio that quiet weeks passed once a region-year.
        threshold = np.sort(quiet[row])[::-1][options.years]
        above = ratios[:, row] > threshold
        by_week = np.maximum.accumulate(above, axis=1).mean(axis=0)
        ever = above.any(axis=1)
        shares = [ever[band].mean() for band in bands]
        print(
            f"| {name} | {threshold:.2f} | {by_week[2]:.2f} | {by_week[1]:.2f} | {by_week[0]:.2f} | "
            + " | ".join(f"{share:.2f}" for share in shares)
            + " |"
        )


if __name__ == "__main__":
    main()
