"""Reads an exported or pasted WhatsApp chat: days and words, and senders only to be hashed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date

MOST_BYTES = 8_000_000  # of text; a year of a busy village group is about a tenth of that

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202c\u202f\ufeff"), " ")
_HEAD = re.compile(
    r"^ ?\[?(?P<first>\d{1,4})[/.-](?P<second>\d{1,2})[/.-](?P<third>\d{2,4}),? +"
    r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[AaPp][. ]?[Mm]\.?)?(?:\] ?| ?[-–] )(?P<rest>.*)$"
)
_SAID = re.compile(r"^(?P<sender>[^:]{1,80}): (?P<words>.*)$")
_LEFT_OUT = re.compile(
    r"^<?(media|gambar|foto|video|audio|stiker|sticker|image|dokumen|document|GIF)\b.{0,30}"
    r"(omitted|tidak disertakan|dihapus)\.?>?$|^(Pesan ini dihapus|This message was deleted)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ChatMessage:
    """One message of a chat. The sender is a name or number as written, and is never kept so."""

    on: date
    sender: str
    words: str


# What Python's zipfile says of damaged or locked files; ValueError for places before their begin.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)


class NoChat(ValueError):
    """The text has no line that looks like a WhatsApp message."""


def text_of_export(content: bytes) -> str:
    """The chat in an exported file: the text itself, or the one text file in a ZIP.

    Photos and voice notes in a ZIP are left where they are. Raises NoChat.
    """
    if content[:4] == b"PK\x03\x04":
        content = _unpacked(content)
    if len(content) > MOST_BYTES:
        raise NoChat
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise NoChat from broken


def _unpacked(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            texts = [m for m in packed.infolist() if m.filename.lower().endswith(".txt")]
            if len(texts) != 1:
                raise NoChat
            with packed.open(texts[0]) as text:
                return text.read(MOST_BYTES + 1)  # what the ZIP says of its size is not believed
    except _DAMAGED as broken:
        raise NoChat from broken


def read_chat(text: str) -> list[ChatMessage]:
    """The messages of a chat in order, without hours, notices and left-out media.

    Takes the export of Android and iPhone, in Indonesian and English, with 12- or 24-hour clocks.
    Day and month are told apart by the first date that leaves no doubt; else the day comes first,
    as in Indonesia. Raises NoChat.
    """
    lines = [line.translate(_MARKS).rstrip() for line in text.splitlines()]
    heads = [_HEAD.match(line) for line in lines]
    dates = [m.group("first", "second", "third") for m in heads if m]
    if not dates:
        raise NoChat
    month_first = _month_comes_first(dates)
    entries: list[tuple[date, list[str]]] = []
    for line, head in zip(lines, heads, strict=True):
        if head:
            day = _day(head.group("first", "second", "third"), month_first=month_first)
            entries.append((day, [head["rest"]]))
        elif entries:
            entries[-1][1].append(line)
    return [said for on, pieces in entries if (said := _said(on, "\n".join(pieces)))]


def _said(on: date, entry: str) -> ChatMessage | None:
    first, *more = entry.split("\n")
    said = _SAID.match(first)
    if said is None:  # "Ratna added Budi": a notice, not a message
        return None
    words = "\n".join([said["words"].strip(), *more]).strip()
    if not words or _LEFT_OUT.match(words):
        return None
    return ChatMessage(on, said["sender"].strip(" ~"), words)


def _month_comes_first(dates: list[tuple[str | None, ...]]) -> bool:
    for first, second, _ in dates:
        if int(first or 0) > 12:
            return False
        if int(second or 0) > 12:
            return True
    return False


def _day(parts: tuple[str | None, ...], *, month_first: bool) -> date:
    first, second, third = (int(part or 0) for part in parts)
    year = third + 2000 if third < 100 else third
    day, month = (second, first) if month_first else (first, second)
    try:
        # A four-digit year stands first only where nothing else can: 2024-11-05.
        return date(first, second, third) if first > 31 else date(year, month, day)
    except ValueError as impossible:
        raise NoChat from impossible
