"""Outlines by the code of their place, from GeoJSON and TopoJSON. Source: RFC 7946, TopoJSON 1."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

Point = tuple[float, float]
Shape = dict[str, Any]  # a GeoJSON geometry


def outlines(document: Shape) -> Iterator[tuple[str, Shape]]:
    """Each polygon of the document with its `id`, else its property `code`.

    Raises ValueError when the document is neither GeoJSON nor TopoJSON.
    """
    if document.get("type") == "FeatureCollection":
        for feature in document["features"]:
            yield _code(feature), feature["geometry"]
    elif document.get("type") == "Topology":
        arcs = [_line(document, arc) for arc in document["arcs"]]
        for layer in document["objects"].values():
            for geometry in layer.get("geometries", []):
                yield _code(geometry), _geometry(geometry, arcs)
    else:
        raise ValueError("neither GeoJSON nor TopoJSON")


def _code(feature: Shape) -> str:
    return str(feature.get("id") or (feature.get("properties") or {}).get("code", ""))


def _line(document: Shape, arc: list[list[float]]) -> list[Point]:
    """Undo quantisation: each point is kept as the step from the one before."""
    if "transform" not in document:
        return [(x, y) for x, y in arc]
    (kx, ky), (x0, y0) = document["transform"]["scale"], document["transform"]["translate"]
    steps = accumulate(((p[0], p[1]) for p in arc), lambda a, b: (a[0] + b[0], a[1] + b[1]))
    return [(round(x * kx + x0, 6), round(y * ky + y0, 6)) for x, y in steps]


def _geometry(geometry: Shape, arcs: list[list[Point]]) -> Shape:
    kind, parts = geometry["type"], geometry.get("arcs", [])
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_ring(ring, arcs) for ring in parts]}
    if kind == "MultiPolygon":
        shapes = [[_ring(ring, arcs) for ring in polygon] for polygon in parts]
        return {"type": kind, "coordinates": shapes}
    raise ValueError(f"no outline: {kind}")


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Join arcs end to end; ~n is arc n backwards; the shared end point is kept once."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring
