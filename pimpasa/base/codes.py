"""Receipt codes: random, made of syllables that any Indonesian can read aloud, and slip-proof."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from enum import Enum

CONSONANTS = "bcdghjklmnprstwy"
VOWELS = "aiou"
SYLLABLES = tuple(c + v for c in CONSONANTS for v in VOWELS)  # 64: six bits each
RANDOM_SYLLABLES = 14  # 84 random bits
CHECK_PRIME = 4093  # below 64 * 64, so two syllables hold the check
CODE_SYLLABLES = RANDOM_SYLLABLES + 2
_NUMBER = {syllable: number for number, syllable in enumerate(SYLLABLES)}
_BETWEEN = re.compile(r"[\s\-_.,;:/]+")


class SlipKind(Enum):
    """What is wrong with a code as it was typed, as far as the code itself tells."""

    NOTHING = "NOTHING"  # nothing was typed
    WORD = "WORD"  # one word cannot be a word of any code
    COUNT = "COUNT"  # all words can be, but they are not eight
    MIXED = "MIXED"  # eight words, but their check does not hold


@dataclass(frozen=True)
class Slip:
    """A slip of whoever typed a code; no code that was ever given out is needed to see it."""

    kind: SlipKind
    number: int = 0  # which word (from 1) for WORD, how many there are for COUNT


def new_code() -> str:
    """A fresh code of eight two-syllable words: 84 random bits and a check of 12.

    The check finds every wrong syllable and every two neighbours that changed places: the value
    modulo a prime above 64 differs for each of them.
    """
    number = secrets.randbits(6 * RANDOM_SYLLABLES)
    return _words(_digits(number, RANDOM_SYLLABLES) + _digits(number % CHECK_PRIME, 2))


def read_code(typed: str) -> str | None:
    """The code a person meant, in its one written form, or None when it has a slip.

    Capitals, spaces, dashes, dots and line breaks do not matter.
    """
    letters = _BETWEEN.sub("", typed[:200]).casefold()
    syllables = [letters[i : i + 2] for i in range(0, len(letters), 2)]
    if len(syllables) != CODE_SYLLABLES or any(s not in _NUMBER for s in syllables):
        return None
    digits = [_NUMBER[s] for s in syllables]
    number, check = _value(digits[:-2]), _value(digits[-2:])
    return _words(digits) if number % CHECK_PRIME == check else None


def slip_in(typed: str) -> Slip | None:
    """What was mistyped, or None when the code holds together (whether or not we gave it out)."""
    if read_code(typed) is not None:
        return None
    words = [word for word in _BETWEEN.split(typed[:200].casefold()) if word]
    if not words:
        return Slip(SlipKind.NOTHING)
    if len("".join(words)) == 2 * CODE_SYLLABLES:  # cut anywhere, as spaces do not matter
        letters = "".join(words)
        words = [letters[i : i + 4] for i in range(0, len(letters), 4)]
    for place, word in enumerate(words, start=1):
        if len(word) % 4 or any(word[i : i + 2] not in _NUMBER for i in range(0, len(word), 2)):
            return Slip(SlipKind.WORD, place)
    many = sum(len(word) for word in words) // 4
    return Slip(SlipKind.MIXED) if many * 2 == CODE_SYLLABLES else Slip(SlipKind.COUNT, many)


def _digits(number: int, count: int) -> list[int]:
    return [(number >> (6 * place)) & 63 for place in reversed(range(count))]


def _value(digits: list[int]) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + digit
    return value


def _words(digits: list[int]) -> str:
    syllables = [SYLLABLES[digit] for digit in digits]
    pairs = zip(syllables[::2], syllables[1::2], strict=True)
    return " ".join(first + second for first, second in pairs)
