"""The `detect` command: a file of weekly counts in, bounds and alarms out, in R's words."""

import argparse
import csv
import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from kentongan.compiled import Array
from kentongan.time.cusum import cusum
from kentongan.time.ears import ears
from kentongan.time.farrington import farrington
from kentongan.time.farrington_flexible import farrington_flexible
from kentongan.time.outbreakp import outbreak_p
from kentongan.time.windows import bayes, cdc, rki

Rows = list[dict[str, str]]
Columns = dict[str, Array]

WORDS = {
    "minSigma": "min_sigma",
    "noPeriods": "no_periods",
    "pastWeeksNotIncluded": "past_weeks_not_included",
    "weightsThreshold": "weights_threshold",
    "pThresholdTrend": "p_threshold_trend",
    "thresholdMethod": "threshold_method",
    "actY": "act_y",
}
OURS = ("first", "last", "freq", "epochAsDate", "populationOffset", "glmWarnings", "verbose")
FLEXIBLE = {
    "expected": "expected",
    "mu0": "mu0",
    "phi": "phi",
    "trendCoef": "trend_slope",
    "trend": "trend",
    "pvalue": "p_value",
    "score": "score",
}
METHODS: dict[str, Callable[..., Any]] = {
    "earsC": ears,
    "farrington": farrington,
    "farringtonFlexible": farrington_flexible,
    "bayes": bayes,
    "rki": rki,
    "cdc": cdc,
    "cusum": cusum,
    "outbreakP": outbreak_p,
}


def add_parser(subparsers: Any) -> None:
    """Add `detect` to a command line."""
    parser = subparsers.add_parser("detect", help="alarms in time, by R's methods and controls")
    parser.add_argument("method", choices=sorted(METHODS))
    parser.add_argument("counts", type=Path, metavar="IN.csv")
    parser.add_argument("out", type=Path, metavar="OUT.csv")
    parser.add_argument("--control", type=Path, metavar="FILE.json", help="options as in R")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judge every series of the file and write what was heard."""
    control = json.loads(options.control.read_text()) if options.control else {}
    with options.counts.open(newline="") as source:
        rows = list(csv.DictReader(source))
    series: dict[str, dict[str, Rows]] = {}
    for row in rows:
        series.setdefault(row["dataset"], {}).setdefault(row["unit"], []).append(row)
    with options.out.open("w", newline="") as target:
        lines = (line for name in series for line in detect(options.method, series[name], control))
        csv.writer(target, lineterminator="\n").writerows([_head(options.method), *lines])
    return 0


def detect(method: str, units: dict[str, Rows], control: dict[str, Any]) -> Iterator[list[str]]:
    """Judge one dataset; its units must have the same weeks. Yields the lines of the answer."""
    lengths = {len(rows) for rows in units.values()}
    if len(lengths) > 1:
        raise ValueError(f"units of a dataset must have equally many weeks, got {sorted(lengths)}")
    counts = _matrix(units, "observed")
    weeks, columns = _listen(method, counts, units, control)
    for i, (unit, rows) in enumerate(units.items()):
        for row, week in enumerate(weeks):
            start = [rows[week]["dataset"], unit, rows[week]["t"], _number(counts[week, i])]
            yield start + [_number(values[row, i]) for values in columns.values()]


def _listen(
    method: str, counts: Array, units: dict[str, Rows], control: dict[str, Any]
) -> tuple[range, Columns]:
    options = {WORDS.get(name, name): v for name, v in control.items() if name not in OURS}
    last = int(control.get("last", len(counts)))
    counts = counts[:last]
    first = control.get("first")
    if method == "earsC":
        heard = ears(counts, **options)
        weeks = range(int(first) - 1 if first else heard.first, last)
        chosen = slice(weeks.start, weeks.stop)
        return weeks, _judged(heard.upper_bound[chosen], heard.alarm[chosen])
    if first:
        options["weeks"] = range(int(first) - 1, last)
    if method in ("farrington", "farringtonFlexible", "bayes", "rki", "cusum"):
        options["frequency"] = int(control.get("freq", 52))
    if control.get("populationOffset"):
        options["exposure"] = _matrix(units, "population")[:last]
    if method in ("farrington", "farringtonFlexible") and control.get("epochAsDate"):
        options["dates"] = [row["epoch"] for row in next(iter(units.values()))][:last]
    if method == "outbreakP":
        options = {name: v for name, v in options.items() if name in ("weeks", "k")}
    heard = METHODS[method](counts, **options)
    return heard.weeks, _columns(method, heard)


def _columns(method: str, heard: Any) -> Columns:
    if method == "cusum":
        judged = _judged(heard.upper_bound, heard.alarm)
        return {**judged, "cusum": heard.cusum, "m": heard.mean}
    if method == "farrington":
        # R's older bound is 0, not NA, where the reports are too few.
        bound = np.nan_to_num(heard.upper_bound, nan=0.0)
        below = 1 - heard.p_value
        return {
            **_judged(bound, heard.alarm),
            "trend": heard.trend,
            "pdq": below,
            "pdm": heard.expected,
        }
    if method != "farringtonFlexible":
        return _judged(heard.upper_bound, heard.alarm)
    found = {name: getattr(heard, field) for name, field in FLEXIBLE.items()}
    lost = np.isnan(heard.phi)
    # R marks a week without a fit NA everywhere but here, where the zero it began with stays.
    found["expected"] = np.where(lost, 0.0, heard.expected)
    alarm = np.where(lost, np.nan, heard.alarm)
    return {"upperbound": heard.upper_bound, "alarm": alarm, **found}


def _judged(bound: Array, alarm: Array) -> Columns:
    return {"upperbound": bound, "alarm": np.where(np.isnan(bound), np.nan, alarm)}


def _head(method: str) -> list[str]:
    more = {
        "farrington": ["trend", "pdq", "pdm"],
        "farringtonFlexible": list(FLEXIBLE),
        "cusum": ["cusum", "m"],
    }.get(method, [])
    return ["dataset", "unit", "t", "observed", "upperbound", "alarm", *more]


def _matrix(units: dict[str, Rows], column: str) -> Array:
    try:
        return np.array([[float(row[column]) for row in rows] for rows in units.values()]).T
    except ValueError as error:
        raise ValueError(f"{column} must be numbers without NA, got {error}") from error


def _number(value: float) -> str:
    if math.isnan(value):
        return "NA"
    if math.isinf(value):
        return "Inf" if value > 0 else "-Inf"
    return f"{value:.17g}"
