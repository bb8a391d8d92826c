"""Which approved answers fit a person's words: searched in the database, ranked by fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pimpasa.answers import fulltext
from pimpasa.answers.cards import Card, cards
from pimpasa.answers.fulltext import Entry
from pimpasa.answers.models import PublicAnswer
from pimpasa.answers.queries import public_answers
from pimpasa.answers.search.stems import stems


@dataclass(frozen=True)
class Found:
    """What fits, the best first."""

    cards: list[Card]
    public_answers: list[PublicAnswer]


def refresh_index(*, on: date) -> int:
    """Fill the full-text table from today's content; returns how many entries it holds.

    Run at every start, and when a public answer is approved or withdrawn.
    """
    entries = [_card_entry(card) for card in cards(on)]
    entries += [_public_entry(answer) for answer in public_answers()]
    fulltext.replace_all(entries)
    return len(entries)


def suggest(words: str, *, on: date, limit: int = 3) -> Found:
    """Cards and public answers that fit these words. The words are looked up and not kept."""
    keys = fulltext.keys_for(stems(words), limit=limit)
    by_slug = {card.slug: card for card in cards(on)}
    found = [by_slug[slug] for slug in _named(keys, "card") if slug in by_slug]
    given = {str(a.id): a for a in public_answers().filter(id__in=_named(keys, "public"))}
    return Found(found, [given[i] for i in _named(keys, "public") if i in given])


def _named(keys: list[str], kind: str) -> list[str]:
    return [name for head, _, name in (key.partition(":") for key in keys) if head == kind]


def _card_entry(card: Card) -> Entry:
    return Entry(
        key=f"card:{card.slug}",
        question=stems(f"{card.question.id} {card.question.en}"),
        keywords=[stem for keyword in card.keywords for stem in stems(keyword)],
        answer=stems(f"{card.answer.id} {card.answer.en}"),
    )


def _public_entry(answer: PublicAnswer) -> Entry:
    return Entry(f"public:{answer.id}", stems(answer.question), [], stems(answer.answer))
