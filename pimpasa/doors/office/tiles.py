"""The country as tiles, one a province: the small ones are not lost and the wide do not rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pimpasa.counts.rules import SMALL

STEP, SIZE = 30, 28
# Where each province stands, by its code: column and row, and its letters. Our own layout.
_PLACES = {
    "11": (0, 0, "AC"), "12": (1, 1, "SU"), "13": (1, 2, "SB"), "14": (2, 1, "RI"),
    "15": (2, 2, "JA"), "16": (3, 3, "SS"), "17": (2, 3, "BE"), "18": (3, 4, "LA"),
    "19": (4, 2, "BB"), "21": (4, 1, "KR"), "31": (4, 5, "JK"), "32": (5, 5, "JB"),
    "33": (6, 5, "JT"), "34": (6, 6, "YO"), "35": (7, 5, "JI"), "36": (3, 5, "BT"),
    "51": (8, 5, "BA"), "52": (9, 5, "NB"), "53": (10, 5, "NT"), "61": (6, 1, "KB"),
    "62": (6, 2, "KT"), "63": (7, 2, "KS"), "64": (7, 1, "KI"), "65": (7, 0, "KU"),
    "71": (11, 1, "SA"), "72": (10, 2, "ST"), "73": (9, 3, "SN"), "74": (10, 3, "SG"),
    "75": (10, 1, "GO"), "76": (9, 2, "SR"), "81": (12, 3, "MA"), "82": (12, 2, "MU"),
    "91": (15, 2, "PA"), "92": (14, 2, "PB"), "93": (15, 4, "PS"), "94": (14, 3, "PT"),
    "95": (15, 3, "PP"), "96": (13, 2, "PD"),
}  # fmt: skip


@dataclass(frozen=True)
class Tile:
    """One province of the picture. `depth` 0 to 4: its colour; None: not told."""

    code: str
    letters: str
    name: str
    x: int
    y: int
    depth: int
    n: int | None

    @property
    def middle(self) -> float:
        """Where its letters stand."""
        return self.x + SIZE / 2

    @property
    def line(self) -> float:
        """The line its letters stand on."""
        return self.y + SIZE / 2 + 3.5


def tiles(figures: Mapping[str, int], names: Mapping[str, str]) -> list[Tile]:
    """Every province there is, coloured by its share of the largest figure."""
    most = max(figures.values(), default=1)
    return [
        Tile(
            code,
            letters,
            names[code],
            1 + STEP * column,
            1 + STEP * row,
            depth(figures.get(code), most),
            figures.get(code),
        )
        for code, (column, row, letters) in _PLACES.items()
        if code in names
    ]


def letters() -> dict[str, str]:
    """The letters of each province's tile, by its code."""
    return {code: short for code, (_column, _row, short) in _PLACES.items()}


def steps(figures: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """What each colour stands for: its depth, and the least and most it can mean."""
    most = max(figures.values(), default=0)
    edges = [-(-step * (most + 1) // 4) for step in range(5)]
    spans = [(one + 1, max(edges[one], SMALL), edges[one + 1] - 1) for one in range(4)]
    return [span for span in spans if span[1] <= span[2]]


def depth(n: int | None, most: int) -> int:
    """How deep a colour is, from 0 (not told) to 4 (the largest figure and what is near it)."""
    return 0 if n is None else 1 + min(3, 4 * n // (most + 1))
