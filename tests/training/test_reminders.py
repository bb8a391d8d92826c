"""Officers are told 90, 30 and 7 days before a certificate ends, once each time."""

from datetime import date, timedelta

import pytest
from django.core import mail

from pimpasa.training.actions.reminders import remind_of_ends
from pimpasa.training.models import Certificate
from pimpasa.training.rules import reminder_due
from tests.standing import certify

END = date(2030, 1, 1)


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [
        (91, [], None),
        (90, [], 90),
        (89, [90], None),
        (30, [90], 30),
        (12, [], 30),
        (7, [90, 30], 7),
        (1, [90, 30], 7),
        (1, [7], None),
        (0, [], None),
    ],
)
def test_which_reminder_is_due(left, told, due):
    assert reminder_due(END, on=END - timedelta(days=left), told=told) == due


@pytest.mark.django_db
def test_each_is_written_to_once_and_not_when_renewed(people):
    people["ratna"].email = "ratna@example.invalid"
    people["ratna"].save()
    Certificate.objects.exclude(account=people["ratna"]).delete()

    assert remind_of_ends(today=END - timedelta(days=30)) == 3
    assert remind_of_ends(today=END - timedelta(days=29)) == 0
    assert len(mail.outbox) == 3

    certify(people["ratna"], "reading-the-law", until=date(2032, 1, 1))
    assert remind_of_ends(today=END - timedelta(days=7)) == 2
