"""The approved answers: what villagers ask, what we say, on what law, and until when."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pimpasa.answers.cards.directory import written_hotlines
from pimpasa.answers.cards.entries import Both, file_entry
from pimpasa.answers.cards.tariffs import tariff_history, tariffs
from pimpasa.base.content import BrokenContent, content_root

TOPICS = frozenset(
    {
        "passport",
        "work_legal",
        "illegal_place",
        "tppo",
        "tppm",
        "debt_bond",
        "stranded",
        "foreigner",
        "doc_fraud",
        "online_scam",
        "marriage_adopt",
        "umrah_haji",
        "other",
    }
)
_PLACEHOLDER = re.compile(r"\{(?P<kind>\w+):(?P<key>[\w-]+)\}")


@dataclass(frozen=True)
class Card:
    """An answer an officer may send as it stands. `to_check` says what in it is still unsure."""

    slug: str
    topics: tuple[str, ...]
    question: Both
    answer: Both
    basis: str
    sources: tuple[str, ...]
    valid_from: date
    review_on: date
    verified: bool
    to_check: Both | None
    keywords: tuple[str, ...]

    def is_due_for_review(self, on: date) -> bool:
        """Say whether somebody has to compare the card with the law again before it is sent."""
        return on >= self.review_on


def cards(on: date) -> tuple[Card, ...]:
    """Return the answers in force on a day, by slug, with fees and numbers filled in."""
    fees = {f"tariff:{key}": tariff.shown() for key, tariff in tariffs(on).items()}
    fillings = fees | _lines(content_root())
    in_force = (card for card in written_cards(content_root()) if card.valid_from <= on)
    return tuple(_filled(card, fillings) for card in in_force)


def card(slug: str, *, on: date) -> Card:
    """Return one answer as it reads on a day. Raises `KeyError` when none is in force."""
    return {card.slug: card for card in cards(on)}[slug]


@cache
def written_cards(root: Path) -> tuple[Card, ...]:
    """Return the cards as written, fees and numbers still to be filled in, each one checked."""
    paths = sorted((root / "answers").glob("*.toml"))
    if not paths:
        raise BrokenContent(f"no answer cards under {root.name}/answers")
    return tuple(_checked(_card(path), root=root) for path in paths)


def _card(path: Path) -> Card:
    entry = file_entry(path)
    card = Card(
        slug=path.stem,
        topics=entry.texts("topics"),
        question=entry.both("question"),
        answer=entry.both("answer"),
        basis=entry.text("basis"),
        sources=entry.texts("sources"),
        valid_from=entry.day("valid_from"),
        review_on=entry.day("review_on"),
        verified=entry.fact("verified"),
        to_check=entry.both_or_none("to_check"),
        keywords=entry.texts("keywords"),
    )
    entry.close()
    return card


def _checked(card: Card, *, root: Path) -> Card:
    strangers = set(card.topics) - TOPICS
    if strangers:
        raise BrokenContent(f"{card.slug}: unknown topic {', '.join(sorted(strangers))}")
    if card.review_on <= card.valid_from:
        raise BrokenContent(f"{card.slug}: `review_on` must come after `valid_from`")
    if card.verified is (card.to_check is not None):
        raise BrokenContent(f"{card.slug}: `to_check` stands exactly where `verified` is false")
    missing = _placeholders(card) - _fillable(root, on=card.valid_from)
    if missing:
        raise BrokenContent(f"{card.slug}: nothing to fill in for {', '.join(sorted(missing))}")
    return card


def _placeholders(card: Card) -> set[str]:
    words = card.answer.id + card.answer.en
    return {found.group()[1:-1] for found in _PLACEHOLDER.finditer(words)}


def _fillable(root: Path, *, on: date) -> set[str]:
    fees = {f"tariff:{t.key}" for t in tariff_history(root) if t.valid_from <= on}
    return fees | _lines(root).keys()


def _lines(root: Path) -> dict[str, Both]:
    return {
        f"hotline:{line.key}": Both(id=line.number, en=line.number)
        for line in written_hotlines(root)
    }


def _filled(card: Card, fillings: dict[str, Both]) -> Card:
    def filler(language: str) -> Callable[[re.Match[str]], str]:
        return lambda found: fillings[found.group()[1:-1]].to(language)

    answer = Both(
        id=_PLACEHOLDER.sub(filler("id"), card.answer.id),
        en=_PLACEHOLDER.sub(filler("en"), card.answer.en),
    )
    return replace(card, answer=answer)
