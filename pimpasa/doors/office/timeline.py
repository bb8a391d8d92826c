"""The picture of when and where one contact was named: a line for each place, a dot a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pimpasa.links.queries import Heard

LEFT, RIGHT, TOP, ROW = 176.0, 622.0, 22.0, 26.0
MOST = 10  # places with a line of their own, those heard of most
SHORTEST = timedelta(days=28)
LETTERS = 22


@dataclass(frozen=True)
class Dot:
    """A report on its day; hollow when it passes on what somebody else wrote."""

    x: float
    y: float
    place: str
    on: date
    is_passed_on: bool


@dataclass(frozen=True)
class Line:
    """A place at its height in the picture."""

    name: str
    y: float


@dataclass(frozen=True)
class Timeline:
    """Everything to be drawn, 640 wide: lines, dots, and the days at both ends."""

    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    first: date
    last: date
    raised: float  # where the signal was raised
    bottom: float
    foot: float  # where the days are written
    height: float
    places_left_out: int


def timeline(
    heard: Sequence[Heard], names: Mapping[str, str], *, raised_on: date
) -> Timeline | None:
    """Draw reports over days, places in the order they were first heard of; None without any."""
    if not heard:
        return None
    most = {code for code, _n in Counter(one.village for one in heard).most_common(MOST)}
    shown = [one for one in heard if one.village in most]
    order = list(dict.fromkeys(one.village for one in shown))
    y = {code: TOP + ROW * n for n, code in enumerate(order)}
    last = max(raised_on, *(one.on for one in heard))
    first = min(*(one.on for one in heard), last - SHORTEST)
    x = {day: _x(day, first, last) for day in {raised_on, *(one.on for one in shown)}}
    dots = tuple(
        Dot(
            x[one.on],
            y[one.village],
            names[one.village],
            one.on,
            one.is_passed_on,
        )
        for one in shown
    )
    bottom = TOP + ROW * (len(order) - 0.3)
    return Timeline(
        lines=tuple(Line(_short(names[code]), y[code]) for code in order),
        dots=dots,
        first=first,
        last=last,
        raised=x[raised_on],
        bottom=bottom,
        foot=bottom + 18,
        height=bottom + 24,
        places_left_out=len({one.village for one in heard} - most),
    )


def _x(day: date, first: date, last: date) -> float:
    return round(LEFT + (RIGHT - LEFT) * (day - first) / (last - first), 1)


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"
