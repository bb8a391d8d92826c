"""The `detect` command: a file of weekly counts in, bounds and alarms out, in R's words."""

import argparse
import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from kentongan.cli_words import METHODS, Columns, options_of
from kentongan.compiled import Array

Rows = list[dict[str, str]]


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
    head = ["dataset", "unit", "t", "observed", "upperbound", "alarm"]
    head += METHODS[options.method].more
    with options.out.open("w", newline="") as target:
        lines = (line for name in series for line in detect(options.method, series[name], control))
        csv.writer(target, lineterminator="\n").writerows([head, *lines])
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
    words = METHODS[method]
    options = options_of(control)
    last = int(control.get("last", len(counts)))
    if "first" in control:
        options["weeks"] = range(int(control["first"]) - 1, last)
    if words.has_frequency:
        options["frequency"] = int(control.get("freq", 52))
    if control.get("populationOffset"):
        options["exposure"] = _matrix(units, "population")[:last]
    if words.has_dates and control.get("epochAsDate"):
        options["dates"] = [row["epoch"] for row in next(iter(units.values()))][:last]
    heard = words.listen(counts[:last], **options)
    return heard.weeks, words.columns(heard)


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
