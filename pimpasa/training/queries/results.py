"""Ask about events: whose they are, who came, and what the tests say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.people.models import Account
from pimpasa.people.rules import Deed, Role, may
from pimpasa.training.lessons import Lesson, Question, lessons_of, questions
from pimpasa.training.measures import Gain, ItemMeasure, measure_items, paired_gain
from pimpasa.training.models import Attempt, Event, Material, Moment, Seat

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["Event", "NoSuchEvent", "Seat"]  # what doors may name


class NoSuchEvent(NotThere):
    """There is no such event, or it is not this officer's to see."""

    reason = _("This was not found, or it is not yours to change.")


@dataclass(frozen=True)
class LessonGain:
    """What was gained in the questions of one lesson."""

    lesson: Lesson
    gain: Gain


@dataclass(frozen=True)
class Results:
    """The tests of an event, of those who took both; nobody is named."""

    gain: Gain | None
    by_lesson: tuple[LessonGain, ...]
    items: tuple[tuple[Question, ItemMeasure], ...]


def events_for(officer: Officer) -> QuerySet[Event]:
    """All events for a trainer; for others those they are invited to. The newest first."""
    events = Event.objects.order_by("-held_on", "title")
    if may(officer.role, Deed.CERTIFY):
        return events
    mine = Seat.objects.filter(account_id=officer.id)
    return events.filter(id__in=mine.values("event_id"))


def event_for(officer: Officer, event_id: UUID) -> Event:
    """One of `events_for`. Raises NoSuchEvent."""
    found = events_for(officer).filter(id=event_id).first()
    if found is None:
        raise NoSuchEvent
    return found


def event_to_teach(officer: Officer, event_id: UUID, *, alone: bool = False) -> Event:
    """An event, for a trainer to change. Raises NoSuchEvent.

    With `alone`, inside a transaction, nobody else fills or frees its seats meanwhile.
    """
    events = Event.objects.select_for_update() if alone else Event.objects
    found = events.filter(id=event_id).first()
    if found is None or not may(officer.role, Deed.CERTIFY):
        raise NoSuchEvent
    return found


def seat_of(officer: Officer, event_id: UUID) -> Seat | None:
    """One's own seat."""
    return Seat.objects.filter(event_id=event_id, account_id=officer.id).first()


def own_seat(officer: Officer, event_id: UUID) -> Seat:
    """One's own seat. Raises NoSuchEvent."""
    seat = seat_of(officer, event_id)
    if seat is None:
        raise NoSuchEvent
    return seat


def seats_of(officer: Officer, event_id: UUID) -> QuerySet[Seat]:
    """Everybody invited, by username, for whoever checks in; else nobody."""
    seats = Seat.objects.filter(event_id=event_id).select_related("account", "account__office")
    seats = seats.order_by("account__username")
    return seats if may(officer.role, Deed.CERTIFY) else seats.none()


def accounts_to_invite(usernames: Iterable[str], *, office: UUID | None, on: date) -> list[UUID]:
    """Accounts with these names for signing in, and all village officers of an office."""
    here = Account.objects.filter(is_active=True, joined_on__lte=on).exclude(role=Role.PARTNER)
    named = here.filter(username__in=list(usernames))
    of_office = here.filter(office_id=office) if office else here.none()
    return [one.id for one in (named | of_office).order_by("username").distinct()]


def who_came(event_id: UUID) -> tuple[int, int]:
    """How many came, and how many were invited; who came without being invited counts as come."""
    seats = Seat.objects.filter(event_id=event_id)
    return seats.exclude(came_at=None).count(), seats.filter(is_walk_in=False).count()


def feedback_of(event_id: UUID) -> tuple[float | None, list[str]]:
    """The mean rating and what was said, in an order that tells nobody."""
    seats = Seat.objects.filter(event_id=event_id).exclude(rating=None).order_by("id")
    ratings = [one.rating for one in seats if one.rating]
    mean = sum(ratings) / len(ratings) if ratings else None
    return mean, sorted(one.feedback for one in seats if one.feedback)


def materials_of(event_id: UUID) -> list[tuple[UUID, str]]:
    """What is handed out at an event: id and title, in the order it came."""
    kept = Material.objects.filter(event_id=event_id).order_by("added_on", "title")
    return list(kept.values_list("id", "title"))


def material_for(officer: Officer, material_id: UUID) -> Material:
    """A material of one of `events_for`. Raises NoSuchEvent."""
    material = Material.objects.filter(id=material_id, event__in=events_for(officer)).first()
    if material is None:
        raise NoSuchEvent
    return material


def questions_of(event: Event) -> list[Question]:
    """What an event asks."""
    known = questions()
    return [known[code] for code in event.questions if code in known]


def attempts_of(seat: Seat) -> dict[str, Attempt]:
    """The tests that were handed in from a seat, by moment."""
    return {one.moment: one for one in Attempt.objects.filter(seat=seat)}


def results_of(event: Event) -> Results:
    """Gain, and how each question did."""
    before, after = _pairs(event)
    asked = questions_of(event)
    by_lesson = [
        LessonGain(lesson, gain)
        for lesson in lessons_of(event.course)
        if (gain := _gain(before, after, [q.code for q in lesson.questions], event.questions))
    ]
    codes = [question.code for question in asked]
    items = measure_items(codes, before, after)
    return Results(
        gain=_gain(before, after, codes, event.questions),
        by_lesson=tuple(by_lesson),
        items=tuple(zip(asked, items, strict=True)) if after else (),
    )


def _pairs(event: Event) -> tuple[list[dict[str, bool]], list[dict[str, bool]]]:
    known = questions()
    papers: dict[UUID, dict[str, dict[str, bool]]] = {}
    for one in Attempt.objects.filter(seat__event=event).order_by("seat_id"):
        right = {c: c in known and known[c].key == place for c, place in one.chosen.items()}
        papers.setdefault(one.seat_id, {})[one.moment] = right
    both = [pair for pair in papers.values() if len(pair) == len(Moment)]
    return [pair[Moment.BEFORE] for pair in both], [pair[Moment.AFTER] for pair in both]


def _gain(
    before: list[dict[str, bool]],
    after: list[dict[str, bool]],
    codes: Iterable[str],
    asked: list[str],
) -> Gain | None:
    counted = [code for code in codes if code in set(asked)]
    if not counted:
        return None
    early, late = (
        [100 * sum(paper.get(code, False) for code in counted) / len(counted) for paper in papers]
        for papers in (before, after)
    )
    return paired_gain(early, late)
