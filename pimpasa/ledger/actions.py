"""Write to the ledger: the event, and the jobs that must follow it, in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.ledger import followups
from pimpasa.ledger.models import Chain, Event
from pimpasa.ledger.queries import parked_jobs
from pimpasa.ledger.rules import START, Link, canonical, hash_of

_CHAIN_LOCK = 0x70696D70  # one advisory lock for both chains, so that two can never cross


def record(
    name: str, *, subject: UUID, on: date, actor: UUID | None = None, **details: Any
) -> Event:
    """Note what came from the community or the clock; only the day is kept.

    Call it inside the transaction that did it, as the last write. `details` hold ids, codes and
    counts, never words or contacts. Raises RuntimeError outside a transaction.
    """
    return _append(Chain.STREET, name, subject=subject, on=on, at=None, actor=actor, **details)


def record_act(
    name: str, *, subject: UUID, actor: UUID, at: datetime, on: date | None = None, **details: Any
) -> Event:
    """Note what an officer did, to the second. Otherwise like `record`."""
    day = on or at.date()
    return _append(Chain.DESK, name, subject=subject, on=day, at=at, actor=actor, **details)


class NotParked(NotThere):
    """There is no such follow-up, or it is not parked any more."""

    reason = _("This follow-up is not parked any more.")


@transaction.atomic
def retry_parked(job_id: UUID, *, actor: UUID, now: datetime) -> None:
    """Let a parked follow-up run again, and note who asked. Raises NotParked."""
    job = parked_jobs().filter(id=job_id).only("task_path").first()
    if job is None or not followups.retry(job.id):
        raise NotParked
    step = job.task_path.rpartition(".")[2]
    record_act("ledger.follow_up_retried", subject=job.id, actor=actor, at=now, step=step)


def retry_all_parked(*, actor: UUID, now: datetime) -> int:
    """Let everything that is parked run again; returns how many follow-ups that were."""
    waiting = list(parked_jobs().values_list("id", flat=True))
    for job_id in waiting:
        retry_parked(job_id, actor=actor, now=now)
    return len(waiting)


def _append(
    chain: Chain,
    name: str,
    *,
    subject: UUID,
    on: date,
    at: datetime | None,
    actor: UUID | None,
    **details: Any,
) -> Event:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is written in the transaction that did it")
    followups.owe(name, subject=subject, on=on)
    _wait_for_the_chain()
    last = Event.objects.filter(chain=chain).order_by("-position").first()
    link = Link(
        chain=chain.value,
        position=last.position + 1 if last else 1,
        name=name,
        subject=str(subject),
        actor=str(actor) if actor else None,
        on=on.isoformat(),
        at=at.astimezone(UTC).isoformat() if at else None,
        details=canonical(details),
        previous=last.hash if last else START,
    )
    return Event.objects.create(
        chain=chain,
        position=link.position,
        name=name,
        subject=subject,
        actor=actor,
        happened_on=on,
        happened_at=at,
        details=link.details,
        previous=link.previous,
        hash=hash_of(link),
    )


def _wait_for_the_chain() -> None:
    """One writer at a time. SQLite has only one; PostgreSQL waits here until the other commits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
