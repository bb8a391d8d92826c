"""Where places lie: points and outlines that somebody imported."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

from pimpasa.places.models import Boundary, Location, Village
from pimpasa.places.queries import under


def villages_located(prefixes: Iterable[str]) -> list[tuple[str, str, float, float]]:
    """Code, name, latitude and longitude of the villages in these places that were located."""
    inside = under(tuple(prefixes), field="code")
    spots = Location.objects.filter(inside, code__regex=r"^.{13}$")
    where = {code: (lat, lon) for code, lat, lon in spots.values_list("code", "lat", "lon")}
    names = Village.objects.filter(inside).order_by("code").values_list("code", "name")
    return [(code, name, *where[code]) for code, name in names if code in where]


def outlines_of(codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The outlines (GeoJSON geometries) of places, of those that somebody imported."""
    kept = Boundary.objects.filter(code__in=list(codes)).values_list("code", "shape")
    return {code: json.loads(zlib.decompress(bytes(shape))) for code, shape in kept}
