"""Facts for villagers: answer cards, fees, lines, agencies, countries, warning signs, and words.

Everything here is read once from the folder of facts and checked whole; nothing knows Django or
the clock. A file that says something we cannot use raises `BrokenContent` naming file and field.
"""

from pimpasa.answers.cards.card import TOPICS, Card, card, cards
from pimpasa.answers.cards.directory import Agency, Hotline, agencies, hotline, hotlines
from pimpasa.answers.cards.knowledge import (
    Country,
    RedFlag,
    Term,
    countries,
    glossary,
    red_flags,
)
from pimpasa.answers.cards.tariffs import Tariff, tariffs
from pimpasa.base.entries import Both

__all__ = [
    "TOPICS",
    "Agency",
    "Both",
    "Card",
    "Country",
    "Hotline",
    "RedFlag",
    "Tariff",
    "Term",
    "agencies",
    "card",
    "cards",
    "countries",
    "glossary",
    "hotline",
    "hotlines",
    "red_flags",
    "tariffs",
]
