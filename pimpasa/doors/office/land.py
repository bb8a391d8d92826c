"""The country as it lies, when outlines of its provinces were imported: paths of one picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pimpasa.doors.office.tiles import depth

WEST, EAST, NORTH, SOUTH = 95.0, 141.1, 6.1, -11.1  # degrees that hold all of Indonesia
WIDTH = 480
_SCALE = WIDTH / (EAST - WEST)
HEIGHT = round((NORTH - SOUTH) * _SCALE)


@dataclass(frozen=True)
class Land:
    """One province of the picture; `n` None: not told."""

    name: str
    path: str
    depth: int
    n: int | None


def land(
    outlines: Mapping[str, Mapping[str, Any]], figures: Mapping[str, int], names: Mapping[str, str]
) -> list[Land]:
    """Every province there is, coloured like the tiles; nothing unless all have an outline."""
    if not names or not set(names) <= set(outlines):
        return []
    most = max(figures.values(), default=1)
    return [
        Land(name, _path(outlines[code]), depth(figures.get(code), most), figures.get(code))
        for code, name in names.items()
    ]


def _path(shape: Mapping[str, Any]) -> str:
    return "".join(_ring(ring) for ring in _rings(shape))


def _rings(shape: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    for polygon in polygons:
        yield from polygon


def _ring(ring: Sequence[Sequence[float]]) -> str:
    """A ring in tenths of a unit; islands smaller than that become a dot."""
    spots = dict.fromkeys(_spot(lon, lat) for lon, lat, *_ in ring)
    return "M" + "L".join(spots) + "Z"


def _spot(lon: float, lat: float) -> str:
    return f"{(lon - WEST) * _SCALE:.1f} {(NORTH - lat) * _SCALE:.1f}"
