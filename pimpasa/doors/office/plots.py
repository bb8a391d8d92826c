"""Where the marks of plots stand: what was gained, and how the questions of a test did. Pure.

Widths are shares of the picture (texts such as "41.2%"), heights are CSS pixels: so a picture fits
every screen and its words keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from pimpasa.training.measures import Gain, ItemMeasure

TELLS_APART = 0.2  # below it a question is to be looked at again
STEP = 20  # points between two marks below the gains
ROW, LINE = 46, 22  # heights of a row of each plot
_LEFT, _WIDE = 4.0, 92.0  # percent; room for half a dot on both sides


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where it stands and what it says."""

    at: str
    label: str


@dataclass(frozen=True)
class Whisker:
    """One row: a name, its mean gain, and the ends of the interval."""

    name: str
    y: int
    low: str
    mean: str
    high: str


@dataclass(frozen=True)
class GainPlot:
    """Mean gains, one row each, over one axis in points of 100."""

    rows: tuple[Whisker, ...]
    ticks: tuple[Tick, ...]
    zero: str
    tall: int


@dataclass(frozen=True)
class Line:
    """A question by its number in the table: from where to where, at a height."""

    number: int
    y: int
    since: str
    until: str
    is_weak: bool = False


@dataclass(frozen=True)
class LinePlot:
    """A line for each question, over one axis."""

    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    tall: int
    limit: str = ""
    left_out: tuple[int, ...] = ()  # numbers of questions without a figure


def plot_gains(named: Sequence[tuple[str, Gain]]) -> GainPlot:
    """A row for each name; the axis holds zero and every interval."""
    low = floor(min(0.0, *(gain.low for _name, gain in named)) / STEP) * STEP
    high = ceil(max(float(STEP), *(gain.high for _name, gain in named)) / STEP) * STEP

    def at(points: float) -> str:
        return _share((points - low) / (high - low))

    rows = tuple(
        Whisker(name, ROW * place + 32, at(gain.low), at(gain.mean), at(gain.high))
        for place, (name, gain) in enumerate(named)
    )
    ticks = tuple(Tick(at(points), str(points)) for points in range(low, high + 1, STEP))
    return GainPlot(rows, ticks, at(0), ROW * len(rows) + 26)


def plot_ease(items: Sequence[ItemMeasure]) -> LinePlot:
    """How many knew each question, in percent, from before to after; the first is number 1."""
    lines = tuple(
        Line(n, _height(n), _right_of(one.before), _right_of(one.after))
        for n, one in enumerate(items, start=1)
    )
    ticks = tuple(Tick(_right_of(part / 4), f"{25 * part}") for part in range(5))
    return LinePlot(lines, ticks, _tall(len(items)))


def plot_telling_apart(items: Sequence[ItemMeasure]) -> LinePlot:
    """The point-biserial correlation of each question, from zero; what is below -0.2 stands there.

    Those that all or nobody knew have none.
    """
    lines = tuple(
        Line(n, _height(n), _along_r(0), _along_r(r), is_weak=r < TELLS_APART)
        for n, one in enumerate(items, start=1)
        if (r := one.discrimination) is not None
    )
    left_out = tuple(n for n, one in enumerate(items, start=1) if one.discrimination is None)
    ticks = tuple(Tick(_along_r(tenth / 10), f"{tenth / 10:g}") for tenth in (0, 2, 4, 6, 8, 10))
    return LinePlot(lines, ticks, _tall(len(items)), _along_r(TELLS_APART), left_out)


def _height(number: int) -> int:
    return LINE * number - 4


def _tall(lines: int) -> int:
    return LINE * lines + 32


def _right_of(part: float) -> str:
    """Right of the numbers of the questions."""
    return _share(0.08 + 0.92 * part)


def _along_r(r: float) -> str:
    return _right_of((max(r, -TELLS_APART) + TELLS_APART) / (1 + TELLS_APART))


def _share(part: float) -> str:
    return f"{_LEFT + _WIDE * part:.2f}%"
