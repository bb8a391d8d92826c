"""Write to the ledger: the event, and the jobs that must follow it, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from pimpasa.base.rows import insert_all
from pimpasa.ledger import followups
from pimpasa.ledger.models import Chain, Event
from pimpasa.ledger.rules import START, Link, canonical, hash_of

_CHAIN_LOCK = 0x70696D70  # one advisory lock for both chains, so that two can never cross


@dataclass(frozen=True)
class Note:
    """One thing that happened, before it has its place in a chain.

    `details` hold ids, codes and counts, never words or contacts.
    """

    name: str
    subject: UUID
    on: date
    at: datetime | None = None  # officers' acts only
    actor: UUID | None = None
    details: dict[str, object] = field(default_factory=dict)


def record(
    name: str, *, subject: UUID, on: date, actor: UUID | None = None, **details: Any
) -> Event:
    """Note what came from the community or the clock; only the day is kept.

    Call it inside the transaction that did it, as the last write. Raises RuntimeError outside a
    transaction.
    """
    return record_all([Note(name, subject, on, actor=actor, details=details)])[0]


def record_all(notes: Sequence[Note]) -> list[Event]:
    """Like `record`, for many at once, in their order."""
    return _append(Chain.STREET, notes)


def record_act(
    name: str, *, subject: UUID, actor: UUID, at: datetime, on: date | None = None, **details: Any
) -> Event:
    """Note what an officer did, to the second. Otherwise like `record`."""
    note = Note(name, subject, on or at.date(), at, actor, details)
    return _append(Chain.DESK, [note])[0]


def _append(chain: Chain, notes: Sequence[Note]) -> list[Event]:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is written in the transaction that did it")
    happened = [(note.name, note.subject, note.on) for note in notes]
    followups.owe(happened)
    _wait_for_the_chain()
    position, previous = _end_of(chain)
    events = []
    for note in notes:
        event = _event(chain, note, position=position + 1, previous=previous)
        events.append(event)
        position, previous = event.position, event.hash
    insert_all(events)
    followups.do_at_once(happened)
    return events


def _end_of(chain: Chain) -> tuple[int, str]:
    """Position and hash of the last event. Asked by every act there is, so not through models."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, hash FROM ledger_event WHERE chain = %s "
            "ORDER BY position DESC LIMIT 1",
            [chain.value],
        )
        return cursor.fetchone() or (0, START)


def _event(chain: Chain, note: Note, *, position: int, previous: str) -> Event:
    link = Link(
        chain=chain.value,
        position=position,
        name=note.name,
        subject=str(note.subject),
        actor=str(note.actor) if note.actor else None,
        on=note.on.isoformat(),
        at=note.at.astimezone(UTC).isoformat() if note.at else None,
        details=canonical(note.details),
        previous=previous,
    )
    return Event(
        chain=chain,
        position=position,
        name=note.name,
        subject=note.subject,
        actor=note.actor,
        happened_on=note.on,
        happened_at=note.at,
        details=link.details,
        previous=previous,
        hash=hash_of(link),
    )


def _wait_for_the_chain() -> None:
    """One writer at a time. SQLite has only one; PostgreSQL waits here until the other commits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
