"""The picture of what recurs: contacts on the left, places on the right, a line for each naming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimpasa.links.network import Knot, Thread

LEFT, RIGHT, ROW, TOP = 230.0, 410.0, 30.0, 24.0
THINNEST, THICKEST = 1.5, 9.0


@dataclass(frozen=True)
class Label:
    """A name at its height in the picture."""

    name: str
    y: float


@dataclass(frozen=True)
class Line:
    """A contact was named in a place."""

    y1: float
    y2: float
    width: float
    knot: str
    place: str
    thread: Thread


@dataclass(frozen=True)
class Picture:
    """Everything to be drawn, 640 wide."""

    knots: tuple[Label, ...]
    places: tuple[Label, ...]
    lines: tuple[Line, ...]
    height: float


def picture(knots: Sequence[Knot], *, titles: Sequence[str], names: Mapping[str, str]) -> Picture:
    """Draw the knots under these titles, and the places under these names, elsewhere last."""
    codes = {thread.place for knot in knots for thread in knot.threads}
    order = sorted(codes, key=lambda code: (not code, names.get(code, code)))
    rows = max(len(knots), len(order), 1)
    left = {i: TOP + ROW * (i + 0.5) * rows / len(knots) for i in range(len(knots))}
    right = {code: TOP + ROW * (i + 0.5) * rows / len(order) for i, code in enumerate(order)}
    most = max((thread.reports for knot in knots for thread in knot.threads), default=1)
    lines = [
        Line(left[i], right[one.place], _width(one.reports, most), titles[i], names[one.place], one)
        for i, knot in enumerate(knots)
        for one in knot.threads
    ]
    return Picture(
        knots=tuple(Label(titles[i], y) for i, y in left.items()),
        places=tuple(Label(names[code], y) for code, y in right.items()),
        lines=tuple(lines),
        height=2 * TOP + ROW * rows,
    )


def _width(reports: int, most: int) -> float:
    return THINNEST + (THICKEST - THINNEST) * (reports - 1) / max(most - 1, 1)
