"""Ask about conversations: what the person sees under the code, what was said, what is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.answers.models import Deadline, Message, PublicAnswer
from pimpasa.base.errors import NotThere
from pimpasa.intake.models import Report
from pimpasa.intake.queries import report_with_code
from pimpasa.ledger.queries import has_happened


class NoSuchCode(NotThere):
    """No conversation opens with this code."""

    reason = _(
        "No conversation opens with this code. Compare it word by word with what you wrote down."
    )


class Standing(Enum):
    """How far a report has come, as the person may know it."""

    RECEIVED = "RECEIVED"
    READ = "READ"
    ANSWERED = "ANSWERED"
    DELETED = "DELETED"


@dataclass(frozen=True)
class Said:
    """One thing said, with its day."""

    words: str
    on: date
    by_officer: bool


@dataclass(frozen=True)
class Conversation:
    """All that a receipt code opens."""

    report_id: UUID
    kind: str
    village_code: str | None
    received_on: date
    standing: Standing
    said: list[Said]


def conversation_with_code(typed: str) -> Conversation:
    """What the person may see under this code. Raises NoSuchCode, whatever is wrong with it."""
    report = report_with_code(typed)
    if report is None:
        raise NoSuchCode
    said = [Said(report.words, report.received_on, by_officer=False)] if report.words else []
    said += [
        Said(m.words, m.said_on, by_officer=m.officer is not None)
        for m in messages_of(report.id)
        if m.words
    ]
    return Conversation(
        report_id=report.id,
        kind=report.kind,
        village_code=report.village_id,
        received_on=report.received_on,
        standing=_standing(report, said),
        said=said,
    )


def messages_of(report_id: UUID) -> QuerySet[Message]:
    """What was said after the report itself, in order."""
    return Message.objects.filter(report_id=report_id).order_by("position")


def deadlines_of(report_id: UUID) -> QuerySet[Deadline]:
    """What is still owed to a report, the nearest first."""
    return Deadline.objects.filter(report_id=report_id).order_by(
        "due_on", F("due_at").asc(nulls_last=True)
    )


def public_answers(*, topic: str = "") -> QuerySet[PublicAnswer]:
    """What others asked, approved by a second person and not withdrawn, the newest first."""
    shown = PublicAnswer.objects.exclude(approved_on=None).filter(withdrawn_on=None)
    if topic:
        shown = shown.filter(topic=topic)
    return shown.order_by("-approved_on", "id")


def _standing(report: Report, said: list[Said]) -> Standing:
    if report.forgotten_on is not None:
        return Standing.DELETED
    if any(s.by_officer for s in said):
        return Standing.ANSWERED
    was_read = has_happened("intake.words_read", subject=report.id)
    return Standing.READ if was_read else Standing.RECEIVED
