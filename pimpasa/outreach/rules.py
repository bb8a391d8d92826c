"""Who came, in bands that point to nobody; what a profile may not say: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

SEXES = ("F", "M")
AGES = ("0-17", "18-25", "26-45", "46+")
BANDS = tuple(f"{sex}.{age}" for sex in SEXES for age in AGES)
COMPANIONS = ("BHABINKAMTIBMAS", "BABINSA", "KAWAN_PMI", "VILLAGE_STAFF", "OTHER_AGENCY")
MOMENTS = ("BEFORE", "AFTER", "LATER")
RECORDS = ("PROBLEM", "AGREEMENT", "VOLUNTEERS", "REQUEST")
LATER = timedelta(days=84)  # three months, less a week for whoever comes a little early
MOST = 5_000  # people at one talk; more is a slip of the hand


def attendance(audience: Mapping[str, int]) -> int:
    """How many people came. Raises ValueError for an unknown band or an impossible number."""
    unknown = set(audience) - set(BANDS)
    if unknown:
        raise ValueError(f"no such band: {', '.join(sorted(unknown))}")
    if any(count < 0 for count in audience.values()) or sum(audience.values()) > MOST:
        raise ValueError(f"an audience is 0 to {MOST} people")
    return sum(audience.values())


@dataclass(frozen=True)
class Barred:
    """A word that marks a group of people, and what it may harmlessly be part of."""

    word: str
    but: tuple[str, ...] = ()


def marks_people(text: str, barred: Iterable[Barred]) -> str:
    """The first word in the text that names a protected trait or one person; else nothing.

    A number of sixteen digits is an identity number: no profile of a village needs one.
    """
    said = text.casefold()
    if number := re.search(r"(?<!\d)\d{16}(?!\d)", re.sub(r"(?<=\d)[ .-](?=\d)", "", said)):
        return number.group()
    for entry in barred:
        rest = said
        for harmless in entry.but:
            rest = rest.replace(harmless, " ")
        if re.search(rf"\b{re.escape(entry.word)}(?:nya)?\b", rest):
            return entry.word
    return ""
