"""Farrington's method of 1996: this week against the same weeks of the years before."""

from dataclasses import dataclass

from numpy.typing import ArrayLike
from scipy import stats

from kentongan.compiled import Floats, Truths
from kentongan.panel import check_between, check_choice, check_least, read_panel, read_weeks
from kentongan.time.farrington_flexible import EXPONENT, PowerTransform, check_limit
from kentongan.time.flexible_week import DELTA, FIELDS, Rules, judge
from kentongan.time.reference import Calendar, read_dates, windows_reference


@dataclass(frozen=True)
class Farrington:
    """What was heard in `weeks`, each array (weeks, series) or (weeks,).

    upper_bound, alarm  NaN and False where the last weeks have too few reports (R's bound is 0)
    expected            mean of the fitted model for the week
    phi                 dispersion, at least 1
    trend, trend_slope  whether a trend was kept, and its slope a period; NaN where not
    p_value             probability of a count this high (1 - pdq of R)
    score               (y - expected) / (bound - expected); above 1 is an alarm
    """

    weeks: range
    upper_bound: Floats
    alarm: Truths
    expected: Floats
    phi: Floats
    trend: Floats
    trend_slope: Floats
    p_value: Floats
    score: Floats


def farrington(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    b: int = 5,
    w: int = 3,
    reweight: bool = True,
    alpha: float = 0.05,
    trend: bool = True,
    limit54: tuple[int, int] = (5, 4),
    powertrans: PowerTransform = "2/3",
    exposure: ArrayLike | None = None,
    dates: ArrayLike | None = None,
    frequency: int = 52,
) -> Farrington:
    """Raise an alarm where a count lies above what the same weeks of `b` years make likely.

        log E(y(t)) = level + slope t + log exposure(t),    Var y = phi E(y),
        bound = (m^p + z se)^(1/p),    z = qnorm(1 - alpha/2), p from `powertrans`,

    fitted to the w weeks to either side of the anniversary, past outbreaks weighted down (Anscombe
    residual above 1), the trend kept where three years are seen, it is significant at .05 and does
    not lead above all that was seen. The bound is two-sided, so a nominal .05 is .025 above.

    counts      whole numbers, (weeks,) or (weeks, series)
    weeks       consecutive rows to judge; None: all with b years and w weeks before them
    b, w        years back; weeks to either side of the anniversary
    limit54     (cases, weeks): no alarm below that many reports in that many weeks
    exposure    R's populationOffset; weeks of exposure 0 teach nothing and are not judged
    dates       R's epochAsDate: reference weeks are found by date, and left out if not there
    frequency   periods a year: 52, 12 or 365

    Equals R's `farrington`: alarms, bounds, phi and trend.

    Raises ValueError when a judged week has fewer than three reference weeks.

    Source: Farrington, Andrews, Beale, Catchpole (1996), J R Stat Soc A 159:547-563.
    """
    check_choice("powertrans", powertrans, tuple(EXPONENT))
    check_least("b", b, 1)
    check_least("w", w, 0)
    check_between("alpha", alpha, low=0.0, high=1.0)
    check_limit(limit54)
    panel = read_panel(counts, exposure=exposure)
    calendar = Calendar(panel.weeks, frequency, read_dates(dates, panel.weeks))
    judged = read_weeks(panel, weeks, first=frequency * b + w)
    rules = Rules(
        as_of_1996=True,
        trend=trend,
        p_threshold_trend=0.05 if b >= 3 else 0.0,
        reweight=reweight,
        weights_threshold=1.0,
        method=DELTA,
        exponent=EXPONENT[powertrans],
        alpha=alpha,
        z=float(stats.norm.ppf(1 - alpha / 2)),
        cases=limit54[0],
        period=limit54[1],
        skip_silent=False,
    )
    found = judge(panel, judged, windows_reference(calendar, judged, b=b, w=w), rules)
    values = {name: panel.shaped(found[i]) for i, name in enumerate(FIELDS)}
    values["expected"] = values.pop("mu0")
    return Farrington(weeks=judged, alarm=values.pop("alarm") == 1.0, **values)
