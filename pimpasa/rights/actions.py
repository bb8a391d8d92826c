"""Everything that can be done about a request: take it down, open it, answer it, forget it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record, record_act
from pimpasa.people.rules import Deed, may
from pimpasa.rights.models import DataRequest, Outcome, Shown, Wish
from pimpasa.rights.periods import periods
from pimpasa.rights.queries import NoSuchRequest, request_for
from pimpasa.rights.rules import Ground, letter_for

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["Answer", "Asked", "Outcome", "Shown", "Wish"]
LONGEST_BACK = timedelta(days=60)  # a letter that lay longer than this is a slip of the finger


class NotThen(Refused):
    """A request cannot have come in the future, or long ago."""

    reason = _("Choose the moment at which it came: not in the future, and in the last 60 days.")


class AnsweredAlready(Refused):
    """Somebody has answered it, with other words."""

    reason = _("This request has been answered. The answer stands below.")
    status = 409


class NeedsLetter(Refused):
    """Something is given, and nothing says what."""

    reason = _("Write the letter: what is given or done, in words the person understands.")


class NeedsReason(Refused):
    """Nothing is given, and the register does not say why."""

    reason = _(
        "Write down why nothing is given. Only the register keeps it; the letter does not say it."
    )


class ShowsFirst(Refused):
    """Data are given to somebody nobody knows."""

    reason = _("Nobody has seen who asks. Data are given only to whoever showed who they are.")


@dataclass(frozen=True)
class Asked:
    """A request as it came. The id travels with the form: sent twice, taken down once."""

    request_id: UUID
    wish: Wish
    shown: Shown
    who: str
    words: str
    came_at: datetime


@dataclass(frozen=True)
class Answer:
    """What is answered. Where nothing is given, the letter is that of the house."""

    outcome: Outcome
    letter: str = ""
    ground: Ground | None = None
    note: str = ""
    language: str = "id"


def take_down(officer: Officer, asked: Asked, *, now: datetime) -> DataRequest:
    """Put a request into the register; the clock runs from when it came.

    Whoever stands at a counter may; the register itself is read by who answers. Raises
    NoSuchRequest for whoever does neither, NotThen.
    """
    if not may(officer.role, Deed.TAKE_REQUESTS):
        raise NoSuchRequest
    if not now - LONGEST_BACK <= asked.came_at <= now:
        raise NotThen
    columns = {
        "wish": asked.wish,
        "shown": asked.shown,
        "received_on": day_in(officer.zone, asked.came_at),
        "due_at": asked.came_at + periods().answer_within,
        "registered_by": officer.id,
    }
    with transaction.atomic():
        if known := DataRequest.objects.filter(id=asked.request_id).first():
            return known
        made = DataRequest(id=asked.request_id, who=asked.who, words=asked.words, **columns)
        made.save(force_insert=True)
        _act("rights.asked", made, officer, now, wish=str(asked.wish))
    return made


def open_request(officer: Officer, request_id: UUID, *, now: datetime) -> DataRequest:
    """One request with who asked; that it was opened stands in the ledger. Raises NoSuchRequest."""
    with transaction.atomic():
        request = request_for(officer, request_id)
        _act("rights.opened", request, officer, now)
    return request


def show_identity(officer: Officer, request_id: UUID, shown: Shown, *, now: datetime) -> None:
    """Whoever asks has shown who they are. Raises NoSuchRequest, AnsweredAlready."""
    with transaction.atomic():
        request = _locked(officer, request_id)
        if request.answered_on:
            raise AnsweredAlready
        if request.shown != shown:
            request.shown = shown
            request.save(update_fields=["shown"])
            _act("rights.identity_shown", request, officer, now, shown=str(shown))


def answer_request(
    officer: Officer, request_id: UUID, answer: Answer, *, now: datetime
) -> DataRequest:
    """Answer a request, once; its clock ends. The same answer again changes nothing.

    Raises NoSuchRequest, AnsweredAlready, NeedsLetter, NeedsReason, ShowsFirst.
    """
    letter = letter_of(answer)
    with transaction.atomic():
        request = _locked(officer, request_id)
        if request.answered_on:
            if _said(request) == (answer.outcome, answer.ground, letter, answer.note.strip()):
                return request
            raise AnsweredAlready
        if answer.outcome != Outcome.NOT_GIVEN and request.shown == Shown.NOT_SHOWN:
            raise ShowsFirst
        in_time = request.due_at is not None and now <= request.due_at
        request.outcome, request.letter = answer.outcome, letter
        request.ground = str(answer.ground) if answer.ground else None
        request.note = answer.note.strip() or None
        request.answered_on, request.answered_by = day_in(officer.zone, now), officer.id
        request.due_at = None
        request.save()
        # Not the ground: the ledger must not say in the clear that somebody is protected.
        _act("rights.answered", request, officer, now, outcome=request.outcome, in_time=in_time)
    return request


def letter_of(answer: Answer) -> str:
    """The letter as it goes out. Raises NeedsLetter, NeedsReason."""
    known = periods()
    if answer.outcome == Outcome.NOT_GIVEN:
        if answer.ground is None or not answer.note.strip():
            raise NeedsReason
        return known.letter(letter_for(answer.ground), language=answer.language)
    if not answer.letter.strip():
        raise NeedsLetter
    return known.with_the_code(answer.letter, language=answer.language)


def forget_old_requests(*, today: date) -> int:
    """Remove who asked and what was said from what was answered a year ago; returns how many."""
    old = DataRequest.objects.filter(
        answered_on__lt=today - periods().keep, forgotten_on=None
    ).only("id")
    for request in old:
        with transaction.atomic():
            gone = dict.fromkeys(("who", "words", "ground", "letter", "note"))
            DataRequest.objects.filter(id=request.id).update(forgotten_on=today, **gone)
            record("rights.forgotten", subject=request.id, on=today)
    return len(old)


def _said(request: DataRequest) -> tuple[str, str | None, str | None, str]:
    return request.outcome, request.ground, request.letter, request.note or ""


def _locked(officer: Officer, request_id: UUID) -> DataRequest:
    request_for(officer, request_id)
    return DataRequest.objects.select_for_update().get(id=request_id)


def _act(
    name: str, request: DataRequest, officer: Officer, now: datetime, **details: object
) -> None:
    record_act(
        name,
        subject=request.id,
        actor=officer.id,
        at=now,
        on=day_in(officer.zone, now),
        **details,
    )
