"""A likelihood ratio chart, week by week: its statistic, its alarms, the count that would alarm."""

import math

from kentongan.compiled import Array, Floats, Truths, kernel, parallel, prange
from kentongan.time.likelihood_ratio import (
    EPIDEMIC,
    KNOWN,
    Chart,
    epidemic_ratio,
    intercept_ratio,
    negbin_ratio,
    step_of,
)
from kentongan.time.ratio_search import ratio_as_r


@parallel
def chart_all(
    counts: Array,
    mean: Floats,
    alpha: Floats,
    chart: Chart,
    statistic: Floats,
    bound: Floats,
    alarm: Truths,
) -> None:
    """Draw the chart of each series; counts and mean are (series, weeks), the answers likewise."""
    for i in prange(counts.shape[0]):
        draw(counts[i], mean[i], alpha[i], chart, 0, 0, statistic[i], bound[i], alarm[i])


@kernel
def draw(
    x: Array,
    mean: Floats,
    alpha: float,
    chart: Chart,
    start: int,
    before: int,
    statistic: Floats,
    bound: Floats,
    alarm: Truths,
) -> int:
    """Draw from `start`, afresh after each alarm; return the week after the last one judged.

    before  the count of the week before `start`, on which an epidemic feeds
    """
    level = 0.0
    for week in range(start, x.size):
        if week - start >= chart.wait:
            statistic[week] = _ratio(x, mean, alpha, chart, start, week, x[week], before, level)
            if chart.x_max >= 0:
                bound[week] = _bound(x, mean, alpha, chart, start, week, before, level)
        else:
            statistic[week] = 0.0
        level = statistic[week]
        alarm[week] = level > chart.threshold or (level == chart.threshold and not chart.strict)
        if alarm[week]:
            if chart.once:
                return week + 1
            start, before, level = week + 1, x[week], 0.0
    return int(x.size)


@kernel
def _ratio(
    x: Array,
    mean: Floats,
    alpha: float,
    chart: Chart,
    start: int,
    week: int,
    now: int,
    before: int,
    level: float,
) -> float:
    """The chart's statistic in `week`, were the count of that week `now`."""
    if chart.change == KNOWN:
        return max(0.0, level + step_of(now, mean[week], alpha, chart.theta))
    low = start if chart.longest == 0 else max(start, week + 1 - chart.longest)
    high = week + 1 - chart.shortest
    if chart.as_r and (alpha > 0.0 or chart.change == EPIDEMIC):
        return ratio_as_r(x, mean, alpha, chart, start, low, high, week, now, before)
    if chart.change == EPIDEMIC and alpha == 0.0:
        return epidemic_ratio(x, mean, start, low, high, week, before)
    if alpha == 0.0:
        return intercept_ratio(x, mean, chart, low, high, week, now)
    return negbin_ratio(x, mean, alpha, chart, start, low, high, week, now, before)


@kernel
def _bound(
    x: Array,
    mean: Floats,
    alpha: float,
    chart: Chart,
    start: int,
    week: int,
    before: int,
    level: float,
) -> float:
    """The count that would bring the statistic to the threshold."""
    if chart.change == KNOWN:
        # The step is a line in the count.
        none = step_of(0, mean[week], alpha, chart.theta)
        rise = step_of(1, mean[week], alpha, chart.theta) - none
        return max(0.0, (chart.threshold - level - none) / rise)
    if _crosses(x, mean, alpha, chart, start, week, before, 0):
        return 0.0
    low, high = 0, 1
    while high < chart.x_max and not _crosses(x, mean, alpha, chart, start, week, before, high):
        low, high = high, 2 * high
    high = min(high, chart.x_max)
    if not _crosses(x, mean, alpha, chart, start, week, before, high):
        return math.inf
    while high - low > 1:
        middle = (low + high) // 2
        if _crosses(x, mean, alpha, chart, start, week, before, middle):
            high = middle
        else:
            low = middle
    return float(high)


@kernel
def _crosses(
    x: Array,
    mean: Floats,
    alpha: float,
    chart: Chart,
    start: int,
    week: int,
    before: int,
    now: int,
) -> bool:
    """Would a count `now` bring a rise to the threshold, or keep a fall below it?"""
    ratio = _ratio(x, mean, alpha, chart, start, week, now, before, 0.0)
    return ratio >= chart.threshold if chart.upward else ratio <= chart.threshold
