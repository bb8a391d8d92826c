"""The clock of a verification: hastened when life is in danger, told to supervisors when late."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from pimpasa.base.days import day_in, zone_of
from pimpasa.counts.rules import week_of
from pimpasa.intake.models import Readers, Report
from pimpasa.ledger.actions import record
from pimpasa.ledger.followups import OUTSIDE, SOON, URGENT
from pimpasa.people.models import Account
from pimpasa.people.queries import directorate, supervisors_of
from pimpasa.people.rules import Role
from pimpasa.places.queries import office_elsewhere, office_of
from pimpasa.signals.models import Signal, SignalVillage
from pimpasa.signals.queries import villages_of
from pimpasa.verification.models import Verification
from pimpasa.verification.rules import LIFE_WITHIN


@task(priority=URGENT)
def hasten_verification(report_id: str, *, now: datetime) -> None:
    """Life is in danger where a signal waits: it must be decided on within the hour."""
    report = Report.objects.get(id=report_id)
    touched = SignalVillage.objects.filter(
        village=report.village_id, signal__week=week_of(report.received_on)
    )
    heads = Signal.objects.filter(pk__in=touched.values("signal"), head__isnull=False)
    waiting = Verification.objects.filter(
        Q(signal__in=touched.values("signal")) | Q(signal__in=heads.values("head"))
    )
    waiting.filter(due_at__gt=now + LIFE_WITHIN).update(due_at=now + LIFE_WITHIN)


def escalate_undecided(*, now: datetime) -> int:
    """Bring signals nobody decided on before the supervisors, once each; how many were new."""
    late = Verification.objects.filter(due_at__lt=now, escalated_on=None)
    return sum(_escalate(verification, now=now) for verification in late)


@task(queue_name=OUTSIDE, priority=SOON)
def tell_supervisors(signal_id: str, *, now: datetime) -> None:
    """Write to the supervisors that a signal waits too long: never what it is about, or where.

    Where no office reaches, or it has no supervisor, the directorate is written to.
    """
    signal = Signal.objects.get(id=signal_id)
    if not Verification.objects.filter(signal=signal, due_at__isnull=False).exists():
        return
    for account in _supervisors(signal, on=_today(signal, now)):
        page = "" if account.role == Role.DIRECTORATE else "periksa/"
        address = f"{settings.SITE}/kantor/sinyal/{signal.id}/{page}"
        with override(account.language):
            send_mail(
                _("Pimpasa: a signal waits for a decision"),
                _("The time to decide on a signal has passed. Open it: %(address)s")
                % {"address": address},
                settings.DEFAULT_FROM_EMAIL,
                [account.email],
            )


def _escalate(verification: Verification, *, now: datetime) -> bool:
    today = _today(verification.signal, now)
    with transaction.atomic():
        still = Verification.objects.filter(
            pk=verification.pk, escalated_on=None, due_at__isnull=False
        )
        if still.update(escalated_on=today):
            record("verification.deadline_missed", subject=verification.signal_id, on=today)
            return True
    return False


def _supervisors(signal: Signal, *, on: date) -> list[Account]:
    """Those of the offices that may know of it."""
    told = Report.objects.filter(id=signal.report).first() if signal.report else None
    if told is not None and told.readers == Readers.ELSEWHERE:
        other = office_elsewhere(told.village_id or "", on=on)
        return [one for one in supervisors_of(other.id, on=on) if one.email] if other else []
    offices = {office_of(code, on=on) for code in villages_of(signal)}
    found: dict[UUID, Account] = {}
    for office in offices:
        near = supervisors_of(office.id, on=on) if office else directorate(on=on)
        found |= {one.id: one for one in near or directorate(on=on) if one.email}
    return list(found.values())


def _today(signal: Signal, now: datetime) -> date:
    return day_in(zone_of(next(iter(villages_of(signal)), "")), now)
