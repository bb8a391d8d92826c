"""What time does to referrals: answers become late, and what was told expires."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django_tasks import task

from pimpasa.base.days import day_in, zone_of
from pimpasa.ledger.actions import record
from pimpasa.referrals import rules
from pimpasa.referrals.models import Referral, Step


@task()
def forget_referrals(report_id: str, *, now: datetime) -> None:
    """Once the words of a report are gone, agencies can no longer read what they were told."""
    of_it = Referral.objects.filter(report_id=report_id)
    Step.objects.filter(referral__in=of_it).update(note=None)
    of_it.update(fields=None)


def escalate_unanswered(*, now: datetime) -> int:
    """Note what got no answer, or was not told on, in time; returns how many were new."""
    late = Referral.objects.filter(
        due_at__lt=now, escalated_on=None, state__in=rules.LATE_STATES
    ).values_list("id", "report__village_id", "packet")
    return sum(_escalate(one, village or "", packet, now=now) for one, village, packet in late)


def forget_expired_fields(*, today: date) -> int:
    """Remove what agencies were told once they can no longer read it; returns how many."""
    return Referral.objects.filter(expires_on__lte=today, fields__isnull=False).update(fields=None)


def _escalate(referral: UUID, village: str, packet: str, *, now: datetime) -> bool:
    today = day_in(zone_of(village), now)
    with transaction.atomic():
        still = Referral.objects.filter(id=referral, escalated_on=None, state__in=rules.LATE_STATES)
        if not still.update(escalated_on=today):
            return False
        record("referrals.unanswered", subject=referral, on=today, packet=packet)
    return True
