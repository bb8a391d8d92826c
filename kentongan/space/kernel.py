"""The innermost loops: every zone and interval, for the observed counts and for replicates."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kentongan.compiled import Array, Floats, Integers, Truths, kernel
from kentongan.space.statistic import Statistic, log_ratio


class Chains(NamedTuple):
    """The zones as a compiled loop takes them (see `Zones`)."""

    starts: Integers
    members: NDArray[np.int32]
    candidate: Truths
    penalty: Floats


@kernel
def nested_maxima(
    chains: Chains,
    expected: Floats,
    thresholds: Array,
    cells: Array,
    statistic: Statistic,
    maxima: Floats,
) -> None:
    """Raise `maxima` (replicates,) to the largest ratio above the floor of each replicate.

    cells       (locations, intervals or more, lanes) counts of each interval
    thresholds  (positions, intervals) smallest count above the floor

    One load, one addition and one maximum a window; a logarithm only where a count reaches its
    threshold. The loop is written out because a call for each row would cost more than the row.
    """
    intervals, lanes = expected.shape[1], cells.shape[2]
    sums = np.zeros((intervals, lanes), cells.dtype)
    hoped = np.zeros(intervals)
    for chain in range(chains.penalty.size):
        sums[:] = 0
        hoped[:] = 0.0
        for position in range(chains.starts[chain], chains.starts[chain + 1]):
            member = chains.members[position]
            for interval in range(intervals):
                hoped[interval] += expected[member, interval]
                highest = sums[interval, 0]
                for lane in range(lanes):
                    sums[interval, lane] += cells[member, interval, lane]
                    highest = max(highest, sums[interval, lane])
                bar = thresholds[position, interval]
                if highest >= bar:
                    _lift(maxima, sums[interval], bar, hoped[interval], statistic, chains, chain)


@kernel
def general_maxima(
    chains: Chains,
    expected: Floats,
    thresholds: Array,
    cells: Array,
    edges: Integers,
    statistic: Statistic,
    maxima: Floats,
) -> None:
    """Do the same for any intervals, from counts cumulated over time.

    cells  (locations, times + 1, lanes) cumulated counts, the first row nothing
    edges  (intervals, 2) the rows before an interval begins and at its end

    Cumulated unsigned counts may wrap round: differences are right while one window's count fits.
    """
    intervals, (rows, lanes) = expected.shape[1], cells.shape[1:]
    sums = np.zeros((rows, lanes), cells.dtype)
    window = np.zeros(lanes, cells.dtype)
    hoped = np.zeros(intervals)
    for chain in range(chains.penalty.size):
        sums[:] = 0
        hoped[:] = 0.0
        for position in range(chains.starts[chain], chains.starts[chain + 1]):
            member = chains.members[position]
            for row in range(rows):
                for lane in range(lanes):
                    sums[row, lane] += cells[member, row, lane]
            for interval in range(intervals):
                hoped[interval] += expected[member, interval]
                before, until = edges[interval]
                highest = sums[0, 0]
                for lane in range(lanes):
                    window[lane] = sums[until, lane] - sums[before, lane]
                    highest = max(highest, window[lane])
                bar = thresholds[position, interval]
                if highest >= bar:
                    _lift(maxima, window, bar, hoped[interval], statistic, chains, chain)


@kernel
def _lift(
    maxima: Floats,
    counts: Array,
    bar: float,
    expected: float,
    statistic: Statistic,
    chains: Chains,
    chain: int,
) -> None:
    """Raise the maxima of the replicates whose count of one window reaches the bar."""
    for replicate in range(maxima.size):
        if counts[replicate] >= bar:
            ratio = log_ratio(statistic, float(counts[replicate]), expected)
            maxima[replicate] = max(maxima[replicate], chains.penalty[chain] * ratio)


@kernel
def best_of_chains(
    which: Integers,
    chains: Chains,
    observed: Floats,
    expected: Floats,
    fewest: float,
    statistic: Statistic,
    ratios: Floats,
    places: Integers,
) -> None:
    """Write the most unusual window of each chain in `which`.

    ratios  (chains,) its ratio
    places  (chains, 2) the position of its last member, and its interval

    A member without cases cannot raise the ratio, so no logarithm is taken for it.
    """
    intervals = expected.shape[1]
    for index in range(which.size):
        chain = which[index]
        seen, hoped = np.zeros(intervals), np.zeros(intervals)
        grew = np.zeros(intervals, np.bool_)
        for position in range(chains.starts[chain], chains.starts[chain + 1]):
            member = chains.members[position]
            for interval in range(intervals):
                seen[interval] += observed[member, interval]
                hoped[interval] += expected[member, interval]
                grew[interval] |= observed[member, interval] > 0.0
                if chains.candidate[position] and grew[interval] and seen[interval] >= fewest:
                    grew[interval] = False
                    ratio = log_ratio(statistic, seen[interval], hoped[interval])
                    ratio *= chains.penalty[chain]
                    if ratio > ratios[chain]:
                        ratios[chain] = ratio
                        places[chain, 0] = position
                        places[chain, 1] = interval


@kernel
def every_ratio(
    chains: Chains, observed: Floats, expected: Floats, fewest: float, statistic: Statistic
) -> Floats:
    """Return the ratio of every window (positions, intervals), NaN where it is no candidate."""
    intervals = expected.shape[1]
    ratios = np.full((chains.members.size, intervals), np.nan)
    for chain in range(chains.penalty.size):
        seen, hoped = np.zeros(intervals), np.zeros(intervals)
        for position in range(chains.starts[chain], chains.starts[chain + 1]):
            member = chains.members[position]
            for interval in range(intervals):
                seen[interval] += observed[member, interval]
                hoped[interval] += expected[member, interval]
                if chains.candidate[position]:
                    ratio = 0.0
                    if seen[interval] >= fewest:
                        ratio = log_ratio(statistic, seen[interval], hoped[interval])
                    ratios[position, interval] = chains.penalty[chain] * ratio
    return ratios
