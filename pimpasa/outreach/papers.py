"""Monthly reports (PDF, XLSX) and village dossiers (PDF): the same bytes for the same data."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import font_source_sans_pro
import typst
import xlsxwriter

from pimpasa.base.spreadsheets import guarded

_MONTH = Path(__file__).with_name("month.typ")
_DOSSIER = Path(__file__).with_name("dossier.typ")
_KEY = {"id": "kunci", "en": "key"}
_MISSING = {"id": "belum ditandatangani", "en": "not signed yet"}
_FONTS = Path(font_source_sans_pro.__file__).with_name("files")


@dataclass(frozen=True)
class Signature:
    """One signature as it is shown; no name while it is missing."""

    title: str
    name: str = ""
    on: str = ""
    mark: str = ""  # the Ed25519 signature, in hex
    key: str = ""  # the public key it is checked with, in hex; empty: that of the house


@dataclass(frozen=True)
class Sheet:
    """A month in the words of one language."""

    language: str
    title: str
    about: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    sums: Sequence[str | int]
    signatures: Sequence[Signature]
    note: str


@dataclass(frozen=True)
class Part:
    """One table of a dossier; `wide` is the column that takes what room is left."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: int = 0
    first: int = 34  # millimetres of the first column, where another is the wide one
    empty: str = "–"
    is_under: bool = False  # the part before it


@dataclass(frozen=True)
class Dossier:
    """All that is handed over with a village, in the words of one language."""

    language: str
    title: str
    about: str
    lines: Sequence[str]
    parts: Sequence[Part]
    note: str


def dossier_pdf(dossier: Dossier) -> bytes:
    """As many pages as it takes."""
    return _printed(_DOSSIER, dossier=asdict(dossier))


def as_pdf(sheet: Sheet) -> bytes:
    """One page, of up to sixty rows."""
    told = {
        "language": sheet.language,
        "title": sheet.title,
        "about": sheet.about,
        "heads": list(sheet.heads),
        "rows": [[str(cell) for cell in row] for row in sheet.rows],
        "sums": [str(cell) for cell in sheet.sums],
        "signatures": [vars(one) for one in sheet.signatures],
        "note": sheet.note,
        "key": _KEY[sheet.language],
        "missing": _MISSING[sheet.language],
    }
    return _printed(_MONTH, report=told)


def as_xlsx(sheet: Sheet) -> bytes:
    """One sheet, with no hour in it and no cell that runs."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": sheet.title, "created": datetime(2024, 11, 4)})  # noqa: DTZ001
    page = book.add_worksheet("Pimpasa")
    bold = book.add_format({"bold": True})
    page.set_column(0, 0, 32)
    page.write_string(0, 0, guarded(sheet.title), bold)
    page.write_string(1, 0, guarded(sheet.about))
    for row, cells in enumerate([sheet.heads, *sheet.rows, sheet.sums], start=3):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                page.write_number(row, column, cell)
            else:
                page.write_string(row, column, guarded(cell), bold if row == 3 else None)
    below = 5 + len(sheet.rows) + 1
    for row, one in enumerate(sheet.signatures, start=below):
        for column, cell in enumerate((one.title, one.name, one.on, one.mark, one.key)):
            page.write_string(row, column, guarded(cell))
    book.close()
    return out.getvalue()


def dossier_xlsx(dossier: Dossier) -> bytes:
    """The same tables on one sheet, with no hour in it and no cell that runs."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": dossier.title, "created": datetime(2024, 11, 4)})  # noqa: DTZ001
    page, bold = book.add_worksheet("Pimpasa"), book.add_format({"bold": True})
    page.set_column(0, 0, 48)
    lines: list[tuple[Sequence[str], bool]] = [([dossier.title], True), ([dossier.about], False)]
    lines += [([line], False) for line in dossier.lines]
    for part in dossier.parts:
        lines += [([], False), ([part.title], True), (part.heads, True)]
        lines += [(row, False) for row in part.rows]
    for row, (cells, is_bold) in enumerate([*lines, ([], False), ([dossier.note], False)]):
        for column, cell in enumerate(cells):
            if cell.isdecimal():
                page.write_number(row, column, int(cell))
            else:
                page.write_string(row, column, guarded(cell), bold if is_bold else None)
    book.close()
    return out.getvalue()


def _printed(template: Path, **told: object) -> bytes:
    made = typst.compile(  # type: ignore[misc]
        template,
        root=template.parent,
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(value, ensure_ascii=False) for name, value in told.items()},
        timestamp=0,  # the hour of printing would change the bytes
    )
    if not isinstance(made, bytes):
        raise TypeError("what is printed is one document")
    return made
