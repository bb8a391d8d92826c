"""What the detectors listen to: counts by week and series, how much was at risk, and the checks."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Array, Floats, Integers, kernel, parallel, prange

FEW = 1_000_000
"""Counts that are looked through before other threads would have woken up."""


@dataclass(frozen=True)
class Panel:
    """Checked counts (weeks, series), with the shape they came in."""

    counts: Array
    exposure: Floats | None
    largest: int
    is_single: bool

    @property
    def weeks(self) -> int:
        """Rows: points in time, evenly spaced."""
        return int(self.counts.shape[0])

    @property
    def series(self) -> int:
        """Columns: places, topics, or any pair of them."""
        return int(self.counts.shape[1])

    def only(self, series: int) -> "Panel":
        """One series of the panel, as a panel."""
        chosen = slice(series, series + 1)
        risk = None if self.exposure is None else self.exposure[:, chosen]
        return replace(self, counts=self.counts[:, chosen], exposure=risk)

    def shaped(self, values: Array) -> Any:
        """Give (weeks, series) values the shape the counts came in."""
        return values[:, 0] if self.is_single else values

    def integers(self) -> Integers:
        """The counts as 64-bit integers, laid out series by series for kernels that need it."""
        return self.counts.astype(np.int64, copy=False)


def read_panel(counts: ArrayLike, *, exposure: ArrayLike | None = None, least: int = 1) -> Panel:
    """Check counts and exposure and return them as a `Panel`.

    counts    whole numbers >= 0, shape (weeks,) or (weeks, series)
    exposure  reports one would expect were nothing unusual, in any unit (visits, attendance, days
              at risk): finite, >= 0, shape (weeks,) for all series or that of the counts; 0 marks
              a week in which nobody could report, which also is how a week without data is given
    least     weeks needed

    Raises ValueError naming the requirement and what came.
    """
    table, is_single = _whole_numbers(np.asarray(counts))
    if table.shape[0] < least:
        raise ValueError(f"at least {least} weeks are needed, got {table.shape[0]}")
    smallest, largest = _bounds(table)
    if smallest < 0:
        raise ValueError(f"counts must be zero or more, got {smallest}")
    risk = None if exposure is None else _exposure(np.asarray(exposure), table)
    return Panel(counts=table, exposure=risk, largest=int(largest), is_single=is_single)


def read_weeks(panel: Panel, weeks: range | None, *, first: int) -> range:
    """Rows to judge: those asked for, or all from `first`, the earliest with enough history.

    Raises ValueError if they are not consecutive rows of the panel, or there are none.
    """
    judged = range(first, panel.weeks) if weeks is None else weeks
    if len(judged) == 0 or judged.step != 1 or judged[0] < 0 or judged[-1] >= panel.weeks:
        raise ValueError(
            f"weeks must be consecutive rows within range({first}, {panel.weeks}), got {judged}"
        )
    return judged


def check_between(name: str, value: float, *, low: float, high: float) -> None:
    """Raise ValueError unless low < value < high."""
    if not low < value < high:
        raise ValueError(f"{name} must lie between {low} and {high}, got {value}")


def check_least(name: str, value: float, least: float) -> None:
    """Raise ValueError unless value >= least."""
    if not value >= least:
        raise ValueError(f"{name} must be at least {least}, got {value}")


def check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise ValueError unless value is one of the choices."""
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, got {value!r}")


def _whole_numbers(counts: Array) -> tuple[Array, bool]:
    if counts.ndim not in (1, 2):
        raise ValueError(f"counts must have shape (weeks,) or (weeks, series), got {counts.shape}")
    if counts.dtype.kind == "f":
        if np.isnan(counts).any():
            raise ValueError(f"counts must not be NaN, got {int(np.isnan(counts).sum())} of them")
        whole = (np.abs(counts) < 2**53) & (counts == np.floor(counts))
        if not whole.all():
            raise ValueError(f"counts must be whole numbers, got {counts[~whole].flat[0]}")
        counts = counts.astype(np.int64)
    elif counts.dtype.kind not in "iu":
        raise ValueError(f"counts must be whole numbers, got dtype {counts.dtype}")
    elif counts.dtype == np.uint64 and counts.size and counts.max() > np.iinfo(np.int64).max:
        raise ValueError(f"counts must be below 2^63, got {counts.max()}")
    is_single = counts.ndim == 1
    table = counts[:, None] if is_single else counts
    if table.dtype not in (np.dtype(np.int16), np.dtype(np.int32), np.dtype(np.int64)):
        table = table.astype(np.int64 if table.dtype.itemsize > 2 else np.int32)
    return np.ascontiguousarray(table), is_single


def _exposure(exposure: Array, counts: Array) -> Floats:
    risk = exposure.astype(np.float64)
    if risk.ndim == 1 and risk.shape[0] == counts.shape[0]:
        risk = np.repeat(risk[:, None], counts.shape[1], axis=1)
    if risk.shape != counts.shape:
        raise ValueError(
            f"exposure must have the shape of the counts {counts.shape}, got {exposure.shape}"
        )
    if not (np.isfinite(risk) & (risk >= 0)).all():
        raise ValueError("exposure must be finite and zero or more, got other values")
    if ((risk == 0) & (counts > 0)).any():
        week, series = np.argwhere((risk == 0) & (counts > 0))[0]
        raise ValueError(
            "where exposure is 0 counts must be 0, "
            f"got {counts[week, series]} in week {week} of series {series}"
        )
    return np.ascontiguousarray(risk)


def _bounds(table: Array) -> tuple[int, int]:
    if table.size > FEW:
        return _extent(table)
    return (int(table.min()), int(table.max())) if table.size else (0, 0)


@parallel
def _extent(table: Array) -> tuple[int, int]:
    rows = table.shape[0]
    lows = np.empty(rows, np.int64)
    highs = np.empty(rows, np.int64)
    for row in prange(rows):
        lows[row], highs[row] = _extent_of_row(table[row])
    return lows.min(), highs.max()


@kernel
def _extent_of_row(values: Array) -> tuple[int, int]:
    low = high = values[0]
    for value in values:
        low = min(low, value)
        high = max(high, value)
    return low, high
