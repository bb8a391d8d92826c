"""Scan statistics: the most unusual groups of neighbouring places and times, and their chance."""

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Integers
from kentongan.space import models
from kentongan.space.clusters import ScanResult, report
from kentongan.space.intervals import Intervals, prospective, retrospective, whole, within
from kentongan.space.montecarlo import monte_carlo
from kentongan.space.study import Crew, Study, best_windows
from kentongan.space.zones import Zones, circles

ROUNDING = 1e-12
"""A zone of just the allowed size stays, whatever the order its parts were added in."""


def scan(
    counts: ArrayLike,
    zones: Zones | ArrayLike,
    *,
    population: ArrayLike | None = None,
    expected: ArrayLike | None = None,
    dispersion: ArrayLike | None = None,
    model: str = "poisson",
    when: str = "prospective",
    max_population: float = 0.5,
    max_duration: int | None = None,
    min_duration: int = 1,
    min_cases: int = 2,
    replicates: int = 999,
    seed: int = 1,
    exact_below: float = 1.0,
    stop_after: int | None = None,
    max_clusters: int = 20,
    crew: Crew | None = None,
) -> ScanResult:
    """Return the clusters of `counts` in space and time, the most unusual first.

    The statistic is the largest log likelihood ratio over all zones and intervals (formulas in
    `kentongan.space.statistic.log_ratio`); its chance is that of the largest ratio of replicates
    drawn under the null hypothesis, so all the looking is paid for. The p-values of secondary
    clusters are conservative: they too are compared with the largest.

    counts          (times, locations) whole numbers; (locations,) for one time only
    zones           `circles(...)`, `ellipses(...)`, shapes of `kentongan.space.shapes`, or plain
                    (locations, 2) coordinates for circles around every location
    population      (locations,) or (times, locations): people, visits or days at risk ("poisson");
                    cases and controls ("bernoulli")
    expected        (times, locations): instead of a population, expectations adjusted for anything
                    ("poisson": only their proportions count); the means ("expectation_poisson",
                    "negative_binomial", "reporting")
    dispersion      ("negative_binomial") theta: the variance is mean + mean^2/theta
    model           "poisson", "permutation", "bernoulli", "expectation_poisson",
                    "negative_binomial", "reporting" (each place and time once at most)
    when            "prospective" (clusters still going on at the last time), "retrospective" (any
                    interval), "spatial" (the whole study as one)
    max_population  largest zone, as a share of the population (of the cases for "permutation")
    max_duration    longest interval in times (default half of the study)
    min_cases       fewest cases of a cluster ("negative_binomial": smallest score)
    replicates      how many; p-values are multiples of 1/(replicates + 1)
    exact_below     p-values are exact below this, and 1 above it; 0.5 makes a large scan far
                    faster, 1 gives them all
    stop_after      end at this many replicates beyond the most unusual cluster (Besag-Clifford)
    crew            who works: threads (default), processes or Dask; the bits are the same

    Differences from SaTScan: a disc takes in all locations at one distance together; random
    numbers are ours, so p-values agree in law and not in the last digit.

    Raises ValueError naming the requirement and what came.
    """
    cells = models.as_counts(counts)
    where = zones if isinstance(zones, Zones) else circles(zones)
    _check(cells, where, max_population, replicates, exact_below)
    moments = intervals_of(when, cells.shape[0], longest=max_duration, shortest=min_duration)

    baselines = {"population": population, "expected": expected, "dispersion": dispersion}
    given, here = _placed(baselines, cells, where), np.ascontiguousarray(cells[:, where.order])
    usual = models.fill(model, here, given, moments, models.Draws(replicates, seed))
    study = Study(
        zones=where.trimmed(usual.size, max_population * usual.size.sum() * (1.0 + ROUNDING)),
        intervals=moments,
        expected=usual.expected,
        statistic=usual.statistic,
        null=usual.null,
        fewest=min_cases,
    )
    observed = within(usual.observed, moments)
    crew = crew or Crew()
    best = best_windows(study, observed, crew=crew)
    test = monte_carlo(
        study,
        replicates,
        highest=float(best.ratio.max(initial=0.0)),
        exact_below=exact_below,
        stop_after=stop_after,
        crew=crew,
    )
    return ScanResult(
        clusters=report(study, observed, best, test, most=max_clusters),
        maxima=test.maxima,
        floor=test.floor,
        gumbel=test.gumbel,
        windows=int(study.zones.candidate.sum()) * moments.first.size,
        model=model,
    )


def intervals_of(when: str, times: int, *, longest: int | None, shortest: int) -> Intervals:
    """Return the intervals of a kind of scan."""
    if when == "prospective":
        return prospective(times, longest=longest, shortest=shortest)
    if when == "retrospective":
        return retrospective(times, longest=longest, shortest=shortest)
    if when == "spatial":
        return whole(times)
    raise ValueError(f"when must be prospective, retrospective or spatial, got {when!r}")


def _placed(baselines: dict[str, ArrayLike | None], cells: Integers, where: Zones) -> models.Given:
    """Baselines in the order in which the zones keep the locations."""
    return models.Given(
        **{
            name: None
            if values is None
            else models.as_baseline(values, cells.shape, name=name)[:, where.order]
            for name, values in baselines.items()
        }
    )


def _check(
    cells: Integers, zones: Zones, max_population: float, replicates: int, exact_below: float
) -> None:
    if cells.shape[1] != zones.locations:
        raise ValueError(
            f"counts must have a column for each of {zones.locations} locations, "
            f"got {cells.shape[1]}"
        )
    if not 0.0 < max_population <= 1.0:
        raise ValueError(f"max_population must be above 0 and at most 1, got {max_population}")
    if replicates < 0:
        raise ValueError(f"replicates must be at least 0, got {replicates}")
    if not 0.0 < exact_below <= 1.0:
        raise ValueError(f"exact_below must be above 0 and at most 1, got {exact_below}")
