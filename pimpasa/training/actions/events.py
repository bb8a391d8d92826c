"""Plan an event, hand in a test, say how it was, certify who passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.training.actions import issue_certificate
from pimpasa.training.courses import courses
from pimpasa.training.lessons import lessons_of, questions
from pimpasa.training.models import Attempt, Event, Moment, Seat
from pimpasa.training.queries.results import NoSuchEvent, event_to_teach

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "HandedIn",
    "Moment",
    "NotYet",
    "Plan",
    "certify_passed",
    "give_feedback",
    "hand_in",
    "plan_event",
    "questions_for",
]

PASS_SHARE = 0.7
QUESTIONS_A_LESSON = 4


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
    event = event_to_teach(by, event_id)
    needed = PASS_SHARE * len(event.questions)
    passed = Attempt.objects.filter(seat__event=event, moment=Moment.AFTER, right__gte=needed)
    for account in passed.values_list("seat__account_id", flat=True):
        made = uuid5(event.id, str(account))
        issue_certificate(account, event.course, by=by, now=now, id=made)
    return len(passed)


def _own_seat(event_id: UUID, by: Officer) -> Seat:
    mine = Seat.objects.select_for_update().select_related("event")
    seat = mine.filter(event_id=event_id, account_id=by.id).first()
    if seat is None:
        raise NoSuchEvent
    if seat.came_at is None:
        raise NotYet
    return seat
