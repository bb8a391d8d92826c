"""The seats of an event: invite, let answer, move up from the waiting list, check in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record, record_act
from pimpasa.training.actions import NotPossible
from pimpasa.training.models import Answer, Event, Reply, Seat, WalkIns
from pimpasa.training.queries.results import NoSuchEvent, accounts_to_invite, event_to_teach
from pimpasa.training.queries.seats import held, waiting

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "MOST_REMIND_DAYS",
    "Answer",
    "NoRoom",
    "NotInvited",
    "Terms",
    "TooLate",
    "WalkIns",
    "change_terms",
    "check_in",
    "invite",
    "reply",
    "walk_in",
]

PIN_DIGITS = 6
MOST_REMIND_DAYS = 60


class NotInvited(Refused):
    """No seat of this event has such a badge, PIN or name."""

    reason = _("Nobody invited has this badge or PIN.")
    status = 404


class NoRoom(Refused):
    """All seats are given away, and the organiser lets nobody in beyond them."""

    reason = _("All seats are taken. The organiser decides whether others may come in.")
    status = 409


class TooLate(Refused):
    """An invitation is answered before the event."""

    reason = _("This invitation can no longer be answered.")
    status = 409


@dataclass(frozen=True)
class Terms:
    """How an event takes people in."""

    capacity: int
    remind_days: int  # before the event; 0: nobody is reminded
    walk_ins: WalkIns


def invite(event_id: UUID, accounts: Iterable[UUID], *, by: Officer, now: datetime) -> int:
    """Give each a seat with a badge and a PIN, once; returns how many are new.

    Whoever finds no free seat stands on the waiting list, in the order of `accounts`.
    """
    with transaction.atomic():
        event = event_to_teach(by, event_id, alone=True)
        known = set(Seat.objects.filter(event=event).values_list("account_id", flat=True))
        new = [account for account in dict.fromkeys(accounts) if account not in known]
        free = event.capacity - held(event.id).count()
        pins = set(Seat.objects.filter(event=event).values_list("pin", flat=True))
        last = _last_in_line(event)
        for place, account in enumerate(new):
            pins.add(pin := _new_pin(event.id, account, pins))
            waits = None if place < free else last + place - max(free, 0) + 1
            Seat.objects.create(event=event, account_id=account, pin=pin, waits=waits)
        if new:
            record_act("training.invited", subject=event.id, actor=by.id, at=now, seats=len(new))
    return len(new)


def reply(
    event_id: UUID, answer: Answer, why: str, *, by: Officer, now: datetime, id: UUID
) -> Reply:
    """Say yes or no to one's invitation, or take back what one said. Sent twice it counts once.

    Whoever says no frees the seat for the next on the waiting list; whoever takes a no back stands
    at its end when no seat is left. Raises NoSuchEvent, TooLate, NotPossible for a no without why.
    """
    with transaction.atomic():
        event = Event.objects.select_for_update().filter(id=event_id).first()
        seat = Seat.objects.filter(event_id=event_id, account_id=by.id).first()
        if event is None or seat is None:
            raise NoSuchEvent
        before = Reply.objects.filter(id=id).first()
        if before is not None:
            if before.seat_id != seat.id:
                raise NoSuchEvent
            return before
        today = day_in(by.zone, now)
        if seat.came_at or today > event.held_on:
            raise TooLate
        if answer == Answer.NO and not why.strip():
            raise NotPossible(_("Say why you cannot come, so that the trainer can help."))
        Reply.objects.filter(seat=seat).update(why=None)
        words = why.strip() if answer == Answer.NO else ""
        made = Reply.objects.create(id=id, seat=seat, answer=answer, why=words or None, on=today)
        _answered(event, seat, answer)
        record_act("training.replied", subject=seat.id, actor=by.id, at=now, answer=answer)
        _move_up(event, on=today)
    return made


def change_terms(event_id: UUID, terms: Terms, *, by: Officer, now: datetime) -> Event:
    """Change how many seats there are, when to remind, and who is let in at the door.

    More seats let the waiting list move up. Raises NoSuchEvent, NotPossible.
    """
    with transaction.atomic():
        event = event_to_teach(by, event_id, alone=True)
        if terms.capacity < held(event.id).count():
            raise NotPossible(_("More seats than that are given away already."))
        if not 0 <= terms.remind_days <= MOST_REMIND_DAYS:
            raise NotPossible(_("Remind no more than sixty days before."))
        event.capacity, event.remind_days = terms.capacity, terms.remind_days
        event.walk_ins = terms.walk_ins
        event.save(update_fields=["capacity", "remind_days", "walk_ins"])
        record_act("training.event_changed", subject=event.id, actor=by.id, at=now)
        _move_up(event, on=day_in(by.zone, now))
    return event


def check_in(event_id: UUID, shown: str, *, by: Officer, now: datetime) -> Seat:
    """Somebody came: by the id on the badge, or by PIN. The first time counts.

    Raises NotInvited, and NoRoom for whoever waits or had said no when no seat is left for them.
    """
    with transaction.atomic():
        event, code = event_to_teach(by, event_id), shown.strip()
        seats = Seat.objects.select_related("account").filter(event=event)
        seat = seats.filter(pin=code).first() if len(code) == PIN_DIGITS else None
        if seat is None and _is_id(code):
            seat = seats.filter(id=code).first()
        if seat is None:
            raise NotInvited
        _let_in(event, seat, by=by, now=now)
    return seat


def walk_in(event_id: UUID, username: str, *, by: Officer, now: datetime) -> Seat:
    """Somebody came who has no badge, by their name for signing in. Twice does no harm.

    Whoever was not invited comes in as the organiser decided. Raises NotInvited, NoRoom.
    """
    with transaction.atomic():
        event = event_to_teach(by, event_id, alone=True)
        found = accounts_to_invite([username.strip()], office=None, on=day_in(by.zone, now))
        if not found:
            raise NotInvited(_("Nobody has this name for signing in."))
        pins = set(Seat.objects.filter(event=event).values_list("pin", flat=True))
        seat, _is_new = Seat.objects.select_related("account").get_or_create(
            event=event,
            account_id=found[0],
            defaults={
                "pin": _new_pin(event.id, found[0], pins),
                "waits": _last_in_line(event) + 1,
                "is_walk_in": True,
            },
        )
        _let_in(event, seat, by=by, now=now)
    return seat


def _let_in(event: Event, seat: Seat, *, by: Officer, now: datetime) -> None:
    if seat.came_at is not None:
        return
    if not held(event.id).filter(id=seat.id).exists() and not _is_let_in(event, seat):
        raise NoRoom
    if Seat.objects.filter(id=seat.id, came_at=None).update(came_at=now, waits=None):
        seat.came_at, seat.waits = now, None
        record_act("training.attended", subject=seat.id, actor=by.id, at=now)


def _is_let_in(event: Event, seat: Seat) -> bool:
    """Who was invited finds a free seat whatever is decided about others."""
    if event.walk_ins == WalkIns.ANY:
        return True
    is_free = held(event.id).count() < event.capacity
    return is_free and (event.walk_ins == WalkIns.ROOM or not seat.is_walk_in)


def _answered(event: Event, seat: Seat, answer: Answer) -> None:
    if answer == Answer.NO:
        seat.waits = None
    elif seat.answer == Answer.NO:
        is_free = held(event.id).count() < event.capacity and not waiting(event.id).exists()
        seat.waits = None if is_free else _last_in_line(event) + 1
    seat.answer = answer
    seat.save(update_fields=["answer", "waits"])


def _move_up(event: Event, *, on: date) -> None:
    free = max(event.capacity - held(event.id).count(), 0)
    for seat in waiting(event.id)[:free]:
        seat.waits = None
        seat.save(update_fields=["waits"])
        record("training.moved_up", subject=seat.id, on=on)


def _last_in_line(event: Event) -> int:
    """The place of the last on the waiting list; 0 where nobody waits."""
    last: int | None = waiting(event.id).aggregate(last=Max("waits"))["last"]
    return last or 0


def _is_id(code: str) -> bool:
    try:
        UUID(code)
    except ValueError:
        return False
    return True


def _new_pin(event: UUID, account: UUID, taken: set[str]) -> str:
    """Six digits that nobody can guess from another's, and nobody else has here."""
    for turn in range(1000):
        digest = vault.blind_index(f"{event}{account}{turn}", purpose="training.pin")
        pin = f"{int.from_bytes(digest[:8]) % 10**PIN_DIGITS:0{PIN_DIGITS}}"
        if pin not in taken:
            return pin
    raise RuntimeError("no PIN is left")
