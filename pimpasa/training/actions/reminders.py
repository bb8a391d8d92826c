"""Tell officers that a certificate ends: 90, 30 and 7 days before."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pimpasa.ledger.actions import record
from pimpasa.training.courses import courses
from pimpasa.training.models import Certificate, Reminder
from pimpasa.training.queries.standing import ending_within
from pimpasa.training.rules import REMIND_BEFORE, reminder_due


def remind_of_ends(*, today: date) -> int:
    """Write once to whoever is due to be reminded; returns how many were written to.

    A mail that could not be sent leaves no mark, so the next day tries again.
    """
    told = 0
    for certificate in ending_within(REMIND_BEFORE[0], on=today):
        given = Reminder.objects.filter(certificate=certificate).values_list("days", flat=True)
        days = reminder_due(certificate.expires_on, on=today, told=given)
        if days is not None and certificate.account.email:
            _remind(certificate, days=days, today=today)
            told += 1
    return told


def _remind(certificate: Certificate, *, days: int, today: date) -> None:
    account = certificate.account
    with transaction.atomic():
        Reminder.objects.create(certificate=certificate, days=days, told_on=today)
        record("training.reminded", subject=certificate.id, on=today, days=days)
        with override(account.language):
            course = courses()[certificate.course].title(account.language)
            last = date_format(certificate.last_day, "j F Y")
            send_mail(
                _("Pimpasa: a certificate ends soon"),
                _(
                    'Your certificate "%(course)s" holds to the end of %(day)s. After that day '
                    "what needs it is closed to you. See the lessons and ask your trainer: "
                    "%(address)s"
                )
                % {"course": course, "day": last, "address": f"{settings.SITE}/kantor/pelatihan/"},
                settings.DEFAULT_FROM_EMAIL,
                [account.email],
            )
