"""What holds of certificates on a day, when to remind, and what is signed: pure."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

REMIND_BEFORE = (90, 30, 7)  # days before a certificate ends
MARK = "PIMPASA1"


class State(StrEnum):
    """Where an officer stands in a course on a day."""

    IN_FORCE = "IN_FORCE"
    ENDS_SOON = "ENDS_SOON"
    SPARED = "SPARED"  # no certificate in force, but an exception for some days
    LAPSED = "LAPSED"
    REVOKED = "REVOKED"
    NEVER = "NEVER"


@dataclass(frozen=True)
class Held:
    """One certificate as far as it decides what holds. The last day is the one before the end."""

    issued_on: date
    expires_on: date
    revoked_on: date | None = None

    def holds(self, on: date) -> bool:
        """True on the days between issue and end, unless it was taken back by then."""
        is_revoked = self.revoked_on is not None and self.revoked_on <= on
        return self.issued_on <= on < self.expires_on and not is_revoked


@dataclass(frozen=True)
class Statement:
    """What a certificate says, and what is signed."""

    id: UUID
    name: str
    course: str
    issued_on: date
    expires_on: date

    @property
    def last_day(self) -> date:
        """The last day it holds, unless it is taken back."""
        return self.expires_on - timedelta(days=1)

    def canonical(self) -> bytes:
        """The bytes that are signed: the same for the same content."""
        said = {
            "course": self.course,
            "expires": self.expires_on.isoformat(),
            "id": str(self.id),
            "issued": self.issued_on.isoformat(),
            "name": self.name,
        }
        return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def state_of(certificates: Iterable[Held], *, spared: bool, on: date) -> State:
    """The best that holds on a day: a certificate, else an exception, else why there is none."""
    held = list(certificates)
    ends = [one.expires_on for one in held if one.holds(on)]
    if ends:
        return State.ENDS_SOON if (max(ends) - on).days <= REMIND_BEFORE[0] else State.IN_FORCE
    if spared:
        return State.SPARED
    if not held:
        return State.NEVER
    latest = max(held, key=lambda one: one.issued_on)
    return State.REVOKED if latest.revoked_on else State.LAPSED


def reminder_due(expires_on: date, *, on: date, told: Iterable[int]) -> int | None:
    """The reminder (90, 30 or 7 days) that is due and was not given; only the closest one.

    A reminder that was slept through is not sent late beside a closer one.
    """
    left = (expires_on - on).days
    reached = [days for days in REMIND_BEFORE if 0 < left <= days]
    if not reached or min(reached) >= min(told, default=REMIND_BEFORE[0] + 1):
        return None
    return min(reached)


def pack(statement: bytes, signature: bytes) -> str:
    """A statement and its signature as one word of a QR code."""
    return f"{MARK}.{_word(statement)}.{_word(signature)}"


def unpack(text: str) -> tuple[bytes, bytes]:
    """The statement and the signature in what a QR code held. Raises ValueError."""
    mark, said, signature = text.strip().rpartition("#")[2].split(".")
    if mark != MARK:
        raise ValueError("not a certificate of Pimpasa")
    return _bytes(said), _bytes(signature)


def read_statement(said: bytes) -> Statement:
    """A statement from the bytes that were signed. Raises ValueError when it is none."""
    try:
        given = json.loads(said)
        return Statement(
            id=UUID(given["id"]),
            name=str(given["name"]),
            course=str(given["course"]),
            issued_on=date.fromisoformat(given["issued"]),
            expires_on=date.fromisoformat(given["expires"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ValueError("not a statement") from fault


def read_shown(text: str) -> tuple[UUID, bytes, bytes]:
    """Of which certificate a code or an Open Badge is, what was signed, and the signature.

    Nothing of it is true before the signature was checked with a key that one knows: the key that
    an Open Badge carries along proves nothing. Raises ValueError for what is neither.
    """
    if MARK in text:
        said, signature = unpack(text)
        return read_statement(said).id, said, signature
    head, body, last = text.strip().split(".")
    try:
        number = UUID(json.loads(_bytes(body))["sub"])
    except (KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ValueError("not an Open Badge") from fault
    return number, f"{head}.{body}".encode(), _bytes(last)


def _word(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(word: str) -> bytes:
    return urlsafe_b64decode(word + "=" * (-len(word) % 4))
