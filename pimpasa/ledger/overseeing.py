"""What is done with the ledger itself: it is read, taken out, walked. Each is an event in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.ledger import followups
from pimpasa.ledger.actions import record, record_act
from pimpasa.ledger.models import Event
from pimpasa.ledger.queries import THE_LEDGER, Sought, broken_link, found, head, parked_jobs
from pimpasa.ledger.rules import Break

PAGE = 100


class NotParked(NotThere):
    """There is no such follow-up, or it is not parked any more."""

    reason = _("This follow-up is not parked any more.")


@dataclass(frozen=True)
class Opened:
    """One page of the ledger."""

    events: list[Event]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


@transaction.atomic
def read_ledger(sought: Sought, *, page: int, reader: UUID, now: datetime) -> Opened:
    """One page of what fits; the ledger notes who read it and what they looked for."""
    fits = found(sought)
    total = fits.count()
    number = min(max(1, page), max(1, -(-total // PAGE)))
    events = list(fits[(number - 1) * PAGE : number * PAGE])
    _note("ledger.read", sought, reader=reader, now=now, page=number)
    return Opened(events, total, number)


@transaction.atomic
def export_ledger(sought: Sought, *, reader: UUID, now: datetime) -> Iterator[Event]:
    """All that fits, for a table to be taken out; noted like reading it."""
    fits = found(sought)
    _note("ledger.exported", sought, reader=reader, now=now, events=fits.count())
    # An event that is written meanwhile is not in it: the chain ends where it ended before.
    last = head(on=now.date()).positions
    return (e for e in fits.iterator(2000) if e.position <= last[e.chain])


def verify_ledger(*, on: date, at: datetime | None = None, by: UUID | None = None) -> Break | None:
    """Walk both chains and note what was found; with nobody who asks, it was the clock."""
    broken = broken_link()
    details: dict[str, Any] = dict(head(on=on).positions)
    if broken:
        details["broken"] = [broken.chain, broken.position, broken.reason]
    with transaction.atomic():
        if by is None or at is None:
            record("ledger.verified", subject=THE_LEDGER, on=on, **details)
        else:
            record_act("ledger.verified", subject=THE_LEDGER, actor=by, at=at, on=on, **details)
    return broken


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


def _note(name: str, sought: Sought, *, reader: UUID, now: datetime, **more: int) -> None:
    looked_for: dict[str, Any] = {
        "since": sought.since.isoformat(),
        "until": sought.until.isoformat(),
        "by": str(sought.actor or ""),
        "event": sought.name,
        **more,
    }
    subject = sought.subject or THE_LEDGER
    record_act(name, subject=subject, actor=reader, at=now, **looked_for)
