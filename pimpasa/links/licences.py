"""The list of licensed placement firms (P3MI): read in, and asked about a firm somebody named.

It holds public facts alone, and knows no report: the community door may ask it too.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db import transaction

from pimpasa.links.alike import ALIKE, likeness
from pimpasa.links.models import Licence, LicenceList
from pimpasa.links.rules import firm

OLD_AFTER = timedelta(days=60)  # an older list is shown as to be verified
MOST_BYTES = 5_000_000

_COLUMNS = {  # as lists call them, in either language
    "name": ("nama", "nama perusahaan", "nama p3mi", "perusahaan", "name", "company"),
    "number": ("nomor", "nomor izin", "no izin", "sip3mi", "nomor sip3mi", "number", "licence"),
    "status": ("status", "keterangan"),
    "until": ("berlaku sampai", "masa berlaku", "until", "valid until"),
}
_STATUSES = {
    "ACTIVE": ("aktif", "berlaku", "active", "valid"),
    "SUSPENDED": ("skorsing", "dibekukan", "ditunda", "suspended"),
    "REVOKED": ("dicabut", "tidak aktif", "revoked", "inactive", "habis", "kedaluwarsa"),
}


class NotAList(ValueError):
    """A file is no list of licences: what is missing, and in which line."""


class Standing(StrEnum):
    """How a firm stands in the newest list."""

    LICENSED = "LICENSED"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    RUN_OUT = "RUN_OUT"
    ALIKE = "ALIKE"  # not found, but a name that is easily taken for it
    NOT_FOUND = "NOT_FOUND"


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    name: str
    number: str
    status: str
    until: date | None


@dataclass(frozen=True)
class Asked:
    """What the newest list says of a firm; `listed` is the name as it stands there."""

    name: str
    standing: Standing
    as_of: date
    source: str
    is_old: bool
    listed: str = ""
    number: str = ""


def read_list(text: str) -> list[Row]:
    """The rows of a CSV with a heading, split by commas or semicolons. Raises NotAList."""
    dialect = ";" if text.partition("\n")[0].count(";") else ","
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=dialect))
    if not lines:
        raise NotAList("the file is empty")
    at = _columns([cell.strip().casefold() for cell in lines[0]])
    filled = [(i, line) for i, line in enumerate(lines[1:], start=2) if any(line)]
    rows = [_row(line, at, number=i) for i, line in filled]
    if not rows:
        raise NotAList("the file has a heading and no firms")
    return rows


@transaction.atomic
def keep_list(rows: list[Row], *, as_of: date, source: str, today: date) -> LicenceList:
    """Keep a list as the one of its day; read in again, it takes the place of the one before."""
    if as_of > today:
        raise NotAList("the list is of a day to come")
    for earlier in LicenceList.objects.filter(as_of=as_of):
        Licence.objects.filter(list=earlier).delete()
        earlier.delete()
    kept = LicenceList.objects.create(as_of=as_of, source=source, read_on=today)
    Licence.objects.bulk_create(
        Licence(
            list=kept,
            name=row.name,
            key=firm(row.name)[:120],
            number=row.number,
            status=row.status,
            until=row.until,
        )
        for row in rows
    )
    return kept


def licence_of(name: str, *, today: date) -> Asked | None:
    """What the newest list says of a firm; None when there is no list yet, or no name."""
    newest = LicenceList.objects.order_by("-as_of").first()
    key = firm(name)
    if newest is None or not key:
        return None
    held = list(Licence.objects.filter(list=newest))
    same = [one for one in held if one.key == key]
    near = max(held, key=lambda one: likeness(name, one.name)) if held and not same else None
    is_alike = near is not None and likeness(name, near.name) >= ALIKE
    found = same[0] if same else near if is_alike else None
    return Asked(
        name=name,
        standing=_standing(found, same=bool(same), today=today),
        as_of=newest.as_of,
        source=newest.source,
        is_old=today - newest.as_of > OLD_AFTER,
        listed=found.name if found else "",
        number=found.number if found else "",
    )


def _standing(found: Licence | None, *, same: bool, today: date) -> Standing:
    if found is None:
        return Standing.NOT_FOUND
    if not same:
        return Standing.ALIKE
    if found.status != "ACTIVE":
        return Standing(found.status)
    return Standing.RUN_OUT if found.until and found.until < today else Standing.LICENSED


def _columns(heading: list[str]) -> dict[str, int]:
    at = {
        column: heading.index(name)
        for column, names in _COLUMNS.items()
        for name in reversed(names)
        if name in heading
    }
    if missing := [column for column in ("name", "status") if column not in at]:
        raise NotAList(f"line 1: no column for {' and '.join(missing)}")
    return at


def _row(line: list[str], at: dict[str, int], *, number: int) -> Row:
    cells = {column: line[i].strip() if i < len(line) else "" for column, i in at.items()}
    said = cells["status"].casefold()
    status = next((code for code, words in _STATUSES.items() if said in words), "")
    if not status or not firm(cells["name"]):
        raise NotAList(f"line {number}: a firm needs a name and a status that is known")
    try:
        until = date.fromisoformat(cells["until"]) if cells.get("until") else None
    except ValueError as broken:
        raise NotAList(f"line {number}: write days as 2026-12-31") from broken
    return Row(cells["name"][:200], cells.get("number", "")[:80], status, until)
