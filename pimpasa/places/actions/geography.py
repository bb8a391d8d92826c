"""Import coordinates, population and outlines from files, and say what did not match."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models, transaction

from pimpasa.places.models import (
    Boundary,
    District,
    Location,
    Population,
    Province,
    Regency,
    Village,
)
from pimpasa.places.shapes import outlines

BATCH = 2_000
_YEAR = re.compile(r"pop_(\d{4})")


@dataclass(frozen=True)
class ImportReport:
    """What a file held: how many were kept of each kind, and which codes we do not know."""

    locations: int
    populations: int
    boundaries: int
    unmatched: tuple[str, ...]


@transaction.atomic
def import_geography(path: Path, *, source: str) -> ImportReport:
    """Keep what a CSV, GeoJSON or TopoJSON file (also .gz) says of places we know.

    A CSV has a column `code` and any of `lat` with `lon`, and `pop_YEAR` with `pop_male_YEAR` and
    `pop_female_YEAR`. Importing again replaces what was kept. Raises ValueError for other files.
    """
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    if path.name.removesuffix(".gz").endswith(".csv"):
        return _import_table(text, source)
    return _import_outlines(json.loads(text), source)


def _import_table(text: str, source: str) -> ImportReport:
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows or "code" not in rows[0]:
        raise ValueError("a table of places needs a column named code")
    known = _known()
    mine = [row for row in rows if row["code"] in known]
    located = [_location(row, source) for row in mine if row.get("lat") and row.get("lon")]
    years = [found[1] for name in rows[0] if (found := _YEAR.fullmatch(name))]
    counted = [
        _population(row, year, source) for row in mine for year in years if row[f"pop_{year}"]
    ]
    _put(Location, located, unique=["code"])
    _put(Population, counted, unique=["code", "year"])
    unmatched = tuple(sorted({row["code"] for row in rows} - known))
    return ImportReport(len(located), len(counted), 0, unmatched)


def _import_outlines(document: dict[str, Any], source: str) -> ImportReport:
    known, shapes = _known(), dict(outlines(document))
    kept = [
        Boundary(code=code, shape=zlib.compress(json.dumps(shape).encode()), source=source)
        for code, shape in shapes.items()
        if code in known
    ]
    _put(Boundary, kept, unique=["code"])
    return ImportReport(0, 0, len(kept), tuple(sorted(set(shapes) - known)))


def _known() -> set[str]:
    tables: tuple[type[models.Model], ...] = (Province, Regency, District, Village)
    return {code for t in tables for code in t._default_manager.values_list("pk", flat=True)}


def _location(row: dict[str, str], source: str) -> Location:
    return Location(code=row["code"], lat=float(row["lat"]), lon=float(row["lon"]), source=source)


def _population(row: dict[str, str], year: str, source: str) -> Population:
    men, women = row.get(f"pop_male_{year}"), row.get(f"pop_female_{year}")
    return Population(
        code=row["code"],
        year=int(year),
        people=int(row[f"pop_{year}"]),
        men=int(men) if men else None,
        women=int(women) if women else None,
        source=source,
    )


def _put(model: type[models.Model], rows: list[Any], *, unique: list[str]) -> None:
    kept = [f.name for f in model._meta.concrete_fields if f.name not in unique]
    model._default_manager.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=[name for name in kept if name != "id"],
    )
