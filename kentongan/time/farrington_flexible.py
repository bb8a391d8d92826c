"""Farrington's method as Noufaily and others made it flexible: past years, season by season."""

from dataclasses import dataclass
from typing import Literal

from numpy.typing import ArrayLike
from scipy import stats

from kentongan.compiled import Floats, Truths
from kentongan.panel import (
    Panel,
    check_between,
    check_choice,
    check_least,
    read_panel,
    read_weeks,
)
from kentongan.time.flexible_week import FIELDS, Rules, judge
from kentongan.time.reference import Calendar, flexible_reference, read_dates

ThresholdMethod = Literal["delta", "nbPlugin", "muan"]
PowerTransform = Literal["2/3", "1/2", "none"]

EXPONENT = {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}


@dataclass(frozen=True)
class FarringtonFlexible:
    """What was heard in `weeks`, each array (weeks, series) or (weeks,); NaN as R gives NA.

    upper_bound, alarm  NaN and False where the last weeks have too few reports or no fit converged
    expected            mean of the fitted model for the week
    mu0                 the mean the bound was taken from (R's mu0Vector; for "delta" R takes the
                        exponential of a number that is no logarithm, and so do we)
    phi                 dispersion, at least 1
    trend, trend_slope  whether a trend was kept, and its slope a period; NaN where not
    p_value             probability of a count this high
    score               (y - expected) / (bound - expected); above 1 is an alarm. For nbPlugin and
                        muan R mixes scales here: expected is on the log scale
    """

    weeks: range
    upper_bound: Floats
    alarm: Truths
    expected: Floats
    mu0: Floats
    phi: Floats
    trend: Floats
    trend_slope: Floats
    p_value: Floats
    score: Floats


def farrington_flexible(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    b: int = 5,
    w: int = 3,
    no_periods: int = 1,
    past_weeks_not_included: int | None = None,
    reweight: bool = True,
    weights_threshold: float = 2.58,
    alpha: float = 0.05,
    trend: bool = True,
    p_threshold_trend: float = 0.05,
    limit54: tuple[int, int] = (5, 4),
    powertrans: PowerTransform = "2/3",
    threshold_method: ThresholdMethod = "delta",
    exposure: ArrayLike | None = None,
    dates: ArrayLike | None = None,
    frequency: int = 52,
    skip_silent: bool = False,
) -> FarringtonFlexible:
    """Raise an alarm where a count lies above what the same season of `b` years makes likely.

        log E(y(t)) = season(t) + slope t + log exposure(t),    Var y = phi E(y),

    fitted to past weeks, past outbreaks weighted down, and the trend kept only where it is
    significant, three years are seen and it does not lead above all that was seen. The bound is

        delta      (m^p + z se)^(1/p), p from `powertrans`, se by the delta method
        nbPlugin   the 1 - alpha quantile of a negative binomial with mean m and variance phi m
        muan       the same, with m at its own upper 1 - alpha confidence limit

    counts     whole numbers, (weeks,) or (weeks, series)
    weeks      consecutive rows to judge; None: all with b years and w weeks before them
    b, w       years back; weeks to either side of the anniversary
    no_periods seasons a year is cut into (10 in Noufaily et al.); 1 learns from the windows alone
    past_weeks_not_included   recent weeks kept out of the baseline; None: w (26 in Noufaily et al.)
    weights_threshold         Anscombe residual above which a week is weighted down
    p_threshold_trend         1 keeps the trend whenever it does not extrapolate
    limit54    (cases, weeks): no alarm below that many reports in that many weeks. The default
               makes the method blind in a village with fewer than 5 reports in 4 weeks
    exposure   R's populationOffset; weeks of exposure 0 teach nothing and are not judged
    dates      R's epochAsDate: reference weeks are found by date. Evenly spaced, ascending
    frequency  periods a year: 52, 12 or 365
    skip_silent   leave out the fit where no alarm is possible; same alarms, NaN everywhere else

    Equals R's `farringtonFlexible`: alarms, NA places, and numbers to about 1e-11. Where R stops
    with an error because a trend's p-value is undefined, the trend is dropped here.

    Raises ValueError when a judged week lacks its reference weeks.

    Source: Farrington, Andrews, Beale, Catchpole (1996), J R Stat Soc A 159:547-563; Noufaily,
    Enki, Farrington, Garthwaite, Andrews, Charlett (2013), Stat Med 32:1206-1222.
    """
    check_choice("threshold_method", threshold_method, ("delta", "nbPlugin", "muan"))
    check_choice("powertrans", powertrans, ("2/3", "1/2", "none"))
    _check_numbers(b, w, no_periods, alpha, limit54)
    left_out = w if past_weeks_not_included is None else past_weeks_not_included
    check_least("past_weeks_not_included", left_out, 0)
    panel = read_panel(counts, exposure=exposure)
    calendar = Calendar(panel.weeks, frequency, read_dates(dates, panel.weeks))
    judged = read_weeks(panel, weeks, first=frequency * b + w)
    reference = flexible_reference(
        calendar, judged, b=b, w=w, seasons=no_periods, left_out=left_out
    )
    rules = Rules(
        as_of_1996=False,
        trend=trend,
        p_threshold_trend=p_threshold_trend if b >= 3 else 0.0,
        reweight=reweight,
        weights_threshold=weights_threshold,
        method=("delta", "nbPlugin", "muan").index(threshold_method),
        exponent=EXPONENT[powertrans],
        alpha=alpha,
        z=float(stats.norm.ppf(1 - alpha)),
        cases=limit54[0],
        period=limit54[1],
        skip_silent=skip_silent,
    )
    found = judge(panel, judged, reference, rules)
    return _heard(panel, judged, found)


def _check_numbers(b: int, w: int, no_periods: int, alpha: float, limit54: tuple[int, int]) -> None:
    check_least("b", b, 1)
    check_least("w", w, 0)
    check_least("no_periods", no_periods, 1)
    check_between("alpha", alpha, low=0.0, high=1.0)
    check_limit(limit54)


def check_limit(limit54: tuple[int, int]) -> None:
    """Raise ValueError unless limit54 is (cases >= 0, weeks >= 1)."""
    check_least("limit54 cases", limit54[0], 0)
    check_least("limit54 weeks", limit54[1], 1)


def _heard(panel: Panel, judged: range, found: Floats) -> FarringtonFlexible:
    values = {name: panel.shaped(found[i]) for i, name in enumerate(FIELDS)}
    alarm = values.pop("alarm") == 1.0
    return FarringtonFlexible(weeks=judged, alarm=alarm, **values)
