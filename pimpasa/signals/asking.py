"""Listening on demand: an analyst asks for it now instead of waiting for Monday."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from pimpasa.base.errors import Refused
from pimpasa.counts.rules import WEEK, week_of
from pimpasa.ledger.actions import record_act
from pimpasa.ledger.followups import LONG_SOON, OUTSIDE
from pimpasa.people.rules import Deed, may
from pimpasa.signals.models import Asking

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NotForYou(Refused):
    """Only analysts ask the machine to listen."""

    reason = _("Analysts ask the machine to listen.")
    status = 403


class NotYetOver(Refused):
    """A week that has not begun was asked for, or one long past."""

    reason = _("Choose this week or one of the last four.")
    status = 422


def ask_to_listen(
    officer: Officer, *, asking_id: UUID, what: str, week: date, now: datetime
) -> Asking:
    """Have one week listened to now; the same id asks once. What was raised already stays one.

    what  a thing as counts name it, or nothing for all topics
    week  a Monday, this week's (as far as it is told) or one of the four before

    Raises NotForYou, NotYetOver.
    """
    if not may(officer.role, Deed.WRITE_RULES):
        raise NotForYou
    this = week_of(now.date())
    if week != week_of(week) or not this - 4 * WEEK <= week <= this:
        raise NotYetOver
    columns = {"what": what, "week": week, "asked_by": officer.id, "asked_on": now.date()}
    with transaction.atomic():
        asking, is_new = Asking.objects.get_or_create(id=asking_id, defaults=columns)
        if is_new:
            record_act("signals.listening_asked", subject=asking.id, actor=officer.id, at=now)
    return asking


def last_asked() -> Asking | None:
    """The listening that was asked for last."""
    return Asking.objects.order_by("-asked_on", F("heard_on").desc(nulls_first=True)).first()


@task(queue_name=OUTSIDE, priority=LONG_SOON)
def listen_as_asked(asking_id: str, *, now: datetime) -> None:
    """Do the listening and keep how much it raised; to be run again changes nothing."""
    # Only here: the drum takes seconds and 80 MB to load, which no page and no start should pay.
    from pimpasa.signals.listening import listen  # noqa: PLC0415

    asking = Asking.objects.get(id=asking_id)
    if asking.heard_on is not None:
        return
    today = now.date()
    raised = listen(week=asking.week, today=today, whats=[asking.what] if asking.what else ())
    Asking.objects.filter(id=asking.id).update(
        heard_on=today, raised=sum(signal.raised_on == today for signal in raised)
    )
