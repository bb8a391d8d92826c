"""The facts the reader stands on: indicators, words and law, read from content/ and checked."""

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


class ContentError(ValueError):
    """A file of content/ that cannot be trusted: names the file, the entry and what is missing."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Words of one meaning in all languages of the villages; phrases call it by `@id`."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Phrases that give evidence for one label, unless another of the same sentence defeats it.

    `negatable` says whether a "not" before the words takes the evidence away.
    """

    id: str
    label: str
    why: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...]
    negatable: bool
    articles: tuple[str, ...]
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """A country or place people are taken to: the names it goes by, and what it is called.

    A gate is a port, airport or border post: naming it means passing through it.
    """

    canon: str
    names: tuple[str, ...]
    is_abroad: bool
    is_scam_hub: bool
    is_gate: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything `read` needs, compiled once from content/."""

    concepts: tuple[Concept, ...]
    indicators: tuple[Indicator, ...]
    places: tuple[Place, ...]
    tables: dict[str, dict[str, Any]]


def content_dir() -> Path:
    """Where content/ lies: PIMPASA_CONTENT, or beside the package."""
    named = os.environ.get("PIMPASA_CONTENT")
    return Path(named) if named else Path(__file__).resolve().parents[3] / "content"


def vocabulary(root: Path) -> Vocabulary:
    """The vocabulary under `root`; raises ContentError when a file or entry is not sound."""
    folder = root / "indicators"
    concepts = tuple(
        Concept(_text(entry, "id", where), _words(entry, where))
        for where, entry in entries(folder, "concept")
    )
    indicators = tuple(_indicator(entry, where) for where, entry in entries(folder, "indicator"))
    places = tuple(_place(e, where) for where, e in entries(root / "destinations", "place"))
    _refuse_twins([c.id for c in concepts] + [i.id for i in indicators], folder)
    return Vocabulary(concepts, indicators, places, _tables(folder))


def entries(folder: Path, name: str) -> Iterator[tuple[str, Entry]]:
    """All `[[name]]` entries of a folder's TOML files with where they stand.

    A file may give `source` (and other keys under `default`) once for all its entries.
    Raises ContentError when the folder is missing or an entry has no source.
    """
    if not folder.is_dir():
        raise ContentError(f"no content folder {folder}")
    for path in sorted(folder.glob("*.toml")):
        document = read_toml(path)
        default = {"source": document.get("source", ""), **document.get("default", {})}
        for number, entry in enumerate(document.get(name, ()), start=1):
            where = f"{path.name}, {name} {entry.get('id', number)}"
            whole = {**default, **entry}
            if not str(whole["source"]).strip():
                raise ContentError(f"{where}: no source")
            yield where, whole


def read_toml(path: Path) -> Entry:
    """One TOML file; raises ContentError naming it when it does not parse."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise ContentError(f"{path.name}: {broken}") from broken


def day(entry: Entry, key: str, where: str) -> date | None:
    """A date of an entry, or None when it is open."""
    value = entry.get(key)
    if value is not None and not isinstance(value, date):
        raise ContentError(f"{where}: {key} is not a date")
    return value


def _indicator(entry: Entry, where: str) -> Indicator:
    return Indicator(
        id=_text(entry, "id", where),
        label=_text(entry, "label", where),
        why=_text(entry, "why", where),
        phrases=_list(entry, "phrases", where),
        unless=tuple(entry.get("unless", ())),
        negatable=bool(entry.get("negatable", True)),
        articles=tuple(entry.get("articles", ())),
        source=str(entry["source"]),
        note=str(entry.get("note", "")),
    )


def _place(entry: Entry, where: str) -> Place:
    return Place(
        canon=_text(entry, "canon", where),
        names=_list(entry, "names", where),
        is_abroad=bool(entry.get("abroad", True)),
        is_scam_hub=bool(entry.get("scam_hub", False)),
        is_gate=bool(entry.get("gate", False)),
    )


def _words(entry: Entry, where: str) -> tuple[str, ...]:
    by_language = entry.get("words")
    if not isinstance(by_language, dict) or not any(by_language.values()):
        raise ContentError(f"{where}: no words")
    return tuple(dict.fromkeys(word for words in by_language.values() for word in words))


def _list(entry: Entry, key: str, where: str) -> tuple[str, ...]:
    values = entry.get(key)
    if not values or not all(isinstance(v, str) and v.strip() for v in values):
        raise ContentError(f"{where}: {key} is a list of phrases, and not empty")
    return tuple(values)


def _text(entry: Entry, key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ContentError(f"{where}: no {key}")
    return value


def _tables(folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, table in read_toml(path).get("table", {}).items():
            found[name] = table
    return found


def _refuse_twins(ids: list[str], folder: Path) -> None:
    twins = sorted({i for i in ids if ids.count(i) > 1})
    if twins:
        raise ContentError(f"{folder.name}: more than one entry named {', '.join(twins)}")
