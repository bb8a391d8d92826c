"""What others asked: proposed by one person, approved by another, withdrawn by either."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.answers import cardsearch
from pimpasa.answers.models import PublicAnswer
from pimpasa.base.days import day_in
from pimpasa.base.errors import NotThere, Refused
from pimpasa.ledger.actions import record_act

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class OwnProposal(Refused):
    """Whoever proposed an answer cannot approve it too."""

    reason = _("You proposed this answer yourself, so somebody else has to approve it.")
    status = 409


class NoSuchAnswer(NotThere):
    """There is no such public answer."""

    reason = _("This answer was not found.")


def propose(
    officer: Officer, *, topic: str, question: str, answer: str, language: str, now: datetime
) -> PublicAnswer:
    """Propose an answer for everybody, in which nobody can be known."""
    with transaction.atomic():
        proposed = PublicAnswer.objects.create(
            topic=topic,
            question=question.strip(),
            answer=answer.strip(),
            language=language,
            proposed_by=officer.id,
            proposed_on=day_in(officer.zone, now),
        )
        record_act("answers.public_answer_proposed", subject=proposed.id, actor=officer.id, at=now)
    return proposed


def approve(officer: Officer, answer_id: UUID, *, now: datetime) -> None:
    """Let everybody read it. Raises NoSuchAnswer and OwnProposal; twice does no harm."""
    today = day_in(officer.zone, now)
    with transaction.atomic():
        proposed = _one(answer_id)
        if proposed.proposed_by == officer.id:
            raise OwnProposal
        still = PublicAnswer.objects.filter(id=answer_id, approved_on=None, withdrawn_on=None)
        if still.update(approved_by=officer.id, approved_on=today):
            record_act(
                "answers.public_answer_approved", subject=answer_id, actor=officer.id, at=now
            )
            cardsearch.refresh_index(on=today)


def withdraw(officer: Officer, answer_id: UUID, *, now: datetime) -> None:
    """Take it back. Raises NoSuchAnswer; twice does no harm."""
    today = day_in(officer.zone, now)
    with transaction.atomic():
        standing = PublicAnswer.objects.filter(id=_one(answer_id).id, withdrawn_on=None)
        if standing.update(withdrawn_on=today):
            record_act(
                "answers.public_answer_withdrawn", subject=answer_id, actor=officer.id, at=now
            )
            cardsearch.refresh_index(on=today)


def waiting() -> QuerySet[PublicAnswer]:
    """Proposals that nobody has approved yet, the oldest first."""
    proposed = PublicAnswer.objects.filter(approved_on=None, withdrawn_on=None)
    return proposed.order_by("proposed_on", "id")


def _one(answer_id: UUID) -> PublicAnswer:
    found = PublicAnswer.objects.filter(id=answer_id).first()
    if found is None:
        raise NoSuchAnswer
    return found
