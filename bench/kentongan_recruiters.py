"""Who else finds a recruiter, at the same one false alarm a region-year?

Run: .venv/bin/python bench/kentongan_recruiters.py [--phi 1.2] [--regencies 1] [--years 200]

The regions, recruiters and rules of `kentongan_power.py`, for the methods that it does not have:
the Bayesian scan, and what listens at the districts. Rates come from two years by `learn_rates`
(five more for Farrington). A level of many series is judged by its highest score, so one threshold
shares the budget among them.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from kentongan_power import HISTORY, LONGEST, YEAR, Plan, threshold_of
from scipy.spatial import cKDTree
from scipy.stats import norm

from kentongan.rates import Rates, learn_rates
from kentongan.simulate_villages import Villages, recruiter, village_panel
from kentongan.space.bayes import Spreading, bayes_scan
from kentongan.space.scan import scan
from kentongan.space.study import Crew
from kentongan.space.zones import circles
from kentongan.spread import cut, spread
from kentongan.time.cusum import cusum
from kentongan.time.ears import ears
from kentongan.time.farrington_flexible import farrington_flexible
from kentongan.time.tail import exact_tail, tail_of

BEFORE = 5 * 52
"""Weeks before the history, which only Farrington looks at."""

START = BEFORE + HISTORY
DESIGNS = ((4, 6), (3, 4), (2, 6), (4, 4), (6, 6), (8, 12), (1, 6))
"""Villages touched and extra reports; the first is the bar's."""

Said = tuple[np.ndarray, list[frozenset[int]]]
"""Scores of some weeks, and the villages that each points at."""


@dataclass(frozen=True)
class Region:
    """A panel with what is learned of it and of its districts."""

    panel: Villages
    rates: Rates
    near: np.ndarray
    districts: np.ndarray
    exposure: np.ndarray

    def by_district(self, counts: np.ndarray) -> np.ndarray:
        """Sum villages (weeks, villages) into districts (weeks, districts)."""
        return counts @ self.districts


def region_of(plan: Plan, index: int) -> tuple[Region, np.random.Generator]:
    generator = np.random.default_rng(np.random.SeedSequence(plan.seed, spawn_key=(index,)))
    panel = village_panel(
        regencies=plan.regencies, phi=plan.phi, weeks=START + YEAR, generator=generator
    )
    past = slice(BEFORE, START)
    rates = learn_rates(panel.counts[past], exposure=panel.exposure[past])
    near = cKDTree(panel.coordinates).query(panel.coordinates, k=10)[1]
    districts = np.equal.outer(panel.district, np.unique(panel.district)).astype(np.int64)
    exposure = (rates.rate * panel.exposure) @ districts
    return Region(panel, rates, near, districts, exposure), generator


def bayes(prior: Spreading) -> Callable[[Region, np.ndarray, range], Said]:
    def listen(region: Region, counts: np.ndarray, weeks: range) -> Said:
        expected = region.rates.expected(region.panel.exposure)
        found = [
            bayes_scan(
                counts[week - prior.duration + 1 : week + 1],
                neighbours=region.near,
                expected=expected[week - prior.duration + 1 : week + 1],
                dispersion=region.rates.dispersion,
                doubt=region.rates.doubt,
                prior=prior,
                replicates=0,
            )
            for week in weeks
        ]
        scores = np.array([one.log_bayes_factor for one in found])
        return scores, [frozenset(one.members.tolist()) for one in found]

    return listen


def reporting(region: Region, counts: np.ndarray, weeks: range) -> Said:
    zones = circles(region.panel.coordinates, max_locations=10)
    expected = region.rates.expected(region.panel.exposure)
    scores, members = [], []
    for week in weeks:
        late = slice(week - LONGEST + 1, week + 1)
        found = scan(
            counts[late],
            zones,
            model="reporting",
            expected=expected[late],
            max_population=1.0,
            max_duration=LONGEST,
            replicates=0,
            max_clusters=1,
            crew=Crew(1),
        )
        scores.append(found.clusters[0].log_likelihood_ratio if found.clusters else 0.0)
        members.append(frozenset(found.clusters[0].members.tolist() if found.clusters else ()))
    return np.array(scores), members


def at_districts(
    score: Callable[[Region, np.ndarray, range], np.ndarray],
) -> Callable[[Region, np.ndarray, range], Said]:
    """Judge a week by its highest district (weeks, districts)."""

    def listen(region: Region, counts: np.ndarray, weeks: range) -> Said:
        scores = np.nan_to_num(score(region, region.by_district(counts), weeks), nan=0.0)
        top = scores.argmax(axis=1)
        places = [frozenset(np.flatnonzero(region.panel.district == d).tolist()) for d in top]
        return scores.max(axis=1), places

    return listen


def tail_score(region: Region, counts: np.ndarray, weeks: range) -> np.ndarray:
    heard = exact_tail(
        counts[: weeks.stop], weeks=weeks, exposure=region.exposure[: weeks.stop], baseline=HISTORY
    )
    return -np.log(heard.p_value)


def three_weeks_tail(region: Region, counts: np.ndarray, weeks: range) -> np.ndarray:
    together = [counts[week - LONGEST + 1 : week + 1].sum(axis=0) for week in weeks]
    mean = [region.exposure[week - LONGEST + 1 : week + 1].sum(axis=0) for week in weeks]
    return -np.log(tail_of(together, mean, region.rates.dispersion)[0])


def ears_score(method: str) -> Callable[[Region, np.ndarray, range], np.ndarray]:
    def score(region: Region, counts: np.ndarray, weeks: range) -> np.ndarray:
        # The bound is mean + z sd: two of them, at z = 5 and 6, give both.
        heard = [
            ears(
                counts[: weeks.stop],
                weeks=weeks,
                method=method,
                alpha=alpha,
                min_sigma=0.5,
                exposure=region.exposure[: weeks.stop],
            ).upper_bound
            for alpha in norm.sf([5.0, 6.0])
        ]
        # C3's bound may rest on 0 for both: then it says nothing.
        sd = np.where(heard[1] > heard[0], heard[1] - heard[0], np.nan)
        return 5.0 + (counts[weeks.start : weeks.stop] - heard[0]) / sd

    return score


def cusum_score(region: Region, counts: np.ndarray, weeks: range) -> np.ndarray:
    chart = cusum(
        counts[: weeks.stop],
        weeks=range(START - 26, weeks.stop),
        trans="rossi",
        exposure=region.exposure[: weeks.stop],
    )
    return chart.statistic[weeks.start - START + 26 :]


def farrington_score(region: Region, counts: np.ndarray, weeks: range) -> np.ndarray:
    heard = farrington_flexible(
        counts[: weeks.stop],
        weeks=weeks,
        no_periods=10,
        past_weeks_not_included=26,
        threshold_method="nbPlugin",
        limit54=(0, 4),
        exposure=region.exposure[: weeks.stop],
    )
    return -np.log(np.maximum(heard.p_value, 1e-300))


METHODS: dict[str, Callable[[Region, np.ndarray, range], Said]] = {
    "Bayesian scan, 2 to 8 villages": bayes(Spreading()),
    "Bayesian scan, 3 to 6 villages": bayes(Spreading(sizes=(3, 4, 5, 6))),
    "circles of 10, villages reporting, rates by empirical Bayes": reporting,
    "districts, exact tail of 3 weeks": at_districts(three_weeks_tail),
    "districts, exact tail of the week": at_districts(tail_score),
    "districts, EARS C1": at_districts(ears_score("C1")),
    "districts, EARS C2": at_districts(ears_score("C2")),
    "districts, EARS C3": at_districts(ears_score("C3")),
    "districts, CUSUM (Rossi)": at_districts(cusum_score),
    "districts, Farrington flexible": at_districts(farrington_score),
}


def quiet_years(plan: Plan, chunk: range, _generator: np.random.Generator) -> np.ndarray:
    """Scores (methods, weeks) of quiet years."""
    weeks = range(START, START + YEAR)
    regions = [region_of(plan, index)[0] for index in chunk]
    return np.concatenate(
        [
            [listen(one, one.panel.counts, weeks)[0] for listen in METHODS.values()]
            for one in regions
        ],
        axis=1,
    )


def planted(plan: Plan, chunk: range, _generator: np.random.Generator) -> np.ndarray:
    """Scores of true findings (recruiters, designs, methods, 3 weeks)."""
    found = []
    for index in chunk:
        region, generator = region_of(replace(plan, seed=plan.seed + 1), index)
        for _ in range(4):
            week = START + int(generator.integers(YEAR - LONGEST))
            found.append([_design(region, week, design, generator) for design in DESIGNS])
    return np.array(found)


def _design(
    region: Region, week: int, design: tuple[int, int], generator: np.random.Generator
) -> np.ndarray:
    at_work = recruiter(
        region.panel, week=week, villages=design[0], reports=design[1], generator=generator
    )
    counts, truth = at_work.added_to(region.panel.counts), set(at_work.villages.tolist())
    scores = np.zeros((len(METHODS), LONGEST))
    # Only what is meant to find it: the others are measured on the bar's design alone.
    for row, listen in enumerate(METHODS.values()):
        if design == DESIGNS[0] or row < 3:
            said, places = listen(region, counts, range(week, week + LONGEST))
            scores[row] = np.where([bool(place & truth) for place in places], said, -np.inf)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--regencies", type=int, default=1)
    parser.add_argument("--phi", type=float, default=1.2)
    parser.add_argument("--years", type=int, default=200)
    parser.add_argument("--recruiters", type=int, default=400)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    plan = Plan(options.regencies, options.phi, options.seed)
    quiet = np.concatenate(
        spread(quiet_years, cut(options.years, 4), common=plan, workers=options.workers), axis=1
    )
    chunks = cut(-(-options.recruiters // 4), 5)
    found = np.concatenate(spread(planted, chunks, common=plan, workers=options.workers))
    print(f"{plan}: {options.years} quiet region-years, {len(found)} recruiters of each kind")
    show(quiet, found, options.years)


def show(quiet: np.ndarray, found: np.ndarray, years: int) -> None:
    """Print a line a method: found in 3, 2, 1 weeks with half of the 95 % interval, other kinds."""
    others = " | ".join(f"{villages} v, {reports} r" for villages, reports in DESIGNS[1:])
    print(f"| method | threshold | in 3 weeks | in 2 | in 1 | {others} |")
    for row, name in enumerate(METHODS):
        threshold = threshold_of(quiet[row], years)
        hits = found[:, :, row] > threshold
        cells = [f"{hits[:, 0, :weeks].any(axis=1).mean():.2f}" for weeks in (3, 2, 1)]
        share = hits[:, 0].any(axis=1).mean()
        cells[0] += f" +- {1.96 * np.sqrt(share * (1 - share) / len(hits)):.2f}"
        if row < 3:
            cells += [f"{share:.2f}" for share in hits[:, 1:].any(axis=2).mean(axis=0)]
        print(f"| {name} | {threshold:.2f} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
