"""How much better a change explains the last weeks than none does: the ratios the charts add up."""

import math
from typing import NamedTuple

from kentongan.compiled import Array, Floats, kernel

KNOWN, INTERCEPT, EPIDEMIC = 0, 1, 2
"""A known change of the intercept; one to be estimated; an epidemic that feeds on last week."""

LOWEST = -18.0
"""R gives up the search for a log factor below this; e to it is nothing beside any count."""

CLOSE = 1e-10


class Chart(NamedTuple):
    """The options of a chart, in the form its kernel reads.

    theta              the known change of the log mean; for the other charts unused
    upward             look for a rise; False: for a fall
    wait               weeks after a start in which nothing is judged
    shortest, longest  weeks a change is looked for in, up to the judged one; longest 0: all
    threshold, strict  alarm at the threshold or, if strict, above it
    x_max              largest count tried for the bound; negative: no bounds wanted
    once               stop after the first alarm
    as_r               search for the change as R does, though it may end before the maximum
    """

    change: int
    theta: float
    upward: bool
    wait: int
    shortest: int
    longest: int
    threshold: float
    strict: bool
    x_max: int
    once: bool
    as_r: bool


@kernel
def step_of(x: int, mean: float, alpha: float, theta: float) -> float:
    """Log likelihood ratio of one count, its mean e^theta times `mean` against `mean`."""
    if alpha == 0.0:
        return theta * x + (1.0 - math.exp(theta)) * mean
    share = math.log((1.0 + alpha * mean) / (1.0 + alpha * mean * math.exp(theta)))
    return theta * x + (x + 1.0 / alpha) * share


@kernel
def intercept_ratio(
    x: Array, mean: Floats, chart: Chart, low: int, high: int, week: int, now: int
) -> float:
    """Largest over k of X log(X/M) - (X - M), X and M sums of counts and means over k .. week."""
    best = total = expected = 0.0
    for k in range(week, low - 1, -1):
        total += now if k == week else x[k]
        expected += mean[k]
        if k > high or expected <= 0.0 or (total > expected) != chart.upward:
            continue
        # R loses a fall to nothing at all: its 0 log 0 is no number.
        if total > 0.0:
            best = max(best, total * math.log(total / expected) - (total - expected))
        elif not chart.as_r:
            best = max(best, expected)
    return best


@kernel
def negbin_ratio(
    x: Array,
    mean: Floats,
    alpha: float,
    chart: Chart,
    start: int,
    low: int,
    high: int,
    week: int,
    now: int,
    before: int,
) -> float:
    """Largest over k of the ratio at the factor e^kappa that fits the counts of k .. week best.

    The epidemic chart takes e^kappa x(t-1) as what the epidemic adds to the mean, as R does.
    """
    best = pull = 0.0
    kappa = 0.0
    for k in range(week, low - 1, -1):
        y = now if k == week else x[k]
        pull += (y - mean[k]) / (1.0 + alpha * mean[k])
        if k > high:
            continue
        if chart.change == EPIDEMIC:
            kappa = _factor(x, mean, alpha, k, week, now, kappa)
            ratio = added(x, mean, alpha, start, k, week, before, math.exp(kappa))
            best = max(best, ratio)
        elif pull != 0.0 and (pull > 0.0) == chart.upward:
            kappa = _factor(x, mean, alpha, k, week, now, kappa)
            ratio = 0.0
            for i in range(k, week + 1):
                ratio += step_of(now if i == week else x[i], mean[i], alpha, kappa)
            best = max(best, ratio)
    return best


@kernel
def _factor(
    x: Array, mean: Floats, alpha: float, k: int, week: int, now: int, kappa: float
) -> float:
    """Log factor of highest likelihood over k .. week, by Newton's steps between closing walls."""
    low, high = LOWEST, math.inf
    kappa = max(kappa, LOWEST)
    for _ in range(200):
        factor = math.exp(kappa)
        slope = bend = 0.0
        for i in range(k, week + 1):
            y = now if i == week else x[i]
            spread = 1.0 / (1.0 + alpha * factor * mean[i])
            slope += (y - factor * mean[i]) * spread
            bend += mean[i] * (alpha * y + 1.0) * spread * spread
        if slope > 0.0:
            low = kappa
        else:
            high = kappa
        after = kappa + slope / (factor * bend) if bend > 0.0 else kappa
        if not low <= after <= high:
            after = 0.5 * (low + high) if math.isfinite(high) else low + 1.0
        step, kappa = abs(after - kappa), after
        if step < CLOSE:
            break
    return kappa


@kernel
def epidemic_ratio(
    x: Array, mean: Floats, start: int, low: int, high: int, week: int, before: int
) -> float:
    """Largest over k of sum x log(1 + lambda x(t-1)/mean) - lambda x(t-1) over k .. week.

    The slope in lambda falls and bends upward, so Newton's steps from below never overshoot.
    """
    best = pull = 0.0
    for k in range(week, low - 1, -1):
        last = before if k == start else x[k - 1]
        if mean[k] > 0.0:
            pull += x[k] * last / mean[k] - last
        if k <= high and pull > 0.0:
            growth = _growth(x, mean, start, k, week, before)
            best = max(best, gained(x, mean, start, k, week, before, growth))
    return best


@kernel
def _growth(x: Array, mean: Floats, start: int, k: int, week: int, before: int) -> float:
    growth = 0.0
    for _ in range(200):
        slope = bend = 0.0
        for i in range(k, week + 1):
            last = before if i == start else x[i - 1]
            if mean[i] > 0.0:
                share = last / (mean[i] + growth * last)
                slope += x[i] * share - last
                bend += x[i] * share * share
        step = slope / bend
        growth += step
        if step < CLOSE * growth:
            break
    return growth


@kernel
def gained(
    x: Array, mean: Floats, start: int, k: int, week: int, before: int, growth: float
) -> float:
    """The epidemic's log likelihood ratio over k .. week, Poisson, at this growth."""
    ratio = 0.0
    for i in range(k, week + 1):
        last = before if i == start else x[i - 1]
        if mean[i] > 0.0:
            ratio += x[i] * math.log1p(growth * last / mean[i]) - growth * last
    return ratio


@kernel
def added(
    x: Array,
    mean: Floats,
    alpha: float,
    start: int,
    k: int,
    week: int,
    before: int,
    growth: float,
) -> float:
    """The epidemic's log likelihood ratio over k .. week, negative binomial, at this growth."""
    ratio = 0.0
    for i in range(k, week + 1):
        last = before if i == start else x[i - 1]
        if mean[i] > 0.0:
            more = mean[i] + growth * last
            share = math.log((1.0 + alpha * mean[i]) / (1.0 + alpha * more))
            ratio += x[i] * (math.log(more / mean[i]) + share) + share / alpha
    return ratio
