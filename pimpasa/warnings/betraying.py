"""What in a text could point to a person or a house: pure.

It looks for what is written down somewhere, not for what could be meant: two people read the
text all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST_ECHO = 4  # words in a row that may also stand in somebody's report


class Flaw(StrEnum):
    """Why a text cannot be a warning."""

    CONTACT = "CONTACT"  # a number, handle or link: it could be the wrong person's
    HOUSEHOLD = "HOUSEHOLD"  # it points to a house
    NAME = "NAME"  # it names somebody who told, or of whom was told
    SPOT = "SPOT"  # it names a spot in the village that somebody told of
    ECHO = "ECHO"  # it repeats somebody's own words, by which they could be known


@dataclass(frozen=True)
class Betrayal:
    """A flaw, and the words of the text in which it lies."""

    flaw: Flaw
    words: str


def flaws_of(text: str, *, told: Iterable[str], allowed: Iterable[str] = ()) -> frozenset[Flaw]:
    """What kinds of flaw stand in the way of this text."""
    return frozenset(one.flaw for one in betrayals(text, told=told, allowed=allowed))


def betrayals(
    text: str, *, told: Iterable[str], allowed: Iterable[str] = ()
) -> tuple[Betrayal, ...]:
    """What stands in the way of this text, in the order of its kinds, each place once.

    `told` are the words of the reports behind it; `allowed` what may be named all the same: public
    lines (110, 129, a hotline), names of places the warning is for.
    """
    bare = text
    for line in allowed:
        bare = re.sub(rf"(?<!\w){re.escape(line)}(?!\w)", " ", bare, flags=re.IGNORECASE)
    found = [Betrayal(Flaw.CONTACT, m.group()) for m in _CONTACT.finditer(bare)]
    found += [Betrayal(Flaw.HOUSEHOLD, m.group()) for m in _HOUSEHOLD.finditer(bare)]
    for words in told:
        found += [Betrayal(Flaw.NAME, one) for one in _shared(bare, _names(words))]
        found += [Betrayal(Flaw.SPOT, one) for one in _shared(bare, _spots(words))]
        found += [Betrayal(Flaw.ECHO, one) for one in _echoes(bare, words)]
    order = list(Flaw)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: order.index(one.flaw)))


_CONTACT = re.compile(
    r"@\w{3,}|https?://\S*|\bwww\.\S+|\bwa\.me\S*|\bt\.me/\S*|(?:\+|\b0)\d[\d .-]{6,}\d|\b\d{10,}\b"
    r"|\b\d{16}\b|\b\d{4}(?:[ .-]\d{4}){2,}\b",
    re.IGNORECASE,
)
_HOUSEHOLD = re.compile(
    r"\b(?:rt|rw)\s*[./]?\s*\d+|\b(?:gang|gg)\.?\s+\w+|\b(?:jalan|jl)\.?\s+\w+\s*(?:no\.?|nomor)\s*\d+"
    r"|\b(?:sebelah|samping|depan|belakang|seberang|dekat)\s+(?:rumah|warung|masjid|musala|mushola|toko"
    r"|sekolah|pos ronda|makam)\b"
    r"|\brumah\s+(?:pak|bu|ibu|bapak|haji|hj)\b|\b(?:next to|behind|opposite|in front of) the "
    r"(?:house|mosque|shop|school|stall)\b|-?\d{1,2}[.,]\d{3,}\s*[,;]\s*\d{2,3}[.,]\d{3,}",
    re.IGNORECASE,
)
# Whoever is named is mostly named so; a capital alone tells nothing in hurried words.
_CALLED = re.compile(
    r"\b(?:(?:pak|bapak|bu|ibu|mas|mbak|mba|bang|kak|haji|hj|ustaz|ustadz|om|tante|teh|kang"
    r"|bernama|namanya|nama saya|inisial|a\.n\.?|an\.)\s+)+([a-z][a-z']{2,})",
    re.IGNORECASE,
)
_SPOT = re.compile(
    r"\b(?:dusun|dukuh|blok|kampung|kp\.?|gang|gg\.?|perum|perumahan|jalan|jl\.?|warung|toko"
    r"|masjid|musala|mushola|pesantren|ponpes|sdn?|smpn?|smkn?|sman?|salon|bengkel|konter)\s+"
    r"(?!(?:yang|di|ke|dan|itu|ini|saya|kami|kita|ada|sudah|untuk|dengan|agar|atau|juga"
    r"|halaman|keluar|pintas|tikus|darat|laut|resmi|belakang|online)\b)"
    r"[a-z0-9][\w']*(?:\s+(?-i:[A-Z])[\w']+)?",
    re.IGNORECASE,
)
# What follows a title without being a name: kin, offices, and words of every day.
_NO_NAMES = frozenset(
    (
        "saya kami kita dia mereka itu ini yang dan dari guru kades lurah camat polisi petugas "
        "imigrasi desa kepala sekdes bidan dokter tolong mau ada sudah tidak minta tanya apa kalau "
        "bisa ibu bapak anak kandung saudara tetangga calo agen sponsor orang buat untuk dengan "
        "kerja pimpasa"
    ).split()
)


def _names(words: str) -> Iterator[str]:
    for match in _CALLED.finditer(words):
        if match.group(1).lower() not in _NO_NAMES:
            yield match.group(1)


def _spots(words: str) -> Iterator[str]:
    yield from (match.group() for match in _SPOT.finditer(words))


def _shared(text: str, told: Iterable[str]) -> Iterator[str]:
    for one in told:
        plain = r"\W+".join(re.escape(part) for part in re.findall(r"\w+", one))
        if match := re.search(rf"(?<!\w){plain}(?!\w)", text, re.IGNORECASE):
            yield match.group()


def _echoes(text: str, words: str) -> Iterator[str]:
    said = set(_runs(words, LONGEST_ECHO + 1))
    for run in _runs(text, LONGEST_ECHO + 1):
        if run in said:
            yield " ".join(run)
            return


def _runs(text: str, length: int) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return [tuple(words[n : n + length]) for n in range(len(words) - length + 1)]
