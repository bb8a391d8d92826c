"""What a scan found: its clusters, the most unusual first, none overlapping another."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kentongan.compiled import Floats, Integers
from kentongan.space.significance import Gumbel, MonteCarlo, recurrence_interval
from kentongan.space.study import Best, Study


@dataclass(frozen=True)
class Cluster:
    """Neighbouring locations with more cases than usual, from one time to another.

    members              locations, as columns of the caller's counts; the centre first
    centre               the location in the middle, -1 where there is none
    radius               distance of the farthest member, in units of the coordinates (km for
                         latitude and longitude), NaN where there is none
    first, last          times, as rows of the caller's counts, both included
    observed, expected   cases (weighted excess and its variance for the negative binomial)
    relative_risk        risk inside over risk outside; observed / expected where the model is not
                         conditioned on all cases
    log_likelihood_ratio with the penalty of its shape
    p_value              Monte Carlo; adjusted for all the windows that were looked at
    gumbel_p_value       from the fitted tail, NaN where it could not be fitted
    recurrence_interval  1 / p_value, in looks
    """

    members: Integers
    centre: int
    radius: float
    first: int
    last: int
    observed: float
    expected: float
    relative_risk: float
    log_likelihood_ratio: float
    p_value: float
    gumbel_p_value: float
    recurrence_interval: float


@dataclass(frozen=True)
class ScanResult:
    """All that a scan found.

    clusters    most unusual first, none sharing a place and time with one before it
    maxima      (replicates,) largest ratio of each replicate; 0 where it is not above `floor`
    floor       maxima are known exactly above it
    gumbel      the law fitted to the maxima
    windows     how many windows were looked at
    model       name of the model
    """

    clusters: tuple[Cluster, ...]
    maxima: Floats
    floor: float
    gumbel: Gumbel | None
    windows: int
    model: str


def report(
    study: Study, observed: Floats, best: Best, test: MonteCarlo, *, most: int
) -> tuple[Cluster, ...]:
    """Return the most unusual cluster and those after it that do not overlap and have p < 1."""
    found: list[Cluster] = []
    for chain in without_overlap(study, best):
        cluster = _cluster(study, observed, best, test, chain)
        if len(found) == most or (found and cluster.p_value >= 1.0 and test.maxima.size):
            break
        found.append(cluster)
    return tuple(found)


def _cluster(study: Study, observed: Floats, best: Best, test: MonteCarlo, chain: int) -> Cluster:
    zones, interval = study.zones, best.interval[chain]
    members = zones.members[zones.starts[chain] : best.position[chain] + 1]
    centre = zones.centre[chain]
    inside = float(observed[members, interval].sum())
    usual = float(study.expected[members, interval].sum())
    ratio = float(best.ratio[chain])
    p_value = test.p_value(ratio)
    return Cluster(
        members=zones.order[members],
        centre=int(zones.order[centre]) if centre >= 0 else -1,
        radius=float(zones.radius[best.position[chain]]),
        first=int(study.intervals.first[interval]),
        last=int(study.intervals.last[interval]),
        observed=inside,
        expected=usual,
        relative_risk=relative_risk(inside, usual, study.statistic.cases),
        log_likelihood_ratio=ratio,
        p_value=p_value,
        gumbel_p_value=test.gumbel_p_value(ratio),
        recurrence_interval=recurrence_interval(p_value),
    )


def without_overlap(study: Study, best: Best) -> Iterator[int]:
    """Yield the chains whose best windows share no place and time with a more unusual one before.

    Each centre has its one best window to offer. SaTScan calls this "no geographical overlap";
    there too a place may belong to two clusters at different times.
    """
    zones, intervals = study.zones, study.intervals
    taken = np.zeros((zones.locations, intervals.times), dtype=bool)
    raised = np.flatnonzero(best.ratio > 0.0)
    position = best.position[raised]
    sizes, radius = position - zones.starts[raised], zones.radius[position]
    # One set of cells may be found from several centres: the tightest circle stands for it.
    for chain in raised[np.lexsort((radius, sizes, -np.round(best.ratio[raised], 10)))]:
        members = zones.members[zones.starts[chain] : best.position[chain] + 1]
        interval = best.interval[chain]
        cells = np.ix_(members, np.arange(intervals.first[interval], intervals.last[interval] + 1))
        if not taken[cells].any():
            taken[cells] = True
            yield int(chain)


def relative_risk(observed: float, expected: float, cases: float) -> float:
    """Return (c/e) / ((C-c)/(C-e)), or c/e where the model has no total (cases 0)."""
    inside = observed / expected if expected > 0.0 else np.inf
    outside = (cases - observed) / (cases - expected) if cases > expected else 1.0
    if cases <= 0.0:
        return float(inside)
    return float(inside / outside) if outside > 0.0 else float(np.inf)
