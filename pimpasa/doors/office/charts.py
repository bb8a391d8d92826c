"""Charts drawn by the server: a course over weeks as lines and bars in one picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LEFT, RIGHT, TOP, BOTTOM = 30.0, 626.0, 24.0, 210.0
BARS_TOP, BARS_BOTTOM = 236.0, 250.0
MOST_LABELS = 6


@dataclass(frozen=True)
class Mark:
    """Something at a place in the picture, with what is written there."""

    x: float
    y: float
    label: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar that stands on the lower line."""

    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Chart:
    """A picture of 640 by 292: grid, band, line, alarms, bars of exposure, weeks."""

    grid: tuple[Mark, ...]
    band: str
    edge: str
    count: str
    dots: tuple[Mark, ...]
    alarms: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    weeks: tuple[Mark, ...]
    first: date
    last: date


def draw(
    weeks: Sequence[date],
    heard: Sequence[int],
    *,
    expected: Sequence[float] = (),
    upper: Sequence[float] = (),
    people: Sequence[int] = (),
) -> Chart:
    """Draw what was heard, over the band of what was expected; the band may be shorter."""
    highest = max([*heard, *upper, 3.0])
    step = _step(highest)
    top = step * math.ceil(highest / step)
    xs = [_x(n, len(weeks)) for n in range(len(weeks))]
    line = [Mark(x, _y(n, top), str(n)) for x, n in zip(xs, heard, strict=True)]
    start = len(weeks) - len(upper)
    above = [_y(value, top) for value in upper]
    below = [_y(max(2 * mean - high, 0), top) for mean, high in zip(expected, upper, strict=True)]
    over = {start + n for n, value in enumerate(upper) if heard[start + n] > value}
    edge = [Mark(x, y) for x, y in zip(xs[start:], above, strict=True)]
    floor = [Mark(x, y) for x, y in zip(xs[start:], below, strict=True)]
    return Chart(
        grid=tuple(Mark(0, _y(n * step, top), str(n * step)) for n in range(int(top / step) + 1)),
        band=_path([*edge, *reversed(floor)], closed=True) if len(edge) > 1 else "",
        edge=_path(edge) if len(edge) > 1 else "",
        count=_path(line),
        dots=tuple(mark for n, mark in enumerate(line) if n not in over),
        alarms=tuple(mark for n, mark in enumerate(line) if n in over),
        bars=_bars(xs, people),
        weeks=_labels(xs, weeks),
        first=weeks[0],
        last=weeks[-1],
    )


def _x(position: int, length: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * position / max(length - 1, 1), 1)


def _y(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _step(highest: float) -> int:
    """A round number that divides the height into three to six parts."""
    rough = max(highest / 4, 1)
    scale = 10 ** math.floor(math.log10(rough))
    return int(next(n for n in (1, 2, 5, 10) if n * scale >= rough) * scale)


def _path(marks: Sequence[Mark], *, closed: bool = False) -> str:
    return "M" + "L".join(f"{mark.x} {mark.y}" for mark in marks) + ("Z" if closed else "")


def _bars(xs: Sequence[float], people: Sequence[int]) -> tuple[Bar, ...]:
    most, room = max(people, default=0), BARS_BOTTOM - BARS_TOP
    heights = [
        (x, round(max(room * n / most, 2), 1)) for x, n in zip(xs, people, strict=False) if n
    ]
    return tuple(Bar(round(x - 5, 1), round(BARS_BOTTOM - h, 1), h) for x, h in heights)


def _labels(xs: Sequence[float], weeks: Sequence[date]) -> tuple[Mark, ...]:
    every = max(math.ceil(len(weeks) / MOST_LABELS), 1)
    return tuple(
        Mark(x, 0, str(week.isocalendar().week))
        for n, (x, week) in enumerate(zip(xs, weeks, strict=True))
        if n % every == 0
    )
