"""Records of HTCDS 2.0 as JSON and CSV, with our act-means-purpose beside them: written, read.

What the standard has no field for stands under `pimpasa`: the fields of the packet as they were
agreed, and the elements of the law as an officer settled them. Spellings that differ between the
files of the standard are read and never written.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pimpasa.base.content import content_root, read_toml
from pimpasa.base.spreadsheets import csv_lines, unguarded

OURS = "pimpasa"
_BETWEEN = ";"  # codes of one cell; no code of the standard holds it
_FIELD, _VIEW = "pimpasa_field_", "pimpasa_view_"

Value = str | bool | tuple[str, ...]


class NotARecord(ValueError):
    """What was read is no record of the standard, or holds what the standard does not know."""


@dataclass(frozen=True)
class Known:
    """One field of the standard."""

    name: str
    codes: tuple[str, ...] = ()
    is_many: bool = False
    aliases: tuple[str, ...] = ()
    is_core: bool = False
    is_deprecated: bool = False


@dataclass(frozen=True)
class Record:
    """One case: fields of the standard by name, the packet's own fields, views of the elements."""

    standard: Mapping[str, Value] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)


def known_fields() -> dict[str, Known]:
    """Every field of the standard by its name."""
    return _known(str(content_root()))


def as_json(record: Record) -> str:
    """The record as JSON, the same text for the same record."""
    ours = {"told": dict(record.told), "views": dict(record.views)}
    checked = _checked(record.standard).items()
    whole = {name: list(v) if isinstance(v, tuple) else v for name, v in checked}
    return json.dumps(whole | {OURS: ours}, ensure_ascii=False, indent=1, sort_keys=True)


def from_json(text: str) -> Record:
    """The record that JSON holds, under any of the standard's spellings. Raises NotARecord."""
    try:
        whole = json.loads(text)
        ours = whole.pop(OURS, {})
        told, views = dict(ours.get("told", {})), dict(ours.get("views", {}))
    except (ValueError, TypeError, AttributeError, RecursionError) as broken:
        raise NotARecord("this is no JSON of a record") from broken
    if not all(isinstance(one, str) for part in (told, views) for one in part.values()):
        raise NotARecord("the packet holds something that is no text")
    return Record(_checked(whole), told, views)


def as_csv(record: Record) -> str:
    """The record as a table of one row, in which no cell is run as a formula."""
    cells = {name: _cell(value) for name, value in _checked(record.standard).items()}
    cells |= {f"{_FIELD}{code}": text for code, text in record.told.items()}
    cells |= {f"{_VIEW}{code}": view for code, view in record.views.items()}
    names = sorted(cells)
    return "".join(csv_lines([names, [cells[name] for name in names]]))


def from_csv(text: str) -> Record:
    """The record of a table of one row. Raises NotARecord."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as broken:
        raise NotARecord("this is no table") from broken
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        raise NotARecord("this is no table of one record")
    cells = {name: unguarded(cell) for name, cell in zip(*rows, strict=True)}
    told = {n.removeprefix(_FIELD): c for n, c in cells.items() if n.startswith(_FIELD)}
    views = {n.removeprefix(_VIEW): c for n, c in cells.items() if n.startswith(_VIEW)}
    rest = {n: c for n, c in cells.items() if not n.startswith((_FIELD, _VIEW)) and c != ""}
    return Record(_checked(rest), told, views)


def _checked(given: Mapping[str, Any]) -> dict[str, Value]:
    """Each field under its own name, with codes the standard knows."""
    names = {name: one for one in known_fields().values() for name in (one.name, *one.aliases)}
    found: dict[str, Value] = {}
    for name, value in given.items():
        if name not in names:
            raise NotARecord(f"{name} is no field of the standard")
        found[names[name].name] = _value(names[name], value)
    return found


def _value(known: Known, given: Any) -> Value:
    if known.name == "con_Consent":
        if given not in (True, False, "true", "false"):
            raise NotARecord("con_Consent is yes or no")
        return given in (True, "true")
    parts = given.split(_BETWEEN) if known.is_many and isinstance(given, str) else given
    values = [parts] if isinstance(parts, str) else list(parts)
    if not all(isinstance(one, str) for one in values):
        raise NotARecord(f"{known.name} holds something that is no text")
    if known.codes:
        values = [one.strip() for one in values]  # the XLSForm has "DebtBondage " with a blank
        if unknown := set(values) - set(known.codes):
            raise NotARecord(f"{known.name} has no code {min(unknown)}")
    if known.is_many:
        return tuple(values)
    if len(values) != 1:
        raise NotARecord(f"{known.name} holds one value")
    return str(values[0])


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _BETWEEN.join(value) if isinstance(value, tuple) else value


@cache
def _known(_root: str) -> dict[str, Known]:
    entries = read_toml(content_root() / "referrals" / "htcds.toml")["field"]
    return {e["name"]: _entry(e) for e in entries}


def _entry(entry: dict[str, Any]) -> Known:
    return Known(
        name=entry["name"],
        codes=tuple(entry.get("codes", ())),
        is_many=entry.get("is_many", False),
        aliases=tuple(entry.get("aliases", ())),
        is_core=entry.get("is_core", False),
        is_deprecated=entry.get("is_deprecated", False),
    )
