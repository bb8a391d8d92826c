"""How one event is bound to the one before it: pure arithmetic over plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

START = "0" * 64


@dataclass(frozen=True)
class Link:
    """One event as it is hashed. Days and moments are ISO text, ids are text."""

    chain: str
    position: int  # 1, 2, 3, ... without gaps
    name: str
    subject: str
    actor: str | None
    on: str
    at: str | None
    details: str  # canonical JSON
    previous: str  # hash of the link before, 64 hex digits


@dataclass(frozen=True)
class Break:
    """The first link that does not hold, and why."""

    chain: str
    position: int
    reason: str


def canonical(details: dict[str, object]) -> str:
    """JSON that is the same for the same content: sorted keys, no spare blanks."""
    return json.dumps(details, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(link: Link) -> str:
    """SHA-256 over all that the link says, the previous hash included (64 hex digits)."""
    return sha256(canonical(vars(link)).encode()).hexdigest()


def first_break(links: Iterable[tuple[Link, str]]) -> Break | None:
    """Walk one chain in order of position, each link with its stored hash; None when all holds."""
    for expected, previous, link, stored in _walk(links):
        if link.position != expected:
            return Break(link.chain, expected, "missing")
        if link.previous != previous:
            return Break(link.chain, link.position, "does not follow the one before")
        if hash_of(link) != stored:
            return Break(link.chain, link.position, "changed after it was written")
    return None


def _walk(links: Iterable[tuple[Link, str]]) -> Iterator[tuple[int, str, Link, str]]:
    previous = START
    for expected, (link, stored) in enumerate(links, start=1):
        yield expected, previous, link, stored
        previous = stored
