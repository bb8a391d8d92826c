"""Long tables of pandas or polars, made into the (weeks, series) arrays of the detectors and back.

Needs narwhals, and whichever of the two the table comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Array


@dataclass(frozen=True)
class Table:
    """Arrays (weeks, series) with their labels.

    values  for each column asked for, an array (weeks, series)
    weeks   (weeks,) labels in order
    series  (series,) labels in order
    kind    the module the table came from, "pandas" or "polars"
    """

    values: dict[str, Array]
    weeks: Array
    series: Array
    kind: str

    def __getitem__(self, column: str) -> Array:
        return self.values[column]


def read_table(
    frame: Any,
    *,
    week: str,
    series: str,
    columns: Sequence[str],
    weeks: ArrayLike | None = None,
    missing: float | Mapping[str, float] = 0,
) -> Table:
    """Read a long table, one row a week and series, into arrays.

    frame    a DataFrame of pandas, polars or anything else that narwhals knows
    week     column with the week: numbers or dates; the rows of the arrays are in its order
    columns  columns to read, such as counts and exposure
    weeks    labels of all weeks, silent ones included; None: those in the table
    missing  value of a week and series without a row, for all columns or each

    Raises ValueError where a column is missing, a week and series comes twice, or a week is not
    among `weeks`.
    """
    narwhals = _narwhals()
    table = narwhals.from_native(frame, eager_only=True)
    for name in (week, series, *columns):
        if name not in table.columns:
            raise ValueError(f"the table needs a column {name!r}, got {', '.join(table.columns)}")
    labels, row = np.unique(table[week].to_numpy(), return_inverse=True)
    if weeks is not None:
        labels, row = _among(np.asarray(weeks), labels, row)
    names, column = np.unique(table[series].to_numpy().astype(object), return_inverse=True)
    shape = (labels.size, names.size)
    cell = row * names.size + column
    if np.unique(cell).size != cell.size:
        twice = np.flatnonzero(np.bincount(cell) > 1)[0]
        raise ValueError(
            "each week and series may have one row, got more for "
            f"{labels[twice // names.size]} and {names[twice % names.size]}"
        )
    values = {}
    for name in columns:
        given = table[name].to_numpy()
        gap = missing[name] if isinstance(missing, Mapping) else missing
        values[name] = np.full(
            shape, gap, dtype=np.result_type(given.dtype, np.min_scalar_type(gap))
        )
        values[name][row, column] = given
    return Table(values, labels, names, str(table.implementation))


def write_table(
    table: Table,
    columns: Mapping[str, ArrayLike],
    *,
    week: str = "week",
    series: str = "series",
    weeks: range | None = None,
) -> Any:
    """Write arrays as a long table of the same kind as the one read, with its labels.

    columns  arrays (weeks, series), such as `upper_bound` and `alarm` of a detector
    weeks    rows of the table they are of (a detector's `weeks`); None: all
    """
    rows = range(table.weeks.size) if weeks is None else weeks
    shape = (len(rows), table.series.size)
    long = {
        week: np.repeat(table.weeks[rows.start : rows.stop], table.series.size),
        series: np.tile(table.series, len(rows)),
    }
    for name, values in columns.items():
        given = np.asarray(values)
        if given.shape != shape:
            raise ValueError(f"column {name!r} must have the shape {shape}, got {given.shape}")
        long[name] = given.ravel()
    narwhals = _narwhals()
    plain = {
        name: values.tolist() if values.dtype == object else values for name, values in long.items()
    }
    return narwhals.from_dict(plain, backend=table.kind).to_native()


def _among(weeks: Array, labels: Array, row: Array) -> tuple[Array, Array]:
    order = np.sort(weeks.astype(labels.dtype))
    place = np.minimum(np.searchsorted(order, labels), order.size - 1)
    if (order[place] != labels).any():
        raise ValueError(
            f"weeks must hold every week of the table, {labels[order[place] != labels][0]} is not"
        )
    return order, place[row]


def _narwhals() -> Any:
    try:
        return import_module("narwhals")
    except ImportError as missing:
        raise ImportError("kentongan.frames needs narwhals: pip install narwhals") from missing
