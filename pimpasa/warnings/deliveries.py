"""Who is told of a warning: it comes before them, a letter leads there, and reading it is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from pimpasa.base.days import day_in, zone_of
from pimpasa.ledger.actions import record, record_act
from pimpasa.ledger.followups import LONG_SOON, OUTSIDE
from pimpasa.people.models import Account
from pimpasa.people.queries import whom_to_tell
from pimpasa.warnings.models import Delivery, Warning
from pimpasa.warnings.queries import agencies_of, places_of, warning_for

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


@task()
def deliver_warning(warning_id: str, *, now: datetime) -> None:
    """A warning was approved: bring it before the offices and agencies it is for."""
    warning = Warning.objects.get(id=warning_id)
    today = _today(warning, now)
    agencies = agencies_of(warning).values_list("id", flat=True)
    told = whom_to_tell(places_of(warning), agencies=agencies, on=today)
    Delivery.objects.bulk_create(
        [Delivery(warning=warning, account=account.id) for account in told],
        ignore_conflicts=True,
    )
    record("warnings.delivered", subject=warning.id, on=today, receivers=len(told))


@task(queue_name=OUTSIDE, priority=LONG_SOON)
def mail_warning(warning_id: str, *, now: datetime) -> None:
    """Write to those who have not been written to: the way to the page, and nothing of it."""
    warning = Warning.objects.get(id=warning_id)
    if warning.withdrawn_at is not None:
        return
    for delivery in Delivery.objects.filter(warning=warning, mailed_on=None):
        if _write(delivery, _of_a_warning):
            Delivery.objects.filter(id=delivery.id).update(mailed_on=_today(warning, now))


@task(queue_name=OUTSIDE, priority=LONG_SOON)
def mail_withdrawal(warning_id: str, *, now: datetime) -> None:
    """Write to everybody who was told that the warning no longer holds."""
    for delivery in Delivery.objects.filter(warning_id=warning_id):
        _write(delivery, _of_a_withdrawal)


def note_reading(officer: Officer, warning_id: UUID, *, now: datetime) -> None:
    """Keep that somebody the warning was sent to has opened it, once."""
    with transaction.atomic():
        warning = warning_for(officer, warning_id, on=day_in(officer.zone, now))
        if officer.agency and agencies_of(warning).filter(id=officer.agency).exists():
            Delivery.objects.get_or_create(warning=warning, account=officer.id)
        unread = Delivery.objects.filter(warning=warning, account=officer.id, read_at=None)
        if unread.update(read_at=now):
            record_act("warnings.read", subject=warning.id, actor=officer.id, at=now)


def _of_a_warning(address: str) -> tuple[str, str]:
    body = _("There is a warning for your area or agency. Read it: %(address)s")
    return _("Pimpasa: a warning for your area"), body % {"address": address}


def _of_a_withdrawal(address: str) -> tuple[str, str]:
    body = _("A warning you were told of was withdrawn. Why: %(address)s")
    return _("Pimpasa: a warning was withdrawn"), body % {"address": address}


def _write(delivery: Delivery, letter: Callable[[str], tuple[str, str]]) -> bool:
    account = Account.objects.filter(id=delivery.account).first()
    if account is None or not account.email:
        return False
    with override(account.language):
        subject, body = letter(f"{settings.SITE}/kantor/peringatan/{delivery.warning_id}/")
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email])
    return True


def _today(warning: Warning, now: datetime) -> date:
    return day_in(zone_of(places_of(warning)[0]), now)
