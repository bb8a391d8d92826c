"""Whether words name somebody, by name or by phone number: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

LEAST_LETTERS = 3  # of a name; a shorter one would be found in everything
LEAST_DIGITS = 8  # of a phone number, from its end: 0812 and +62812 are the same


def names_one(words: str, names: Iterable[str]) -> bool:
    """True when the words hold one of these names or phone numbers, however they are written."""
    said = f" {_letters(words)} "
    numbers = {_ending(number) for number in _NUMBER.findall(words)}
    for name in names:
        if len(name.strip()) < LEAST_LETTERS:
            continue
        if _NUMBER.fullmatch(name.strip()):
            if _ending(name) in numbers:
                return True
        elif (plain := _letters(name)) and f" {plain} " in said:
            return True
    return False


def without_greeting(words: str, name: str) -> str:
    """The words without a greeting that calls somebody by this name: who is asked is not accused.

    Only a greeting at the very beginning is one: `Assalamualaikum Bu Ratna, ...`.
    """
    called = re.escape(name.strip())
    greeting = rf"\s*(?:{_HELLO}[\s,.!]+)*(?:{_TITLE}\.?\s+)?{called}\s*[,.!:;\n]"
    found = re.match(greeting, words, flags=re.IGNORECASE)
    return words[found.end() :] if found else words


_NUMBER = re.compile(r"\+?\d[\d ().-]{6,}\d")
_HELLO = (
    r"(?:selamat\s+\w+|ass?alamu\S*(?:\s+wr\.?\s*wb)?|halo|hai|permisi|maaf"
    r"|(?:mau|numpang|izin)\s+tanya|tanya|yth|kepada|dear|hello|hi)"
)
_TITLE = r"(?:pak|bu|ibu|bapak|mas|mbak|kak|bang|mr|mrs|ms)"


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _ending(number: str) -> str:
    return re.sub(r"\D", "", number)[-LEAST_DIGITS:]
