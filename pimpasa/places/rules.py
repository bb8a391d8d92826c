"""What a place code and a place name say by themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, takewhile
from uuid import UUID

LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}  # by length of the code
ANY_VILLAGE = "00.00.00.0000"  # the shape of a whole code

# The spelling before 1972 and after it. Source: Keppres 57/1972, Ejaan yang Disempurnakan.
_OLD_SPELLING = (("oe", "u"), ("tj", "c"), ("dj", "j"), ("nj", "ny"), ("sj", "sy"))
_NUMERALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}


@dataclass(frozen=True)
class Decree:
    """The paper by which an office makes a village a fostered one."""

    number: str
    office: UUID
    since: date
    tags: tuple[str, ...] = ()  # border, coast, Desa Migran EMAS: a village may be several


@dataclass(frozen=True)
class Elsewhere:
    """From where words that are meant for another office come to one: codes of regencies.

    `everywhere_but` counts for the office that takes such words; `own` are those it reads about
    itself, because no other office is named.
    """

    everywhere_but: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


NOWHERE = Elsewhere()


@dataclass(frozen=True)
class Fostered:
    """Which fostered villages somebody looks for; empty means all."""

    office: UUID | None = None
    tag: str = ""
    area: str = ""  # code of a province, a regency or a district
    text: str = ""


def is_code(text: str) -> bool:
    """True for the code of a place at any level, such as 32.12 or 32.12.11.2011."""
    shape = re.sub(r"\d", "0", text)
    return len(text) in LEVELS and ANY_VILLAGE.startswith(shape)


def parent_of(code: str) -> str:
    """The code of the place around this one; the empty text around a province."""
    return code.rpartition(".")[0]


def place_around(codes: Sequence[str]) -> str:
    """The code of the smallest place that holds all these; the empty text for the nation."""
    groups = zip(*(code.split(".") for code in codes), strict=False)
    return ".".join(group[0] for group in takewhile(lambda group: len(set(group)) == 1, groups))


def words_of(name: str) -> list[str]:
    """The words of a name, in one spelling: small letters, no accents, new spelling, 2 for II."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['`’]", "", plain))
    return [_NUMERALS.get(word, _respelled(word)) for word in words]


def key_of(name: str) -> str:
    """The name as it is compared: `Sido Mulyo`, `SIDOMULYO` and `Sidomoeljo` share most of it."""
    return "".join(words_of(name))


def _respelled(word: str) -> str:
    for old, new in _OLD_SPELLING:
        word = word.replace(old, new)
    return word


def runs_of(prefixes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """First and last village that may lie in each run of places that follow one another.

    All that offices serve are five hundred regencies, but few runs: 32.01 to 32.18, 32.71 to 32.79.
    Raises ValueError for what is no whole code.
    """
    numbered = enumerate(sorted(prefixes, key=lambda code: (len(code), code)))
    for _run, places in groupby(numbered, key=lambda one: _place_in_a_run(*one)):
        codes = [code for _number, code in places]
        rest = ANY_VILLAGE[len(codes[0]) :]
        yield codes[0] + rest, codes[-1] + rest.replace("0", "9")


def _place_in_a_run(number: int, code: str) -> tuple[str, int]:
    """The same for neighbours in an ordered list whose numbers follow one another."""
    if len(code) not in LEVELS:
        raise ValueError(f"no code of a place: {code}")
    return code[:-2], int(code[-2:]) - number
