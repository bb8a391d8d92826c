"""The smallest count that passes a floor, for every window: no logarithm inside a Monte Carlo."""

import numpy as np
from numpy.typing import DTypeLike

from kentongan.compiled import Array, Floats, Integers, kernel
from kentongan.space.kernel import Chains
from kentongan.space.statistic import SCORE, break_points
from kentongan.space.study import Crew, Study, in_pieces, in_threads

MOST_REPLICATES = 100_000
ACCEPTED_WRAP = 1e-9
"""Chance, over a whole run, that a count of the null hypothesis does not fit its integer."""


def thresholds(study: Study, floor: float, *, crew: Crew) -> Array:
    """Return the smallest count whose ratio is above the floor (positions, intervals).

    Windows that are no candidates, or that no count can lift above the floor, get the largest
    integer. A score's thresholds are weighted excesses, as float64.
    """
    chains, expected = study.zones.chains, study.expected
    shape = (chains.members.size, expected.shape[1])
    if study.statistic.kind == SCORE:
        scores = np.empty(shape)
        _fill_scores(chains, expected, floor, scores)
        return scores
    highest = largest_sum(chains, expected)
    counts: Array = np.empty(shape, smallest_integer(highest, windows=shape[0] * shape[1]))
    for penalty in np.unique(chains.penalty):
        breaks = break_points(
            study.statistic,
            floor=floor / float(penalty),
            fewest=study.fewest,
            highest_expected=highest,
        )

        def work(which: Integers, breaks: Floats = breaks) -> None:
            _fill(which, chains, expected, breaks, study.fewest, counts)

        alike = np.flatnonzero(chains.penalty == penalty)
        in_threads(work, in_pieces(alike, chains.members.size), crew)
    return counts


def smallest_integer(highest: float, *, windows: int) -> DTypeLike:
    """Return the unsigned integer that no null count with expectation <= `highest` outgrows.

    P(X >= m) <= exp(m - e - m ln(m/e)) for the Poisson, binomial and hypergeometric alike.
    Source: Chernoff 1952, Annals of Mathematical Statistics 23: 493-507; Hoeffding 1963, Journal
    of the American Statistical Association 58: 13-30 (sampling without replacement).
    """
    allowed = np.log(ACCEPTED_WRAP / (max(windows, 1) * MOST_REPLICATES))
    mean = max(highest, 1e-9)
    for dtype in (np.uint8, np.uint16):
        most = float(np.iinfo(dtype).max)
        if mean < most and most - mean - most * np.log(most / mean) < allowed:
            return dtype
    return np.uint32


@kernel
def largest_sum(chains: Chains, cells: Floats) -> float:
    """Return the largest sum of non-negative cells in any window: that of some whole chain."""
    largest = 0.0
    for chain in range(chains.penalty.size):
        sums = np.zeros(cells.shape[1])
        for position in range(chains.starts[chain], chains.starts[chain + 1]):
            sums += cells[chains.members[position]]
        largest = max(largest, sums.max())
    return largest


@kernel
def _fill(
    which: Integers, chains: Chains, expected: Floats, breaks: Floats, fewest: int, counts: Array
) -> None:
    intervals, never = expected.shape[1], np.iinfo(counts.dtype).max
    for index in range(which.size):
        chain = which[index]
        sums, at = np.zeros(intervals), np.zeros(intervals, np.int64)
        for position in range(chains.starts[chain], chains.starts[chain + 1]):
            member = chains.members[position]
            for interval in range(intervals):
                sums[interval] += expected[member, interval]
                # Expectations only grow along a chain, so the search goes on where it stood.
                while at[interval] < breaks.size and breaks[at[interval]] <= sums[interval]:
                    at[interval] += 1
                reachable = at[interval] < breaks.size and chains.candidate[position]
                count = fewest + at[interval] if reachable else never
                counts[position, interval] = min(count, never)


@kernel
def _fill_scores(chains: Chains, variance: Floats, floor: float, scores: Floats) -> None:
    intervals = variance.shape[1]
    for chain in range(chains.penalty.size):
        sums = np.zeros(intervals)
        for position in range(chains.starts[chain], chains.starts[chain + 1]):
            for interval in range(intervals):
                sums[interval] += variance[chains.members[position], interval]
                bar = max(floor, 1e-12) / chains.penalty[chain] * np.sqrt(sums[interval])
                scores[position, interval] = bar if chains.candidate[position] else np.inf
