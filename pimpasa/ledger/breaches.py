"""What was opened in a period, and by whom: the first question after a breach."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from pimpasa.ledger.actions import record
from pimpasa.ledger.models import Event
from pimpasa.ledger.queries import THE_LEDGER

TELL_WITHIN = timedelta(hours=3 * 24)  # from when it is known. Source: UU 27/2022, article 46 (1)
_SHOWN = ("intake.words_read", "intake.file_read", "referrals.opened", "outcomes.opened")
_TAKEN_OUT = ("ledger.exported", "referrals.handed")


@dataclass(frozen=True)
class Opening:
    """Somebody was shown something of a person, or took it out."""

    name: str  # of the event
    subject: UUID
    actor: UUID | None
    at: datetime


def opened_between(
    since: datetime, until: datetime, *, by: Collection[UUID] | None = None
) -> list[Opening]:
    """All that was shown or taken out in the half-open period, oldest first; by these or by all.

    What somebody did past the system, with the database and its keys, stands in no ledger.
    """
    wanted = Q(name__in=(*_SHOWN, *_TAKEN_OUT), happened_at__gte=since, happened_at__lt=until)
    if by is not None:
        wanted &= Q(actor__in=by)
    found = Event.objects.filter(wanted).order_by("happened_at", "position")
    return [
        Opening(event.name, event.subject, event.actor, event.happened_at)
        for event in found
        if event.happened_at
    ]


def note_pack(*, on: date, openings: int) -> None:
    """A pack for a breach was made. Call it in a transaction."""
    record("ledger.breach_packed", subject=THE_LEDGER, on=on, openings=openings)
