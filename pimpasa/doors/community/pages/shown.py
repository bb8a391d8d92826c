"""Facts as a page shows them: in the reader's language, with their source and their age."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.answers.cards import Card, Hotline

TOPICS = {
    "passport": _("Passports"),
    "work_legal": _("Working abroad, the official way"),
    "illegal_place": _("Offers and brokers that break the rules"),
    "tppo": _("People who are deceived, locked in or forced"),
    "online_scam": _("Online scam and gambling work"),
    "debt_bond": _("Debts and wages"),
    "stranded": _("In trouble abroad"),
    "tppm": _("Taken across the border in secret"),
    "doc_fraud": _("False papers"),
    "marriage_adopt": _("Marriage and children across borders"),
    "umrah_haji": _("Umrah and hajj"),
    "foreigner": _("Foreigners in the village"),
    "other": _("Other matters"),
}


def spoken() -> str:
    """The language of the page that is being made."""
    return get_language() or "id"


def shown_card(card: Card) -> dict[str, Any]:
    """An answer, with what it rests on and what in it is still to be checked."""
    language = spoken()
    return {
        "slug": card.slug,
        "question": card.question.to(language),
        "answer": card.answer.to(language),
        "basis": card.basis,
        "sources": card.sources,
        "valid_from": card.valid_from,
        "review_on": card.review_on,
        "to_check": card.to_check.to(language) if card.to_check else "",
        "verified": card.verified,
    }


def shown_line(line: Hotline) -> dict[str, Any]:
    """A line to call, as a person reads it and as a phone dials it."""
    language = spoken()
    return {
        "key": line.key,
        "name": line.name.to(language),
        "number": line.number,
        "address": line.address,
        "use": line.use.to(language),
        "when": line.when.to(language),
        "verified": line.verified,
    }
