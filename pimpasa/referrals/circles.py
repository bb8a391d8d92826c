"""Nobody acts on words that name himself or somebody he declared to be close."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.intake.models import Report
from pimpasa.ledger.actions import record_act
from pimpasa.referrals import rules
from pimpasa.referrals.models import Circle
from pimpasa.referrals.queries import circle_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

SHORTEST_NAME = 3  # letters; a shorter one would be found in everything


class NamesYou(Refused):
    """The words name the officer, or somebody the officer declared to be close."""

    reason = _(
        "These words name you or somebody close to you, so a colleague has to act on them. "
        "Tell your supervisor; you need not say why."
    )
    status = 403


class NoName(Refused):
    """Too short to be found in words without being found everywhere."""

    reason = _("Write a name of at least three letters, or a phone number.")


def declare_circle(officer: Officer, name: str, *, now: datetime) -> Circle:
    """Somebody close to the officer: cases that name them are no longer the officer's to act on.

    Raises NoName.
    """
    name = " ".join(name.split())
    if len(name) < SHORTEST_NAME:
        raise NoName
    with transaction.atomic():
        for earlier in circle_of(officer.id):
            if earlier.name == name:
                return earlier
        close = Circle.objects.create(
            account=officer.id, name=name, declared_on=day_in(officer.zone, now)
        )
        record_act("referrals.circle_declared", subject=officer.id, actor=officer.id, at=now)
    return close


def refuse_own_case(officer: Officer, report: Report) -> None:
    """Raises NamesYou when the words name the officer or the circle the officer declared."""
    names = [officer.name, *(close.name for close in circle_of(officer.id))]
    whole = [name for name in names if len(name) >= SHORTEST_NAME]
    if rules.names_one(report.words or "", whole):
        raise NamesYou
