"""The law as data: articles and elements in our own words, and what is cited for which day."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pimpasa.triage.reader.content import ContentError, Entry, content_dir, day, entries


@dataclass(frozen=True, slots=True)
class Article:
    """One article, in force from `valid_from` until before `valid_to` (None: still).

    `is_verified` is false for what is known but was not yet seen in an official text: show it
    only as "perlu dicek".
    """

    id: str
    act: str
    pasal: str
    title_id: str
    title_en: str
    content_id: str
    content_en: str
    penalty_id: str
    valid_from: date
    valid_to: date | None
    is_verified: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Element:
    """One element of an offence: its statutory code (A1, M6, E2 ...) and the labels behind it."""

    code: str
    offence: str
    group: str
    title_id: str
    title_en: str
    labels: tuple[str, ...]
    articles: tuple[str, ...]
    is_verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The article cited for an offence committed in a period."""

    offence: str
    title_id: str
    title_en: str
    article: Article
    valid_from: date
    valid_to: date | None
    is_verified: bool
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Law:
    """All articles, elements and citations of content/law."""

    articles: dict[str, Article]
    elements: tuple[Element, ...]
    citations: tuple[Citation, ...]


def law() -> Law:
    """The law of content/law; raises ContentError when an entry is not sound."""
    return _law(content_dir() / "law")


def law_in_force(on: date) -> tuple[Citation, ...]:
    """What is cited for an offence committed on that day, one citation an offence."""
    return tuple(c for c in law().citations if _covers(c.valid_from, c.valid_to, on))


def elements_of(offence: str) -> tuple[Element, ...]:
    """The elements of an offence in the order of the statute: "tppo" or "tppm"."""
    return tuple(element for element in law().elements if element.offence == offence)


def as_cited(article: str) -> str:
    """An article as people write it: "UU21/2007:1" is "UU 21/2007 Pasal 1"."""
    act, _colon, pasal = article.partition(":")
    named = re.sub(r"^([A-Z]+)(?=\d)", r"\1 ", act)
    return f"{named} Pasal {pasal}" if pasal else named


def codes_of(label: str) -> tuple[str, ...]:
    """The statutory codes a reader's label points to: "means:fraud" gives ("M6",)."""
    return tuple(element.code for element in law().elements if label in element.labels)


def _covers(start: date, end: date | None, on: date) -> bool:
    return start <= on and (end is None or on < end)


@lru_cache(maxsize=4)
def _law(folder: Path) -> Law:
    articles: dict[str, Article] = {}
    for where, entry in entries(folder, "article"):
        article = _article(entry, where)
        if article.id in articles:
            raise ContentError(f"{where}: more than one article of that id")
        articles[article.id] = article
    elements = tuple(_element(entry, where) for where, entry in entries(folder, "element"))
    citations = tuple(_citation(e, where, articles) for where, e in entries(folder, "citation"))
    for element in elements:
        missing = [a for a in element.articles if a not in articles]
        if missing:
            raise ContentError(f"element {element.code}: no article {missing[0]}")
    return Law(articles, elements, citations)


def _article(entry: Entry, where: str) -> Article:
    start, end = _period(entry, where)
    return Article(
        id=_need(entry, "id", where),
        act=_need(entry, "act", where),
        pasal=_need(entry, "pasal", where),
        title_id=_need(entry, "title_id", where),
        title_en=_need(entry, "title_en", where),
        content_id=_need(entry, "content_id", where),
        content_en=_need(entry, "content_en", where),
        penalty_id=str(entry.get("penalty_id", "")),
        valid_from=start,
        valid_to=end,
        is_verified=_is_verified(entry, where),
        source=str(entry["source"]),
        note=str(entry.get("note", "")),
    )


def _element(entry: Entry, where: str) -> Element:
    return Element(
        code=_need(entry, "code", where),
        offence=_need(entry, "offence", where),
        group=_need(entry, "group", where),
        title_id=_need(entry, "title_id", where),
        title_en=_need(entry, "title_en", where),
        labels=tuple(entry.get("labels", ())),
        articles=tuple(entry.get("articles", ())),
        is_verified=_is_verified(entry, where),
        source=str(entry["source"]),
    )


def _citation(entry: Entry, where: str, articles: dict[str, Article]) -> Citation:
    start, end = _period(entry, where)
    name = _need(entry, "article", where)
    if name not in articles:
        raise ContentError(f"{where}: no article {name}")
    return Citation(
        offence=_need(entry, "offence", where),
        title_id=_need(entry, "title_id", where),
        title_en=_need(entry, "title_en", where),
        article=articles[name],
        valid_from=start,
        valid_to=end,
        is_verified=_is_verified(entry, where),
        note=str(entry.get("note", "")),
        source=str(entry["source"]),
    )


def _period(entry: Entry, where: str) -> tuple[date, date | None]:
    start, end = day(entry, "valid_from", where), day(entry, "valid_to", where)
    if start is None:
        raise ContentError(f"{where}: no valid_from")
    if end is not None and end <= start:
        raise ContentError(f"{where}: valid_to is not after valid_from")
    return start, end


def _is_verified(entry: Entry, where: str) -> bool:
    if not isinstance(entry.get("verified"), bool):
        raise ContentError(f"{where}: verified is true or false")
    return bool(entry["verified"])


def _need(entry: Entry, key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ContentError(f"{where}: no {key}")
    return value
