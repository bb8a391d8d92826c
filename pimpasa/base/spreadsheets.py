"""Tables for spreadsheets, in which no cell is taken for a formula and run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

# What a spreadsheet takes for the beginning of a formula.
# Source: OWASP, "CSV Injection" (owasp.org/www-community/attacks/CSV_Injection), read 2026-11-24.
_BEGINS = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


def guarded(cell: str) -> str:
    """The cell as a spreadsheet shows it and never runs it."""
    return _GUARD + cell if cell.startswith(_BEGINS) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`, for files that come back to us."""
    return cell[1:] if cell[:1] == _GUARD and cell[1:].startswith(_BEGINS) else cell


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Each row as a line of CSV (RFC 4180), every cell guarded; nothing for None."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow(["" if c is None else guarded(str(c)) for c in row])
        yield line.getvalue()
