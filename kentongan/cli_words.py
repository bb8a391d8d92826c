"""R's words for the detectors in time: methods, controls, and the columns of their answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kentongan.compiled import Array
from kentongan.time.cusum import cusum
from kentongan.time.ears import ears
from kentongan.time.farrington import farrington
from kentongan.time.farrington_flexible import farrington_flexible
from kentongan.time.lr_cusum import LrCusum, glr_cusum, lr_cusum
from kentongan.time.outbreakp import outbreak_p
from kentongan.time.windows import bayes, cdc, rki

Columns = dict[str, Array]

WORDS = {
    "minSigma": "min_sigma",
    "noPeriods": "no_periods",
    "pastWeeksNotIncluded": "past_weeks_not_included",
    "weightsThreshold": "weights_threshold",
    "pThresholdTrend": "p_threshold_trend",
    "thresholdMethod": "threshold_method",
    "actY": "act_y",
    "maxUpperboundCases": "max_upperbound_cases",
    "c.ARL": "c_arl",
    "Mtilde": "mtilde",
    "M": "m",
    "dir": "direction",
    "xMax": "x_max",
}
"""R's name of an option where ours differs."""

ASIDE = ("first", "last", "freq", "epochAsDate", "populationOffset", "glmWarnings", "verbose")
"""What a control may say that is no option of the method itself."""

FLEXIBLE = {
    "expected": "expected",
    "mu0": "mu0",
    "phi": "phi",
    "trendCoef": "trend_slope",
    "trend": "trend",
    "pvalue": "p_value",
    "score": "score",
}


@dataclass(frozen=True)
class Method:
    """A detector under R's name: what it reads besides counts, and its columns after the alarm."""

    listen: Callable[..., Any]
    columns: Callable[[Any], Columns]
    more: tuple[str, ...] = ()
    has_frequency: bool = True
    has_dates: bool = False


def options_of(control: dict[str, Any]) -> dict[str, Any]:
    """The method's options among R's controls, by our names."""
    return {WORDS.get(name, name): value for name, value in control.items() if name not in ASIDE}


def _likelihood_chart(counts: Array, **options: Any) -> LrCusum:
    """R's `glrnb`: theta given or not chooses the chart; R's search is repeated as it is."""
    mean = options.pop("mu0", None)
    if isinstance(mean, dict):
        options |= {name.lower(): value for name, value in mean.items()}
    else:
        options["mu0"] = mean
    if "theta" not in options:
        return glr_cusum(counts, as_r=True, **options)
    for name in ("mtilde", "m", "change", "direction", "x_max"):
        options.pop(name, None)
    return lr_cusum(counts, **options)


def _poisson_chart(counts: Array, **options: Any) -> LrCusum:
    return _likelihood_chart(counts, **options | {"alpha": 0.0})


def _judged(heard: Any) -> Columns:
    bound = heard.upper_bound
    return {"upperbound": bound, "alarm": np.where(np.isnan(bound), np.nan, heard.alarm)}


def _summed(heard: Any) -> Columns:
    return {**_judged(heard), "cusum": heard.statistic, "m": heard.expected}


def _compared(heard: Any) -> Columns:
    """With ret = "value" R calls the statistic the bound."""
    has_bound = not np.isnan(heard.upper_bound).all()
    bound = heard.upper_bound if has_bound else heard.statistic
    return {"upperbound": bound, "alarm": heard.alarm * 1.0}


def _charted(heard: Any) -> Columns:
    columns = _compared(heard)
    columns["upperbound"] = np.nan_to_num(columns["upperbound"], nan=0.0, posinf=1e99)
    alpha = np.broadcast_to(heard.alpha, heard.alarm.shape)
    return {**columns, "mu0": heard.expected, "alpha": alpha}


def _of_1996(heard: Any) -> Columns:
    """R's older bound is 0, not NA, where the reports are too few."""
    return {
        "upperbound": np.nan_to_num(heard.upper_bound, nan=0.0),
        "alarm": heard.alarm * 1.0,
        "trend": heard.trend,
        "pdq": 1 - heard.p_value,
        "pdm": heard.expected,
    }


def _flexible(heard: Any) -> Columns:
    found = {name: getattr(heard, field) for name, field in FLEXIBLE.items()}
    lost = np.isnan(heard.phi)
    # R marks a week without a fit NA everywhere but here, where the zero it began with stays.
    found["expected"] = np.where(lost, 0.0, heard.expected)
    alarm = np.where(lost, np.nan, heard.alarm)
    return {"upperbound": heard.upper_bound, "alarm": alarm, **found}


METHODS = {
    "earsC": Method(ears, _judged, has_frequency=False),
    "farrington": Method(farrington, _of_1996, ("trend", "pdq", "pdm"), has_dates=True),
    "farringtonFlexible": Method(farrington_flexible, _flexible, tuple(FLEXIBLE), has_dates=True),
    "bayes": Method(bayes, _judged),
    "rki": Method(rki, _judged),
    "cdc": Method(cdc, _judged, has_frequency=False),
    "cusum": Method(cusum, _summed, ("cusum", "m")),
    "glrnb": Method(_likelihood_chart, _charted, ("mu0", "alpha")),
    "glrpois": Method(_poisson_chart, _charted, ("mu0", "alpha")),
    "outbreakP": Method(outbreak_p, _compared, has_frequency=False),
}
