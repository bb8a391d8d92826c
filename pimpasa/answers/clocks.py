"""Clocks that follow a reading: a suspicion within hours, an emergency within one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from pimpasa.answers.actions import meet, set_deadline
from pimpasa.answers.models import Clock, Deadline
from pimpasa.answers.rules import (
    EMERGENCY_WITHIN,
    SUSPICION_WITHIN,
    Due,
    due_within,
    is_overdue,
)
from pimpasa.base.days import day_in, zone_of
from pimpasa.base.sentences import existing
from pimpasa.intake.models import Report
from pimpasa.ledger.actions import record
from pimpasa.ledger.followups import SOON, URGENT
from pimpasa.triage.models import Risk
from pimpasa.triage.queries import latest_settlement, reading_of


@task(priority=SOON)
def start_suspicion_clock(report_id: str, *, now: datetime) -> None:
    """The machine suspects trafficking or smuggling: an officer must settle it within six hours."""
    report = existing(Report, report_id)
    reading = reading_of(report.id)
    if reading is None or latest_settlement(report.id) is not None:
        return
    if (reading.is_tppo or reading.is_tppm) and reading.risk in (Risk.HIGH, Risk.MEDIUM):
        zone = zone_of(report.village_id or "")
        set_deadline(report, Clock.SUSPICION, due_within(SUSPICION_WITHIN, now=now, zone=zone))


@task(priority=URGENT)
def start_emergency_clock(report_id: str, *, now: datetime) -> None:
    """Somebody may be in danger: an officer must take it on within the hour."""
    report = existing(Report, report_id)
    due = due_within(EMERGENCY_WITHIN, now=now, zone=zone_of(report.village_id or ""))
    set_deadline(report, Clock.EMERGENCY, due)


@task()
def acknowledge(report_id: str, *, now: datetime) -> None:
    """An officer has read the words."""
    meet(existing(Report, report_id), Clock.ACKNOWLEDGE, now=now)


@task()
def meet_suspicion(report_id: str, *, now: datetime) -> None:
    """An officer has settled the reading."""
    meet(existing(Report, report_id), Clock.SUSPICION, now=now)


@task()
def meet_emergency(report_id: str, *, now: datetime) -> None:
    """An officer has taken the emergency on."""
    meet(existing(Report, report_id), Clock.EMERGENCY, now=now)


def escalate_overdue(*, now: datetime) -> int:
    """Bring what is overdue before the supervisor, once each; returns how many were new."""
    tomorrow_somewhere = now.date().toordinal() + 2  # no zone of Indonesia is a day ahead of UTC
    late = Deadline.objects.filter(escalated_on=None).filter(
        Q(due_at__lt=now) | Q(due_at=None, due_on__lt=date.fromordinal(tomorrow_somewhere))
    )
    return sum(_escalate(deadline, now=now) for deadline in late.select_related("report"))


def _escalate(deadline: Deadline, *, now: datetime) -> bool:
    zone = zone_of(deadline.report.village_id or "")
    if not is_overdue(Due(deadline.due_on, deadline.due_at), now=now, zone=zone):
        return False
    today = day_in(zone, now)
    with transaction.atomic():
        still = Deadline.objects.filter(id=deadline.id, escalated_on=None)
        if still.update(escalated_on=today):
            record(
                "answers.deadline_missed",
                subject=deadline.report_id,
                on=today,
                clock=str(deadline.clock),
            )
            return True
    return False
