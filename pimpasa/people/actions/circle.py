"""Whom an officer declares to be close: cases that name them are for a colleague."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.models import Circle
from pimpasa.people.naming import LEAST_LETTERS
from pimpasa.people.queries import circle_of
from pimpasa.people.rules import Officer


class NoName(Refused):
    """Too short to be found in words without being found everywhere."""

    reason = _("Write a name of at least three letters, or a phone number.")


def declare_circle(officer: Officer, name: str, *, now: datetime) -> Circle:
    """Somebody close to the officer: cases that name them are no longer the officer's to act on.

    Raises NoName.
    """
    name = " ".join(name.split())
    if len(name) < LEAST_LETTERS:
        raise NoName
    with transaction.atomic():
        for earlier in circle_of(officer.id):
            if earlier.name == name:
                return earlier
        close = Circle.objects.create(
            account_id=officer.id, name=name, declared_on=day_in(officer.zone, now)
        )
        record_act("people.circle_declared", subject=officer.id, actor=officer.id, at=now)
    return close
