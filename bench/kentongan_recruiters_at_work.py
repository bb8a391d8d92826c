"""What the Bayesian scan's p-values do at work, where no quiet years are at hand to learn from.

Run: .venv/bin/python bench/kentongan_recruiters_at_work.py [--phi 1.2] [--years 40]

Regions, recruiters and rules are those of `kentongan_recruiters.py`.
"""

import argparse
from dataclasses import replace

import numpy as np
from kentongan_power import LONGEST, YEAR, Plan, upcrossings
from kentongan_recruiters import START, Region, region_of

from kentongan.simulate_villages import recruiter
from kentongan.space.bayes import bayes_scan
from kentongan.space.study import Crew
from kentongan.spread import cut, spread


def p_value(region: Region, counts: np.ndarray, week: int) -> tuple[float, set[int]]:
    """What the Bayesian scan says at work, with its own replicates and no quiet years at hand."""
    late = slice(week - LONGEST + 1, week + 1)
    found = bayes_scan(
        counts[late],
        neighbours=region.near,
        expected=region.rates.expected(region.panel.exposure)[late],
        dispersion=region.rates.dispersion,
        doubt=region.rates.doubt,
        replicates=499,
        seed=week,
        crew=Crew(1),
    )
    return found.p_value, set(found.members.tolist())


def quiet_p(plan: Plan, chunk: range, _generator: np.random.Generator) -> np.ndarray:
    """P-values of each week of quiet years."""
    regions = [region_of(plan, index)[0] for index in chunk]
    weeks = range(START, START + YEAR)
    return np.array([p_value(one, one.panel.counts, week)[0] for one in regions for week in weeks])


def planted_p(plan: Plan, chunk: range, _generator: np.random.Generator) -> np.ndarray:
    """P-values (recruiters, 3 weeks) of true findings, 1 where there is none."""
    found = []
    for index in chunk:
        region, generator = region_of(replace(plan, seed=plan.seed + 1), index)
        week = START + int(generator.integers(YEAR - LONGEST))
        at_work = recruiter(region.panel, week=week, generator=generator)
        counts, truth = at_work.added_to(region.panel.counts), set(at_work.villages.tolist())
        looks = [p_value(region, counts, week + delay) for delay in range(LONGEST)]
        found.append([p if members & truth else 1.0 for p, members in looks])
    return np.array(found)


def at_work(plan: Plan, years: int, recruiters: int, workers: int | None) -> None:
    """Print what p-values alone would do, without learning a threshold from quiet years."""
    quiet = np.concatenate(spread(quiet_p, cut(years, 2), common=plan, workers=workers))
    chunks = cut(recruiters, 10)
    found = np.concatenate(spread(planted_p, chunks, common=plan, workers=workers))
    for interval in (52, 40, 26, 20):
        alarms = upcrossings(-quiet, -1.0 / interval - 1e-9) / years
        share = (found <= 1.0 / interval + 1e-9).any(axis=1).mean()
        print(f"p <= 1/{interval}: {alarms:.2f} alarms a year, finds {share:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--regencies", type=int, default=1)
    parser.add_argument("--phi", type=float, default=1.2)
    parser.add_argument("--years", type=int, default=40)
    parser.add_argument("--recruiters", type=int, default=200)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    plan = Plan(options.regencies, options.phi, options.seed)
    at_work(plan, options.years, options.recruiters, options.workers)


if __name__ == "__main__":
    main()
