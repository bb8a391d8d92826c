"""What a warning must not say: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

LONGEST_ECHO = 4  # words in a row that may also stand in somebody's report

_CONTACT = re.compile(
    r"@\w{3,}|https?://|wa\.me|t\.me/|(?:\+|\b0)\d[\d .-]{6,}\d|\b\d{10,}\b", re.IGNORECASE
)
_HOUSEHOLD = re.compile(
    r"\b(?:rt|rw)\s*[./]?\s*\d+|\bgang\s+\w+|\b(?:jalan|jl)\.?\s+\w+\s*(?:no\.?|nomor)\s*\d+",
    re.IGNORECASE,
)


class Flaw(StrEnum):
    """Why a text cannot be a warning."""

    CONTACT = "CONTACT"  # a number, handle or link: it could be the wrong person's
    HOUSEHOLD = "HOUSEHOLD"  # it points to a house
    ECHO = "ECHO"  # it repeats somebody's own words, by which they could be known


def flaws_of(text: str, *, told: Iterable[str], allowed: Iterable[str] = ()) -> frozenset[Flaw]:
    """What stands in the way of this text.

    `told` are the words of the reports behind it; `allowed` public lines (110, 129, a hotline)
    that may be named.
    """
    bare = text
    for line in allowed:
        bare = bare.replace(line, " ")
    found = set()
    if _CONTACT.search(bare):
        found.add(Flaw.CONTACT)
    if _HOUSEHOLD.search(bare):
        found.add(Flaw.HOUSEHOLD)
    if any(_echoes(bare, words) for words in told):
        found.add(Flaw.ECHO)
    return frozenset(found)


def message_for_group(
    *, headline: str, text: str, advice_title: str, advice: str, until: str, address: str
) -> str:
    """What is sent to a group chat: short, whole, with the way to the public page.

    Stars make a line bold in WhatsApp.
    """
    advised = f"*{advice_title}*\n{advice.strip()}"
    parts = (f"*{headline}*", text.strip(), advised, until, address)
    return "\n\n".join(part for part in parts if part)


def _echoes(text: str, words: str) -> bool:
    said = _runs(words, LONGEST_ECHO + 1)
    return not said.isdisjoint(_runs(text, LONGEST_ECHO + 1))


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}
