"""How unusual a window is: log likelihood ratios of a count against its expectation."""

from math import inf, log, log1p
from typing import NamedTuple

import numpy as np

from kentongan.compiled import Floats, kernel

CONDITIONAL = 0
EXPECTATION = 1
BERNOULLI = 2
SCORE = 3

HALVINGS = 64
"""Bisections that bring a break point to the last bit of a float64."""


class Statistic(NamedTuple):
    """Which likelihood ratio is taken, and the totals it is conditioned on.

    kind     CONDITIONAL, EXPECTATION, BERNOULLI, or SCORE (a plain sum over its standard error)
    cases    C, all cases of the study (0 for EXPECTATION and SCORE)
    people   N, all cases and controls (BERNOULLI only)
    """

    kind: int
    cases: float = 0.0
    people: float = 0.0


@kernel
def log_ratio(statistic: Statistic, count: float, expected: float) -> float:
    """Return the log likelihood ratio of `count` cases where `expected` were to come.

    Nothing unusual (count <= expected) is 0. With c the count, e the expectation, C all cases,
    N all people and n = e N / C the people in the window:

        CONDITIONAL  c ln(c/e) + (C-c) ln((C-c)/(C-e))
        EXPECTATION  c ln(c/e) - (c-e)
        BERNOULLI    c ln(c/e) + (n-c) ln((n-c)/(n-e)) + (C-c) ln((C-c)/(C-e))
                     + (N-n-C+c) ln((N-n-C+c)/(N-n-C+e))
        SCORE        c / sqrt(e), c a weighted excess and e its variance

    Source: Kulldorff 1997, Communications in Statistics 26: 1481-1496; Neill et al. 2005, KDD:
    218-227; Tango, Takahashi and Kohriyama 2011, Biometrics 67: 106-115.
    """
    ratio = 0.0
    if statistic.kind == SCORE:
        ratio = max(count, 0.0) / np.sqrt(expected) if expected > 0.0 else 0.0
    elif count > expected and statistic.kind == BERNOULLI:
        ratio = _bernoulli(statistic, count, expected * statistic.people / statistic.cases)
    elif count > expected and expected <= 0.0:
        ratio = inf
    elif count > expected and statistic.kind == CONDITIONAL:
        ratio = _conditional(statistic.cases, count, expected)
    elif count > expected:
        ratio = count * log(count / expected) - (count - expected)
    return ratio


@kernel
def _conditional(cases: float, count: float, expected: float) -> float:
    """Return the Poisson log likelihood ratio given the number of all cases."""
    rest = cases - count
    outside = rest * log(rest / (cases - expected)) if rest > 0.0 else 0.0
    return count * log(count / expected) + outside


@kernel
def _bernoulli(statistic: Statistic, count: float, inside: float) -> float:
    """Return the Bernoulli log likelihood ratio for `count` cases among `inside` people."""
    cases, people = statistic.cases, statistic.people
    outside = people - inside
    expected = inside * cases / people
    excess = count - expected
    # Each group against its expectation: the terms of the textbook's form cancel to few digits.
    return (
        _gain(count, expected, excess)
        + _gain(inside - count, inside - expected, -excess)
        + _gain(cases - count, cases - expected, -excess)
        + _gain(outside - cases + count, outside - cases + expected, excess)
    )


@kernel
def _gain(seen: float, expected: float, excess: float) -> float:
    """Return seen ln(seen/expected), 0 where nothing is seen (or less, by a rounding)."""
    return seen * log1p(excess / expected) if seen > 0.0 and expected > 0.0 else 0.0


def break_points(
    statistic: Statistic, *, floor: float, fewest: int, highest_expected: float
) -> Floats:
    """Return, for counts c = fewest, fewest+1, ..., the expectation below which c beats `floor`.

    A window with expectation e has a ratio above `floor` exactly when e < breaks[c - fewest], so
    the logarithms of a Monte Carlo run are all taken here, once. The last break is above
    `highest_expected` or the last count that can occur.

    Source: the ratio falls with e for e < c (derivative of the formulas of `log_ratio`).
    """
    pieces: list[Floats] = []
    first, size = float(fewest), 256
    while True:
        counts = np.arange(first, first + size)
        if statistic.kind != EXPECTATION:
            counts = counts[counts <= statistic.cases]
        if counts.size == 0:
            break
        pieces.append(_bisect(statistic, counts, floor))
        if pieces[-1][-1] > highest_expected:
            break
        first, size = first + size, size * 2
    return np.concatenate(pieces) if pieces else np.empty(0)


def _bisect(statistic: Statistic, counts: Floats, floor: float) -> Floats:
    lowest = np.zeros_like(counts)
    if statistic.kind == BERNOULLI:
        lowest = counts * statistic.cases / statistic.people
        hopeless = _ratios(statistic, counts, lowest) <= floor
    else:
        hopeless = np.zeros(counts.shape, dtype=bool)
    low, high = lowest.copy(), counts.copy()
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        beats = _ratios(statistic, counts, middle) > floor
        low, high = np.where(beats, middle, low), np.where(beats, high, middle)
    breaks = np.where(hopeless, 0.0, high)
    return np.maximum.accumulate(breaks)


@kernel
def _ratios(statistic: Statistic, counts: Floats, expected: Floats) -> Floats:
    ratios = np.empty(counts.size)
    for index in range(counts.size):
        ratios[index] = log_ratio(statistic, counts[index], expected[index])
    return ratios
