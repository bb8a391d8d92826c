"""The clock of requests: reminders after one and two days, escalation after three."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from pimpasa.base.days import Zone, day_in
from pimpasa.ledger.actions import record
from pimpasa.ledger.followups import OUTSIDE
from pimpasa.people.models import Account
from pimpasa.people.queries import accounts_of_roles
from pimpasa.people.rules import Role
from pimpasa.rights.models import DataRequest
from pimpasa.rights.periods import periods
from pimpasa.rights.rules import hours_to_remind


def remind_of_requests(*, now: datetime) -> int:
    """Note whatever an hour for reminding or the last one has passed of, each once; how many."""
    owed = DataRequest.objects.filter(answered_on=None, due_at__isnull=False).only(
        "id", "due_at", "reminded", "escalated_on"
    )
    return sum(_look_at(request, now=now) for request in owed)


@task(queue_name=OUTSIDE)
def mail_reminder(request_id: str, *, now: datetime) -> None:
    """Write to the data protection officers that an answer is owed; nothing of who asked."""
    if _is_owed(request_id):
        for account in _officers(now):
            _write(account, request_id)


@task(queue_name=OUTSIDE)
def mail_lateness(request_id: str, *, now: datetime) -> None:
    """Write to them and to the directorate that the law's time has passed."""
    if _is_owed(request_id):
        on = day_in(Zone.WIB, now)
        everybody = {one.id: one for one in _officers(now)}
        everybody |= {one.id: one for one in accounts_of_roles([Role.DIRECTORATE], on=on)}
        for account in everybody.values():
            _write(account, request_id, is_late=True)


def _look_at(request: DataRequest, *, now: datetime) -> int:
    assert request.due_at is not None  # noqa: S101  asked for above
    here, known = DataRequest.objects.filter(id=request.id, answered_on=None), periods()
    today = day_in(Zone.WIB, now)
    came_at = request.due_at - known.answer_within
    hours = hours_to_remind(
        came_at=came_at, now=now, steps=known.remind_hours, reminded=request.reminded
    )
    told = 0
    with transaction.atomic():
        if now >= request.due_at and here.filter(escalated_on=None).update(escalated_on=today):
            record("rights.deadline_missed", subject=request.id, on=today)
            told += 1
    with transaction.atomic():
        is_in_time = now < request.due_at
        if hours and here.filter(reminded__lt=hours).update(reminded=hours) and is_in_time:
            record("rights.reminded", subject=request.id, on=today, hours=hours)
            told += 1
    return told


def _is_owed(request_id: str) -> bool:
    return DataRequest.objects.filter(id=UUID(request_id), answered_on=None).exists()


def _officers(now: datetime) -> list[Account]:
    """The data protection officers; where there is none, the directorate."""
    on = day_in(Zone.WIB, now)
    return accounts_of_roles([Role.DPO], on=on) or accounts_of_roles([Role.DIRECTORATE], on=on)


def _write(account: Account, request_id: str, *, is_late: bool = False) -> None:
    if not account.email:
        return
    address = f"{settings.SITE}/kantor/hak/{request_id}/"
    with override(account.language):
        if account.role != Role.DPO:
            subject = _("Pimpasa: a request about personal data waits too long")
            body = _(
                "Somebody asked about their data, and three days have passed without an answer. "
                "The data protection officer has the request; please see that it is answered."
            )
        elif is_late:
            subject = _("Pimpasa: a request about personal data waits too long")
            body = _("The time the law gives for an answer has passed. Open it: %(address)s")
        else:
            subject = _("Pimpasa: a request about personal data waits for an answer")
            body = _("Somebody asked about their data, and an answer is owed. Open it: %(address)s")
    send_mail(subject, body % {"address": address}, settings.DEFAULT_FROM_EMAIL, [account.email])
