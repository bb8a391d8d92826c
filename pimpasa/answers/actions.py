"""Everything that can be said in a conversation, by the person or by an officer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from pimpasa.answers.models import Clock, Deadline, Message
from pimpasa.answers.queries import NoSuchCode
from pimpasa.answers.rules import (
    ACKNOWLEDGE_WITHIN,
    ANSWER_WITHIN,
    Due,
    due_in_working_days,
    is_overdue,
)
from pimpasa.base.days import day_in, zone_of
from pimpasa.base.errors import Refused
from pimpasa.base.groupcommit import durably
from pimpasa.base.rows import insert_all, remove
from pimpasa.base.sentences import asked_often, existing, found
from pimpasa.intake.actions import WordsRefused, forget_words
from pimpasa.intake.models import Report
from pimpasa.intake.queries import report_to_act_on, report_with_code
from pimpasa.intake.rules import check_words
from pimpasa.ledger.actions import record, record_act

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class KeptForACase(Refused):
    """The words are under a legal hold."""

    reason = _(
        "These words are needed for a case that goes on, so they cannot be deleted now. "
        "Write to the officer here if that puts you in danger."
    )


class ConversationOver(Refused):
    """The words were removed, so nothing can be added."""

    reason = _("This conversation was deleted. To say something new, start again.")


class SaidBefore(Refused):
    """This message was sent before, with other words."""

    reason = _("This message was sent already. Open the conversation again to add another.")


def write_back(code: str, words: str, *, message_id: UUID, today: date) -> Message:
    """Keep what the person adds under their code. The same message twice is kept once.

    Raises NoSuchCode, ConversationOver, WordsRefused and SaidBefore.
    """
    report = report_with_code(code)
    if report is None:
        raise NoSuchCode
    message = Message(id=message_id, report=report, words=_checked(words), said_on=today)
    return durably(lambda: _say(message, event="answers.person_wrote"))


def answer(
    officer: Officer,
    report_id: UUID,
    words: str,
    *,
    message_id: UUID,
    now: datetime,
    card: str = "",
) -> Message:
    """Answer a person. The same message twice is kept once.

    Raises NoSuchReport, NamesYou, ConversationOver, WordsRefused and SaidBefore.
    """
    report = report_to_act_on(officer, report_id)
    message = Message(
        id=message_id,
        report=report,
        officer=officer.id,
        words=_checked(words),
        said_on=day_in(zone_of(report.village_id or ""), now),
        card=card,
    )
    with transaction.atomic():
        kept = _say(message, event="answers.answered", at=now)
        for clock in (Clock.ACKNOWLEDGE, Clock.ANSWER):
            meet(report, clock, now=now)
        return kept


def end_conversation(code: str, *, today: date) -> None:
    """Remove everything said under a code at once, because the person wants it so.

    Raises NoSuchCode, and KeptForACase when a legal hold stops it.
    """
    report = report_with_code(code)
    if report is None:
        raise NoSuchCode
    with transaction.atomic():
        forget_words(report, today=today, why="PERSON")
        if Report.objects.filter(id=report.id, forgotten_on=None).exists():
            raise KeptForACase


@task()
def forget_conversation(report_id: str, *, now: datetime) -> None:
    """Once the words of a report are gone, what was said after them goes too."""
    Message.objects.filter(report_id=report_id).update(words=None)
    Deadline.objects.filter(report_id=report_id).delete()


@task()
def start_clocks(report_id: str, *, now: datetime) -> None:
    """A report has come: somebody must read it, and somebody must answer."""
    report = existing(Report, report_id)
    if _answers(report.id):
        return
    set_deadline(
        report, Clock.ACKNOWLEDGE, due_in_working_days(report.received_on, ACKNOWLEDGE_WITHIN)
    )
    set_deadline(report, Clock.ANSWER, due_in_working_days(report.received_on, ANSWER_WITHIN))


@task()
def start_answer_clock(report_id: str, *, now: datetime) -> None:
    """The person wrote again: unless it was answered since, an answer is owed."""
    last = found(Message, order="-position", report_id=report_id)
    if last is not None and last.officer is None:
        due = due_in_working_days(last.said_on, ANSWER_WITHIN)
        set_deadline(existing(Report, report_id), Clock.ANSWER, due)


@asked_often
def _answers(report_id: UUID) -> QuerySet[Message]:
    """The first thing that an officer said to a report, if any."""
    return Message.objects.filter(report_id=report_id).exclude(officer=None)[:1]


def set_deadline(report: Report, clock: Clock, due: Due) -> None:
    """Owe something to a report; what is owed already stays as it is.

    Nothing is owed once the words are gone.
    """
    if report.forgotten_on is not None:
        return
    owed = Deadline(report=report, clock=clock, due_on=due.on, due_at=due.at)
    insert_all([owed], is_once=True)


def meet(report: Report, clock: Clock, *, now: datetime) -> None:
    """What was owed has happened: the ledger notes whether in time, and the hour goes."""
    deadline = found(Deadline, report_id=report.id, clock=clock)
    if deadline is None:
        return
    zone = zone_of(report.village_id or "")
    in_time = not is_overdue(Due(deadline.due_on, deadline.due_at), now=now, zone=zone)
    remove(deadline)
    record(
        "answers.deadline_met",
        subject=report.id,
        on=day_in(zone, now),
        clock=str(clock),
        in_time=in_time,
    )


def _checked(words: str) -> str:
    checked = check_words(words)
    if checked.flaw:
        raise WordsRefused(checked.flaw, checked.words)
    return checked.words


def _say(message: Message, *, event: str, at: datetime | None = None) -> Message:
    # Locks the conversation: no two messages take the same place in it, and a twin sees the first.
    report = found(Report, is_locked=True, id=message.report_id)
    assert report is not None  # noqa: S101  reports stay when their words go
    earlier = found(Message, id=message.id)
    if earlier is not None:
        if (earlier.report_id, earlier.words) != (message.report_id, message.words):
            raise SaidBefore
        return earlier
    if report.forgotten_on is not None:
        raise ConversationOver
    last = found(Message, order="-position", report_id=report.id)
    message.position = last.position + 1 if last else 1
    insert_all([message])
    if at is None:
        record(event, subject=report.id, on=message.said_on)
    else:
        assert message.officer is not None  # noqa: S101  only officers' acts carry a moment
        record_act(event, subject=report.id, actor=message.officer, at=at, card=message.card)
    return message
