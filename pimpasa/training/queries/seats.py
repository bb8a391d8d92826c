"""Ask about the seats of an event: who holds one, who waits, who has not answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from pimpasa.training.models import Answer, Event, Reply, Seat
from pimpasa.training.queries.results import events_for, seats_of

if TYPE_CHECKING:
    from datetime import date

    from pimpasa.people.rules import Officer


@dataclass(frozen=True)
class Invited:
    """Everybody invited to an event, by what they said; each group by username, waiting in line."""

    yes: tuple[Seat, ...]
    no: tuple[tuple[Seat, str], ...]  # with why
    silent: tuple[Seat, ...]
    waiting: tuple[Seat, ...]
    walk_ins: tuple[Seat, ...]


def held(event_id: UUID) -> QuerySet[Seat]:
    """The seats that are taken: by who neither waits nor said no, and by all who came."""
    is_held = Q(waits=None) & ~Q(answer=Answer.NO) | Q(came_at__isnull=False)
    return Seat.objects.filter(is_held, event_id=event_id)


def waiting(event_id: UUID) -> QuerySet[Seat]:
    """The waiting list in its order."""
    return Seat.objects.filter(event_id=event_id, waits__isnull=False).order_by("waits")


def place_in_line(seat: Seat) -> int:
    """One's place on the waiting list, the first is 1; 0 for whoever does not wait."""
    if seat.waits is None:
        return 0
    return waiting(seat.event_id).filter(waits__lte=seat.waits).count()


def invited_to(officer: Officer, event_id: UUID) -> Invited:
    """Who was invited and what they said, for whoever checks in; else nobody."""
    seats = list(seats_of(officer, event_id))
    here = [seat for seat in seats if seat.waits is None and not seat.is_walk_in]
    why = {one.seat_id: one.why or "" for one in Reply.objects.filter(seat__in=seats, answer="NO")}
    said_no = [seat for seat in here if seat.answer == Answer.NO]
    in_line = [seat for seat in seats if seat.waits is not None]
    return Invited(
        yes=tuple(seat for seat in here if seat.answer == Answer.YES),
        no=tuple((seat, why.get(seat.id, "")) for seat in said_no),
        silent=tuple(seat for seat in here if seat.answer == Answer.OPEN and not seat.came_at),
        waiting=tuple(sorted(in_line, key=lambda seat: seat.waits or 0)),
        walk_ins=tuple(seat for seat in seats if seat.is_walk_in),
    )


def unanswered(officer: Officer, *, on: date) -> QuerySet[Event]:
    """Events to come that one is invited to and has not answered, the soonest first."""
    mine = Seat.objects.filter(account_id=officer.id, answer=Answer.OPEN, came_at=None)
    events = events_for(officer).filter(held_on__gte=on, id__in=mine.values("event_id"))
    return events.order_by("held_on", "title")
