"""Likelihood-ratio CUSUM of counts: the change known (LR) or estimated as it goes (GLR)."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats, Truths
from kentongan.panel import Panel, check_choice, check_least, read_panel, read_weeks
from kentongan.time.likelihood_ratio import EPIDEMIC, INTERCEPT, KNOWN, Chart
from kentongan.time.ratio_chart import chart_all, draw
from kentongan.time.regression import Means, fit_means

Change = Literal["intercept", "epi"]
Direction = Literal["inc", "dec"]
Answer = Literal["value", "cases"]


@dataclass(frozen=True)
class LrCusum:
    """The chart over `weeks`, each array (weeks, series) or (weeks,); alpha has one a series.

    statistic    to be held against c_arl; it starts again at 0 after an alarm
    upper_bound  count at which the statistic reaches c_arl, with ret="cases", infinite where no
                 count up to x_max does; else NaN
    expected     mean in control
    alpha        overdispersion: variance mean + alpha mean^2
    """

    weeks: range
    upper_bound: Floats
    alarm: Truths
    statistic: Floats
    expected: Floats
    alpha: Floats


@dataclass(frozen=True)
class InControl:
    """Where the mean comes from: given, or fitted with `s` waves a year and perhaps a trend."""

    mu0: ArrayLike | None
    alpha: float | None
    s: int
    trend: bool
    refit: bool
    frequency: int


def lr_cusum(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    theta: float = math.log(2),
    c_arl: float = 5.0,
    mu0: ArrayLike | None = None,
    alpha: float | None = None,
    s: int = 1,
    trend: bool = False,
    refit: bool = False,
    ret: Answer = "value",
    exposure: ArrayLike | None = None,
    frequency: int = 52,
) -> LrCusum:
    """Add up how much likelier a mean e^theta times as high makes each week; alarm above c_arl.

        S(t) = max(0, S(t-1) + z(t)),
        z(t) = theta y + (1 - e^theta) mu                                           alpha = 0
        z(t) = theta y + (y + 1/alpha) log((1 + alpha mu) / (1 + alpha mu e^theta))   else

    counts    whole numbers, (weeks,) or (weeks, series)
    weeks     the chart starts at the first of them; None: all after the first year, or all where
              mu0 is given
    theta     change of the log mean to be found, not 0; log 2 is a doubling
    mu0       mean in control, a number or of the shape of the judged counts (with exposure: a
              rate); None: a log-linear fit to the weeks before, with `s` waves a year and perhaps a
              trend
    alpha     variance mu + alpha mu^2; 0: Poisson; None: estimated as R's glm.nb does
    refit     fit again after each alarm to all weeks before, alpha held
    ret       "cases" also gives the count that would bring S to c_arl
    exposure  the mean of a week is its exposure times the rate

    Equals R's `glrnb` and `glrpois` with theta. Where R writes 0 for a bound it lacks, NaN stands.

    Source: Höhle, Paul (2008), Comput Stat Data Anal 52:4357-4368.
    """
    if theta == 0:
        raise ValueError("theta must not be 0, got 0")
    chart = Chart(
        change=KNOWN,
        theta=theta,
        upward=theta > 0,
        wait=0,
        shortest=1,
        longest=0,
        threshold=c_arl,
        strict=True,
        x_max=_x_max(ret, 1),
        once=refit,
        as_r=False,
    )
    control = InControl(mu0, alpha, s, trend, refit, frequency)
    return _draw(counts, exposure, weeks, control, chart)


def glr_cusum(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    change: Change = "intercept",
    direction: Direction = "inc",
    c_arl: float = 5.0,
    mtilde: int = 1,
    m: int = -1,
    mu0: ArrayLike | None = None,
    alpha: float | None = None,
    s: int = 1,
    trend: bool = False,
    refit: bool = False,
    ret: Answer = "value",
    x_max: int = 10_000,
    as_r: bool = False,
    exposure: ArrayLike | None = None,
    frequency: int = 52,
) -> LrCusum:
    """Alarm where the best-fitting change, begun at the best-fitting week, reaches c_arl.

        G(t) = max over k of max over theta of sum over k .. t of log f(y; theta) / f(y; in control)

        intercept  the mean is e^theta mu, theta >= 0 ("inc") or <= 0 ("dec")
        epi        the mean is mu + e^theta y(t-1): an epidemic feeds on the week before

    c_arl    threshold; choose it by run lengths
    mtilde   weeks a change must have lasted to be looked for, at least 1
    m        weeks before t in which it may have begun; -1: any since the last alarm. For Poisson
             counts in the intercept chart R counts mtilde as one more when m is given: kept
    ret      "cases", in the intercept chart: the smallest count that would alarm, up to x_max
    as_r     search for theta with R's steps
    others   as in `lr_cusum`

    Equals R's `glrnb` and `glrpois` without theta in the Poisson intercept chart. In the others R's
    search for theta at times ends far from the maximum and its G is too low; `as_r` repeats that.
    For "epi" with alpha > 0 R takes the factor that fits the intercept chart best, not the epidemic
    one, so G is a little too low: kept. R does not count a fall to no case at all ("dec", Poisson),
    nor gives a bound for negative binomial weeks without a case; both are computed here.

    Source: Höhle, Paul (2008), Comput Stat Data Anal 52:4357-4368; Held, Hofmann, Höhle, Schmid
    (2006), Biostatistics 7:422-437.
    """
    check_choice("change", change, ("intercept", "epi"))
    check_choice("direction", direction, ("inc", "dec"))
    check_least("mtilde", mtilde, 1)
    if m != -1:
        check_least("m", m, mtilde)
    if ret == "cases" and change == "epi":
        raise ValueError("ret='cases' needs change='intercept', got 'epi'")
    check_least("x_max", x_max, 1)
    late = int(change == "intercept" and alpha == 0 and m > 0)
    chart = Chart(
        change=EPIDEMIC if change == "epi" else INTERCEPT,
        theta=0.0,
        upward=direction == "inc",
        wait=mtilde - 1 + late,
        # Without a window R's Poisson chart looks at every length once it has begun.
        shortest=1 if alpha == 0 and m < 0 and change == "intercept" else mtilde + late,
        longest=0 if m < 0 else m + 1,
        threshold=c_arl,
        strict=change == "epi" and alpha == 0,
        x_max=_x_max(ret, x_max),
        once=refit,
        as_r=as_r,
    )
    control = InControl(mu0, alpha, s, trend, refit, frequency)
    return _draw(counts, exposure, weeks, control, chart)


def _x_max(ret: str, x_max: int) -> int:
    check_choice("ret", ret, ("value", "cases"))
    return x_max if ret == "cases" else -1


def _draw(
    counts: ArrayLike,
    exposure: ArrayLike | None,
    weeks: range | None,
    control: InControl,
    chart: Chart,
) -> LrCusum:
    if not chart.threshold > 0:
        raise ValueError(f"c_arl must be above 0, got {chart.threshold}")
    panel = read_panel(counts, exposure=exposure)
    judged = read_weeks(panel, weeks, first=control.frequency if control.mu0 is None else 0)
    rates, alpha = _in_control(panel, judged, control)
    statistic, bound, alarm = _judge(panel, judged, rates, alpha, chart, control)
    return LrCusum(
        weeks=judged,
        upper_bound=panel.shaped(bound),
        alarm=panel.shaped(alarm),
        statistic=panel.shaped(statistic),
        expected=panel.shaped(_risk(panel, judged) * rates),
        alpha=panel.shaped(alpha[None, :])[0],
    )


def _in_control(panel: Panel, judged: range, control: InControl) -> tuple[Floats, Floats]:
    if control.alpha is not None:
        check_least("alpha", control.alpha, 0.0)
    if control.mu0 is not None:
        return _given(panel, judged, control)
    check_least("s", control.s, 0)
    check_least("weeks before the chart", judged[0], 2 + 2 * control.s + int(control.trend))
    means = _fit(panel, judged, control, control.alpha)
    return means.rates, means.alpha


def _fit(panel: Panel, judged: range, control: InControl, alpha: float | Floats | None) -> Means:
    return fit_means(
        panel,
        judged,
        frequency=control.frequency,
        harmonics=control.s,
        trend=control.trend,
        alpha=alpha,
    )


def _given(panel: Panel, judged: range, control: InControl) -> tuple[Floats, Floats]:
    if control.alpha is None:
        raise ValueError("alpha must be given where mu0 is, got None")
    if control.refit:
        raise ValueError("refit needs a fitted mean, got mu0")
    mean = np.asarray(control.mu0, np.float64)
    if panel.is_single and mean.ndim == 1:
        mean = mean[:, None]
    shape = (len(judged), panel.series)
    if mean.ndim and mean.shape != shape:
        raise ValueError(f"mu0 must be a number or have shape {shape}, got {mean.shape}")
    if not (np.isfinite(mean) & (mean >= 0)).all():
        raise ValueError("mu0 must be finite and zero or more, got other values")
    return np.broadcast_to(mean, shape).copy(), np.full(panel.series, float(control.alpha))


def _risk(panel: Panel, judged: range) -> Floats:
    if panel.exposure is None:
        return np.ones((len(judged), panel.series))
    return panel.exposure[judged.start : judged.stop]


def _judge(
    panel: Panel,
    judged: range,
    rates: Floats,
    alpha: Floats,
    chart: Chart,
    control: InControl,
) -> tuple[Floats, Floats, Truths]:
    """Statistic, bound and alarm, (weeks, series); a refit leaves its new rates in `rates`."""
    counts = np.ascontiguousarray(panel.counts[judged.start : judged.stop].T)
    means = np.ascontiguousarray((_risk(panel, judged) * rates).T)
    statistic, bound = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    alarm = np.zeros(counts.shape, np.bool_)
    if not chart.once:
        chart_all(counts, means, alpha, chart, statistic, bound, alarm)
        return statistic.T, bound.T, alarm.T
    for i in range(panel.series):
        start = before = 0
        while start < len(judged):
            if start > 0:
                later = range(judged.start + start, judged.stop)
                rates[start:, i] = _fit(panel.only(i), later, control, alpha[i : i + 1]).rates[:, 0]
                means[i] = _risk(panel, judged)[:, i] * rates[:, i]
            start = draw(
                counts[i],
                means[i],
                alpha[i],
                chart,
                start,
                before,
                statistic[i],
                bound[i],
                alarm[i],
            )
            before = int(counts[i, start - 1])
    return statistic.T, bound.T, alarm.T
