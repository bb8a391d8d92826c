"""The directory of immigration offices, as the file of facts has it: names, classes, territory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pimpasa.base.content import BrokenContent, content_root, read_toml
from pimpasa.base.days import Zone, zone_of
from pimpasa.places.rules import is_code


@dataclass(frozen=True)
class Entry:
    """An office: the regencies known to be its own, and the office it was split from."""

    name: str
    rank: str  # "Kelas I TPI"; empty where no source told it
    region: str
    seat: str  # code of the regency it stands in
    serves: tuple[str, ...]
    since: date  # the first day it is known on
    opened: date | None  # None: long before
    decree: str
    split_from: str | None

    @property
    def zone(self) -> Zone:
        """The clock of the place it stands in."""
        return zone_of(self.seat)


@dataclass(frozen=True)
class Directory:
    """All offices we know by name, and how many there officially are."""

    entries: tuple[Entry, ...]
    official_counts: tuple[tuple[date, int], ...]
    verified: bool

    def open_on(self, day: date) -> list[Entry]:
        """The offices that are open on a day, those that were open first coming first."""
        return sorted((e for e in self.entries if e.since <= day), key=lambda e: e.since)

    def official_count(self, day: date) -> int | None:
        """How many offices there officially are on a day; None before the first count."""
        counted = [count for since, count in self.official_counts if since <= day]
        return counted[-1] if counted else None


def directory() -> Directory:
    """The directory of the folder of facts. Raises BrokenContent."""
    return _read(content_root() / "offices.toml")


def office_name(short: str) -> str:
    """What the office is called: Cirebon -> Kantor Imigrasi Cirebon."""
    return f"Kantor Imigrasi {short}"


@cache
def _read(path: Path) -> Directory:
    file = read_toml(path)
    known_from = file["known_from"]
    entries = tuple(
        _entry(row, region=region["name"], known_from=known_from)
        for region in file["region"]
        for row in region["offices"]
    )
    names = {entry.name for entry in entries}
    if len(names) != len(entries):
        raise BrokenContent(f"{path.name}: two offices have one name")
    for entry in entries:
        _check(entry, names, file=path.name)
    counts = tuple((row["since"], row["offices"]) for row in file["official_counts"])
    return Directory(entries, tuple(sorted(counts)), file["verified"])


def _entry(row: dict[str, Any], *, region: str, known_from: date) -> Entry:
    split_from = row.get("split_from")
    return Entry(
        name=office_name(row["name"]),
        rank=row.get("rank", ""),
        region=region,
        seat=row["seat"],
        serves=tuple(row.get("serves", [row["seat"]])),
        since=row.get("opened", known_from),
        opened=row.get("opened"),
        decree=row.get("decree", ""),
        split_from=office_name(split_from) if split_from else None,
    )


def _check(entry: Entry, names: set[str], *, file: str) -> None:
    for code in (entry.seat, *entry.serves):
        if not is_code(code) or len(code) != 5:
            raise BrokenContent(f"{file}: {entry.name}: {code} is no code of a regency")
    if entry.split_from is not None and entry.split_from not in names:
        raise BrokenContent(f"{file}: {entry.name} is split from {entry.split_from}, not listed")
