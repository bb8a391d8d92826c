"""Decisions about words and files, with no database and no clock."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

MOST_LETTERS = 10_000
MOST_BYTES = 5_000_000
MOST_FILES = 5


class Flaw(Enum):
    """Why words cannot be taken as they are."""

    EMPTY = "EMPTY"
    TOO_LONG = "TOO_LONG"
    UNREADABLE = "UNREADABLE"


class Sort(Enum):
    """What a file is, by its first bytes; its name and stated type do not count."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    OGG = "audio/ogg"
    MP4_AUDIO = "audio/mp4"
    MP3 = "audio/mpeg"
    AMR = "audio/amr"
    PDF = "application/pdf"

    @property
    def is_picture(self) -> bool:
        """True for pictures, which are drawn anew so that nothing hides in them."""
        return self.value.startswith("image/")


@dataclass(frozen=True)
class Checked:
    """Words as they will be kept, or what is wrong with them."""

    words: str
    flaw: Flaw | None


def check_words(given: str) -> Checked:
    """Trim and collapse blanks; the words themselves stay untouched.

    Control characters and broken text are a flaw, and `words` is then what is left without them,
    so that the person can look and send again.
    """
    clean = _BROKEN.sub("", given.replace("\r\n", "\n").replace("\r", "\n"))
    words = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\f\v]+", " ", clean)).strip()
    if len(clean) != len(given.replace("\r\n", "\n")):
        return Checked(words, Flaw.UNREADABLE)
    if not any(unicodedata.category(c)[0] in "LNSP" for c in words):
        return Checked(words, Flaw.EMPTY)
    return Checked(words, Flaw.TOO_LONG if len(words) > MOST_LETTERS else None)


def sort_of(content: bytes) -> Sort | None:
    """What these bytes are, or None when they are nothing we take."""
    for sort, offset, mark in _MARKS:
        if content[offset : offset + len(mark)] == mark:
            return sort
    if content[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return Sort.MP3
    return None


def names_a_phone(words: str) -> bool:
    """True when an Indonesian mobile number appears, so that we can warn before it is sent."""
    return bool(_PHONE.search(words))


# Control characters but tab and line feed, halves of characters, and what stood for neither.
_BROKEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_PHONE = re.compile(r"(?<!\d)(?:\+62|62|0)8[\d .-]{7,13}\d")
_MARKS = (
    (Sort.JPEG, 0, b"\xff\xd8\xff"),
    (Sort.PNG, 0, b"\x89PNG\r\n\x1a\n"),
    (Sort.WEBP, 8, b"WEBP"),
    (Sort.OGG, 0, b"OggS"),
    (Sort.MP4_AUDIO, 4, b"ftypM4A"),
    (Sort.MP4_AUDIO, 4, b"ftypmp42"),
    (Sort.MP4_AUDIO, 4, b"ftypisom"),
    (Sort.MP3, 0, b"ID3"),
    (Sort.AMR, 0, b"#!AMR"),
    (Sort.PDF, 0, b"%PDF-"),
)
