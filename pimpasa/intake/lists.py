"""Reads a list of words heard elsewhere (CSV): every row is taken, or named with what is wrong."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from enum import Enum

from pimpasa.base.spreadsheets import unguarded
from pimpasa.intake.rules import check_words

COLUMNS = ("village", "date", "kind", "words")
KINDS = ("QUESTION", "SUGGESTION", "REPORT", "JOB_OFFER")
CALLED = {"desa": "village", "tanggal": "date", "jenis": "kind", "cerita": "words"}
KINDS_CALLED = {
    "PERTANYAAN": "QUESTION",
    "SARAN": "SUGGESTION",
    "LAPORAN": "REPORT",
    "TAWARAN": "JOB_OFFER",
    "TAWARAN KERJA": "JOB_OFFER",
}
MOST_ROWS = 5000


class Fault(Enum):
    """What is wrong with a row."""

    VILLAGE = "VILLAGE"
    DATE = "DATE"
    KIND = "KIND"
    WORDS = "WORDS"


@dataclass(frozen=True)
class Heard:
    """One good row. `line` is its line in the file, from 1."""

    line: int
    village: str | None
    on: date
    kind: str
    words: str


@dataclass(frozen=True)
class Wrong:
    """One row that cannot be taken, with its cells as they came."""

    line: int
    faults: tuple[Fault, ...]
    cells: dict[str, str]

    @property
    def fault(self) -> Fault:
        """The first of them."""
        return self.faults[0]


class NoList(ValueError):
    """The file is no CSV with the columns we ask for (`missing`), or has too many `rows`."""

    def __init__(self, *, missing: tuple[str, ...] = (), rows: int = 0) -> None:
        """Keep what is wrong, for the person to mend; nothing when it is no text at all."""
        super().__init__()
        self.missing = missing
        self.rows = rows


def read_list(
    content: bytes, *, known_villages: set[str] | None, today: date
) -> list[Heard | Wrong]:
    """Read UTF-8 CSV, comma or semicolon, with the columns `village,date,kind,words`.

    Columns and kinds may be named in Indonesian: `desa,tanggal,jenis,cerita`, `pertanyaan`.
    `village` is a Kemendagri code or empty; `date` is ISO (2026-03-02) or 02/03/2026, not in the
    future. With `known_villages` None, codes are only checked for shape. Raises NoList.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise NoList from broken
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    try:
        names = {_column(name) for name in rows.fieldnames or ()}
        if missing := tuple(name for name in COLUMNS if name not in names):
            raise NoList(missing=missing if names.intersection(COLUMNS) else ())
        cells = [(rows.line_num, _cells(row)) for row in rows]
    except csv.Error as broken:
        raise NoList from broken
    if len(cells) > MOST_ROWS:
        raise NoList(rows=len(cells))
    return [_row(line, row, known_villages, today) for line, row in cells if any(row.values())]


def _cells(row: dict[str | None, str | None]) -> dict[str, str]:
    named = {_column(name or ""): value for name, value in row.items()}
    return {name: unguarded(str(named.get(name) or "").strip()) for name in COLUMNS}


def _column(name: str) -> str:
    written = name.strip().lower()
    return CALLED.get(written, written)


def _kind(cell: str) -> str:
    written = cell.upper()
    return KINDS_CALLED.get(written, written) or "REPORT"


def _row(
    line: int, cells: dict[str, str], known_villages: set[str] | None, today: date
) -> Heard | Wrong:
    village, day, kind = cells["village"], _day(cells["date"]), _kind(cells["kind"])
    checked = check_words(cells["words"])
    faults = {
        Fault.VILLAGE: bool(village) and not _is_known(village, known_villages),
        Fault.DATE: day is None or day > today,
        Fault.KIND: kind not in KINDS,
        Fault.WORDS: checked.flaw is not None,
    }
    wrong = tuple(fault for fault, holds in faults.items() if holds)
    if wrong or day is None:
        return Wrong(line, wrong, cells)
    return Heard(line, village or None, day, kind, checked.words)


def _is_known(village: str, known: set[str] | None) -> bool:
    if known is not None:
        return village in known
    groups = village.split(".")
    return [len(g) for g in groups] == [2, 2, 2, 4] and all(g.isdigit() for g in groups)


def _day(cell: str) -> date | None:
    try:
        if "/" in cell:
            day, month, year = cell.split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(cell)
    except ValueError:
        return None
