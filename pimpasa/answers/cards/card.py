"""The approved answers: what villagers ask, what we say, on what law, and until when."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pimpasa.answers.cards.fillings import fees_and_numbers, filled, refuse_unfillable
from pimpasa.base.content import BrokenContent, content_root
from pimpasa.base.entries import Both, file_entry

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
    root = content_root()
    fillings = fees_and_numbers(root, on=on)
    in_force = (card for card in written_cards(root) if card.valid_from <= on)
    return tuple(replace(card, answer=filled(card.answer, fillings)) for card in in_force)


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
    refuse_unfillable(card.answer, root=root, since=card.valid_from, where=card.slug)
    return card
