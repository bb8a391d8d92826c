"""Practise: one answer, and when its question comes again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.errors import NotThere
from pimpasa.ledger.actions import record_act
from pimpasa.training.actions import NotPossible
from pimpasa.training.lessons import questions
from pimpasa.training.memory import remembered
from pimpasa.training.models import Drill, Practice

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NoSuchQuestion(NotThere):
    """No lesson asks this, or somebody else gave this answer."""

    reason = _("This question was not found.")


def practise(officer: Officer, code: str, chosen: int, *, id: UUID, now: datetime) -> Practice:
    """Keep an answer given in practice and when the question comes again.

    The same answer sent twice is kept once. Raises NoSuchQuestion, NotPossible for an option that
    is not offered.
    """
    question = questions().get(code)
    if question is None:
        raise NoSuchQuestion
    if not 0 <= chosen < len(question.options):
        raise NotPossible(_("Choose one of the answers."))
    today = day_in(officer.zone, now)
    with transaction.atomic():
        given, is_new = Practice.objects.get_or_create(
            id=id,
            defaults={
                "account_id": officer.id,
                "question": code,
                "chosen": chosen,
                "is_right": chosen == question.key,
                "on": today,
            },
        )
        if (given.account_id, given.question) != (officer.id, code):
            raise NoSuchQuestion
        if is_new:
            _remember(given)
            record_act("training.practised", subject=given.id, actor=officer.id, at=now)
    return given


def _remember(given: Practice) -> None:
    drill = Drill.objects.select_for_update().filter(
        account_id=given.account_id, question=given.question
    )
    before = drill.first()
    after = remembered(before.memory if before else None, is_right=given.is_right, on=given.on)
    Drill.objects.update_or_create(
        account_id=given.account_id,
        question=given.question,
        defaults={"memory": after.state, "due_on": after.due_on},
    )
