"""EARS C1, C2 and C3: this week against the mean and spread of the last few."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from kentongan.compiled import Array, Floats, Truths, kernel, parallel, prange
from kentongan.panel import check_between, check_choice, check_least, read_panel, read_weeks

Method = Literal["C1", "C2", "C3"]
Quantile = Literal["normal", "t"]

BLOCK = 512
"""Series one thread carries along at a time: their running sums stay in the fastest memory."""

EXACT = 2**26
"""Below this, baseline times the largest count keeps every running sum an exact double."""

GAP = {"C1": 0, "C2": 2, "C3": 2}
"""Weeks left out between the baseline and the week that is judged."""


@dataclass(frozen=True)
class Ears:
    """What EARS heard in `weeks`, (weeks, series) or (weeks,); NaN and False where undefined."""

    weeks: range
    upper_bound: Floats
    alarm: Truths


def ears(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    method: Method = "C1",
    baseline: int = 7,
    min_sigma: float = 0.0,
    alpha: float | None = None,
    exposure: ArrayLike | None = None,
    quantile: Quantile = "normal",
) -> Ears:
    """Raise an alarm where a count lies above the bound of the last `baseline` weeks.

        C1   bound(t) = mean + z sd           over weeks t-baseline .. t-1
        C2   bound(t) = mean + z sd           over weeks t-baseline-2 .. t-3
        C3   bound(t) = max(0, y(t) + sd (z - excess(t-1) - excess(t-2))),
             excess(s) = max(0, (y(s) - mean(s)) / sd(s) - 1), means and sds as in C2

    counts     whole numbers, (weeks,) or (weeks, series)
    weeks      consecutive rows to judge; None: all with a full baseline before them
    baseline   weeks compared with, at least 3
    min_sigma  floor of sd, in reports; 0 keeps R's behaviour on flat histories: 0/0 is NaN and
               spreads to C3, one case after silence is infinitely unusual. Villages want 0.5 to 1
    alpha      one-sided; None: 0.001, and 0.025 for C3, as in R
    exposure   see `kentongan.panel.read_panel`; with it
                   mean(t) = e(t) Y/E,    sd(t)^2 = e(t) sum((y - e Y/E)^2 / e) / (n - 1),
               Y and E the sums and n the number of baseline weeks with e > 0: equal exposures give
               back the plain mean and sd
    quantile   "normal": z = qnorm(1 - alpha) as in R. Seven weeks estimate the sd badly, so the
               nominal .001 is really 4 to 9 % a week. "t" takes z = qt(1 - alpha, baseline - 1)
               sqrt(1 + 1/baseline), which keeps alpha when counts are nearly normal

    Equals `earsC` of R's surveillance, NaN places included; R has no exposure and no "t".

    Source: Hutwagner, Thompson, Seeman, Treadwell (2003), J Urban Health 80:i89-i96;
    Fricker, Hegler, Dunfee (2008), Stat Med 27:3407-3429.
    """
    check_choice("method", method, ("C1", "C2", "C3"))
    check_choice("quantile", quantile, ("normal", "t"))
    check_least("baseline", baseline, 3)
    check_least("min_sigma", min_sigma, 0.0)
    level = (0.025 if method == "C3" else 0.001) if alpha is None else alpha
    check_between("alpha", level, low=0.0, high=1.0)
    lead = baseline + GAP[method] + (2 if method == "C3" else 0)
    panel = read_panel(counts, exposure=exposure, least=lead + 1)
    judged = read_weeks(panel, weeks, first=lead)
    check_least("weeks before the first judged", judged[0], lead)
    risk = panel.exposure
    if risk is None and panel.largest * baseline >= EXACT:
        risk = np.ones(panel.counts.shape)
    bound = np.empty((len(judged), panel.series))
    alarm = np.empty(bound.shape, np.bool_)
    _listen(
        panel.counts,
        np.empty((0, 0)) if risk is None else risk,
        judged[0],
        baseline,
        GAP[method],
        min_sigma,
        _quantile(level, baseline, quantile),
        method == "C3",
        bound,
        alarm,
    )
    return Ears(weeks=judged, upper_bound=panel.shaped(bound), alarm=panel.shaped(alarm))


def _quantile(alpha: float, baseline: int, quantile: Quantile) -> float:
    if quantile == "t":
        return float(stats.t.isf(alpha, baseline - 1) * np.sqrt(1 + 1 / baseline))
    return float(stats.norm.ppf(1 - alpha))


@parallel
def _listen(
    counts: Array,
    risk: Floats,
    first: int,
    baseline: int,
    gap: int,
    min_sigma: float,
    z: float,
    is_c3: bool,
    bound: Floats,
    alarm: Truths,
) -> None:
    series = counts.shape[1]
    for block in prange((series + BLOCK - 1) // BLOCK):
        low = block * BLOCK
        high = min(low + BLOCK, series)
        _block(counts, risk, low, high, first, baseline, gap, min_sigma, z, is_c3, bound, alarm)


@kernel
def _block(
    counts: Array,
    risk: Floats,
    low: int,
    high: int,
    first: int,
    baseline: int,
    gap: int,
    min_sigma: float,
    z: float,
    is_c3: bool,
    bound: Floats,
    alarm: Truths,
) -> None:
    sums = np.zeros((2, high - low))
    moments = np.empty((2, high - low))
    excess = np.zeros((3, high - low))
    begin = first - 2 if is_c3 else first
    for week in range(begin, first + bound.shape[0]):
        new = week == begin
        _look_back(counts, risk, low, high, week, new, baseline, gap, min_sigma, sums, moments)
        now = counts[week, low:high]
        if is_c3:
            _exceed(now, moments, excess[week % 3])
        if week < first:
            continue
        bounds = bound[week - first, low:high]
        if is_c3:
            _draw_c3(now, moments, excess[(week - 1) % 3], excess[(week - 2) % 3], z, bounds)
        else:
            _draw(moments, z, bounds)
        alarms = alarm[week - first, low:high]
        for i in range(high - low):
            alarms[i] = now[i] > bounds[i]


@kernel
def _draw(moments: Floats, z: float, bounds: Floats) -> None:
    means, sds = moments[0], moments[1]
    for i in range(bounds.size):
        bounds[i] = means[i] + z * sds[i]


@kernel
def _exceed(now: Array, moments: Floats, excess: Floats) -> None:
    means, sds = moments[0], moments[1]
    for i in range(now.size):
        over = (now[i] - means[i]) / sds[i] - 1.0
        # Written so that NaN stays NaN, as in R's pmax.
        excess[i] = 0.0 if over < 0.0 else over


@kernel
def _draw_c3(
    now: Array, moments: Floats, last: Floats, before: Floats, z: float, bounds: Floats
) -> None:
    sds = moments[1]
    for i in range(now.size):
        value = now[i] + sds[i] * (z - (before[i] + last[i]))
        bounds[i] = 0.0 if value < 0.0 else value


@kernel
def _look_back(
    counts: Array,
    risk: Floats,
    low: int,
    high: int,
    week: int,
    new: bool,
    baseline: int,
    gap: int,
    min_sigma: float,
    sums: Floats,
    moments: Floats,
) -> None:
    if risk.size > 0:
        _weigh(counts, risk, low, high, week, baseline, gap, min_sigma, moments)
        return
    start = week - gap - baseline
    if new:
        for past in range(start, start + baseline):
            _slide(counts[past, low:high], counts[past, low:high], 0.0, sums)
    else:
        _slide(counts[week - gap - 1, low:high], counts[start - 1, low:high], 1.0, sums)
    _mean_and_sd(sums[0], sums[1], baseline, min_sigma, moments[0], moments[1])


@kernel
def _slide(newest: Array, oldest: Array, leaving: float, sums: Floats) -> None:
    totals, squares = sums[0], sums[1]
    for i in range(newest.size):
        comes = float(newest[i])
        goes = leaving * float(oldest[i])
        totals[i] += comes - goes
        squares[i] += comes * comes - goes * goes


@kernel
def _mean_and_sd(
    totals: Floats, squares: Floats, n: int, min_sigma: float, means: Floats, sds: Floats
) -> None:
    for i in range(totals.size):
        means[i] = totals[i] / n
        sd = np.sqrt((n * squares[i] - totals[i] * totals[i]) / (n * (n - 1.0)))
        sds[i] = max(sd, min_sigma)


@kernel
def _weigh(
    counts: Array,
    risk: Floats,
    low: int,
    high: int,
    week: int,
    baseline: int,
    gap: int,
    min_sigma: float,
    moments: Floats,
) -> None:
    end = week - gap
    for i in range(low, high):
        total = 0.0
        exposed = 0.0
        for past in range(end - baseline, end):
            total += counts[past, i]
            exposed += risk[past, i]
        rate = total / exposed
        spread = 0.0
        heard = 0
        for past in range(end - baseline, end):
            if risk[past, i] > 0.0:
                heard += 1
                gone = counts[past, i] - rate * risk[past, i]
                spread += gone * gone / risk[past, i]
        now = risk[week, i]
        moments[0, i - low] = rate * now
        sd = np.sqrt(now * spread / (heard - 1)) if heard > 1 else np.nan
        moments[1, i - low] = sd if sd > min_sigma or np.isnan(sd) else min_sigma
