"""Plan an event, invite, check in, hand in a test, say how it was, certify who passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.training.actions import issue_certificate
from pimpasa.training.courses import courses
from pimpasa.training.lessons import lessons_of, questions
from pimpasa.training.models import Attempt, Event, Moment, Seat
from pimpasa.training.queries.results import NoSuchEvent

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "Full",
    "HandedIn",
    "Moment",
    "NotInvited",
    "NotYet",
    "Plan",
    "certify_passed",
    "check_in",
    "give_feedback",
    "hand_in",
    "invite",
    "plan_event",
    "questions_for",
]

PASS_SHARE = 0.7
QUESTIONS_A_LESSON = 4
PIN_DIGITS = 6


class NotInvited(Refused):
    """No seat of this event has such a badge or PIN."""

    reason = _("Nobody invited has this badge or PIN.")
    status = 404


class Full(Refused):
    """More are invited than there are seats."""

    reason = _("There are not enough seats for all of them.")


class NotYet(Refused):
    """The test or the feedback is for those who came."""

    reason = _("This opens once you are checked in.")


class HandedIn(Refused):
    """A test is taken once."""

    reason = _("You have handed this test in already.")
    status = 409


@dataclass(frozen=True)
class Plan:
    """An event as it is planned. `id` is made by whoever sends it."""

    id: UUID
    title: str
    place: str
    held_on: date
    capacity: int
    course: str
    agenda: tuple[tuple[str, str, str], ...]  # time, title, by whom


def plan_event(plan: Plan, *, by: Officer, now: datetime) -> Event:
    """Plan an event; its questions are drawn evenly from the lessons of its course."""
    if not may(by.role, Deed.CERTIFY) or plan.course not in courses():
        raise NoSuchEvent
    agenda = [{"time": time, "title": title, "by": who} for time, title, who in plan.agenda]
    with transaction.atomic():
        event, is_new = Event.objects.get_or_create(
            id=plan.id,
            defaults={
                "title": plan.title,
                "place": plan.place,
                "held_on": plan.held_on,
                "capacity": plan.capacity,
                "course": plan.course,
                "agenda": agenda,
                "questions": questions_for(plan.course, seed=plan.id),
                "planned_by": by.id,
            },
        )
        if is_new:
            record_act("training.event_planned", subject=event.id, actor=by.id, at=now)
    return event


def questions_for(course: str, *, seed: UUID) -> list[str]:
    """The codes of the questions an event asks: some of each lesson, the same for a seed."""
    drawn = []
    for lesson in lessons_of(course):
        codes = sorted((q.code for q in lesson.questions), key=lambda code: uuid5(seed, code))
        drawn += codes[:QUESTIONS_A_LESSON]
    return drawn


def invite(event_id: UUID, accounts: Iterable[UUID], *, by: Officer, now: datetime) -> int:
    """Give each a seat with a badge and a PIN, once; returns how many are new."""
    with transaction.atomic():
        event = _planned(event_id, by)
        seated = set(Seat.objects.filter(event=event).values_list("account_id", flat=True))
        new = [account for account in dict.fromkeys(accounts) if account not in seated]
        if len(seated) + len(new) > event.capacity:
            raise Full
        pins = set(Seat.objects.filter(event=event).values_list("pin", flat=True))
        for account in new:
            pins.add(pin := _new_pin(event.id, account, pins))
            Seat.objects.create(event=event, account_id=account, pin=pin)
        if new:
            record_act("training.invited", subject=event.id, actor=by.id, at=now, seats=len(new))
    return len(new)


def check_in(event_id: UUID, shown: str, *, by: Officer, now: datetime) -> Seat:
    """Somebody came: by the id on the badge, or by PIN. The first time counts."""
    with transaction.atomic():
        event, code = _planned(event_id, by), shown.strip()
        seats = Seat.objects.select_related("account").filter(event=event)
        seat = seats.filter(pin=code).first() if len(code) == PIN_DIGITS else None
        if seat is None and _is_id(code):
            seat = seats.filter(id=code).first()
        if seat is None:
            raise NotInvited
        if Seat.objects.filter(id=seat.id, came_at=None).update(came_at=now):
            seat.came_at = now
            record_act("training.attended", subject=seat.id, actor=by.id, at=now)
    return seat


def hand_in(
    event_id: UUID,
    moment: Moment,
    chosen: Mapping[str, int | None],
    *,
    by: Officer,
    now: datetime,
    id: UUID,
) -> Attempt:
    """Hand one's test in. The same one twice is kept once; another is refused."""
    with transaction.atomic():
        seat = _own_seat(event_id, by)
        before = Attempt.objects.filter(seat=seat, moment=moment).first()
        if before is not None:
            if before.id == id:
                return before
            raise HandedIn
        known = questions()
        kept = {code: chosen.get(code) for code in seat.event.questions}
        attempt = Attempt.objects.create(
            id=id,
            seat=seat,
            moment=moment,
            chosen=kept,
            right=sum(known[code].key == place for code, place in kept.items()),
            handed_in_at=now,
        )
        record_act("training.tested", subject=attempt.id, actor=by.id, at=now)
    return attempt


def give_feedback(event_id: UUID, rating: int, words: str, *, by: Officer, now: datetime) -> None:
    """Say how it was; saying it again replaces what was said."""
    with transaction.atomic():
        seat = _own_seat(event_id, by)
        seat.rating, seat.feedback = rating, words.strip() or None
        seat.save(update_fields=["rating", "feedback"])
        record_act("training.feedback_given", subject=seat.event_id, actor=by.id, at=now)


def certify_passed(event_id: UUID, *, by: Officer, now: datetime) -> int:
    """Certify everybody who passed the test after; returns how many. Twice does no harm."""
    event = _planned(event_id, by)
    needed = PASS_SHARE * len(event.questions)
    passed = Attempt.objects.filter(seat__event=event, moment=Moment.AFTER, right__gte=needed)
    for account in passed.values_list("seat__account_id", flat=True):
        made = uuid5(event.id, str(account))
        issue_certificate(account, event.course, by=by, now=now, id=made)
    return len(passed)


def _planned(event_id: UUID, by: Officer) -> Event:
    event = Event.objects.filter(id=event_id).first()
    if event is None or not may(by.role, Deed.CERTIFY):
        raise NoSuchEvent
    return event


def _is_id(code: str) -> bool:
    try:
        UUID(code)
    except ValueError:
        return False
    return True


def _own_seat(event_id: UUID, by: Officer) -> Seat:
    mine = Seat.objects.select_for_update().select_related("event")
    seat = mine.filter(event_id=event_id, account_id=by.id).first()
    if seat is None:
        raise NoSuchEvent
    if seat.came_at is None:
        raise NotYet
    return seat


def _new_pin(event: UUID, account: UUID, taken: set[str]) -> str:
    """Six digits that nobody can guess from another's, and nobody else has here."""
    for turn in range(1000):
        digest = vault.blind_index(f"{event}{account}{turn}", purpose="training.pin")
        pin = f"{int.from_bytes(digest[:8]) % 10**PIN_DIGITS:0{PIN_DIGITS}}"
        if pin not in taken:
            return pin
    raise RuntimeError("no PIN is left")
