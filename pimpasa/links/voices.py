"""Who speaks for themselves: words passed on from one to another are one voice. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

SAME = 92.0  # of 100: from here on two texts are one, but for a letter here and there
SHARED = 0.6  # of the runs of the shorter text: from here on the longer one holds it
RUN = 3  # words in a row, which two people hardly choose alike
LEAST = 40  # letters: shorter texts are alike by chance, and are one only when they are equal
MOST = 1500  # letters compared: a chain message is known by its beginning

Key = TypeVar("Key")


def is_passed_on(one: str, other: str) -> bool:
    """True when one text is the other, but for small changes or what somebody wrote around it."""
    first, second = _letters(one), _letters(other)
    if first == second or min(len(first), len(second)) < LEAST:
        return first == second
    mine, theirs = _runs(first), _runs(second)
    if len(mine & theirs) >= SHARED * min(len(mine), len(theirs)):
        return True
    return fuzz.ratio(first, second, score_cutoff=SAME) > 0


def voice_of(words: str, heard: Iterable[tuple[Key, str]]) -> Key | None:
    """Whose words these are, among those heard before (key, words); None: nobody's yet."""
    return next((key for key, text in heard if is_passed_on(words, text)), None)


def voices(texts: Mapping[Key, str]) -> dict[Key, Key]:
    """For each text the first that it repeats, or itself."""
    firsts: dict[Key, str] = {}
    exact: dict[str, Key] = {}
    found: dict[Key, Key] = {}
    for key, words in texts.items():
        letters = _letters(words)
        voice = exact.get(letters)
        if voice is None:
            said = voice_of(words, firsts.items())
            voice = exact[letters] = key if said is None else said
        found[key] = voice
        if voice == key:
            firsts[key] = words
    return found


def are_independent(heard: Sequence[tuple[str, object]]) -> bool:
    """True when two voices spoke in two villages, each of (village, voice) for itself.

    Ten villages that pass on one text are one voice, and one village with ten voices is one place.
    """
    placed = {(village, voice) for village, voice in heard if village}
    return len({one for one, _ in placed}) > 1 and len({voice for _, voice in placed}) > 1


def _letters(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()[:MOST]


def _runs(letters: str) -> frozenset[str]:
    """All runs of so many words in a row."""
    words = letters.split()
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1)))
