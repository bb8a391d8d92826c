"""What telling back could betray, and what is counted in which period: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class Danger(StrEnum):
    """What an answer about an outcome could betray to whoever reads over a shoulder."""

    PHONE = "PHONE"
    HOUR = "HOUR"
    OFFICER = "OFFICER"
    HANDLE = "HANDLE"


def dangers(words: str, *, officers: Iterable[str]) -> frozenset[Danger]:
    """Which dangers stand in words that are to be told back; names are looked for as wholes."""
    found = set()
    if _PHONE.search(words):
        found.add(Danger.PHONE)
    if _HOUR.search(words):
        found.add(Danger.HOUR)
    if _holds_one(words, officers):
        found.add(Danger.OFFICER)
    if _HANDLE.search(words):
        found.add(Danger.HANDLE)
    return frozenset(found)


def quarter_before(day: date) -> tuple[date, date]:
    """The last quarter that is over: its first day and the first day after it.

    Only whole quarters are published: two tables that overlap could be subtracted.
    """
    after = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = after - timedelta(days=1)
    return date(last.year, last.month - 2, 1), after


_PHONE = re.compile(r"(?<!\d)(?:\+62|62|0)8[\d .-]{7,13}\d")
_HOUR = re.compile(r"\b(?:jam|pukul|pkl|at)\.? ?\d{1,2}\b|\b\d{1,2}[.:]\d{2}\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w{3,}|https?://|www\.", re.IGNORECASE)
_LEAST = 3  # letters of a name worth looking for


def _holds_one(words: str, names: Iterable[str]) -> bool:
    said = f" {_letters(words)} "
    wanted = {_letters(name) for name in names if len(name.strip()) >= _LEAST}
    return any(name and f" {name} " in said for name in wanted)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
