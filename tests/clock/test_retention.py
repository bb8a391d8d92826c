"""Words go when their time has come; what the law or a case needs stays."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from pimpasa.answers import retention
from pimpasa.answers.models import Message
from pimpasa.base import vault
from pimpasa.base.codes import new_code
from pimpasa.doors.clock.tasks import forget_what_is_old
from pimpasa.intake.actions import Channel, Kind, Told, receive_report
from pimpasa.intake.models import Report
from pimpasa.ledger.models import Event
from pimpasa.triage.models import Emergency

TODAY = date(2026, 3, 2)
LONG_AGO = TODAY - timedelta(days=800)
pytestmark = pytest.mark.django_db


def told(kind, *, on):
    code = new_code()
    receive_report(
        Told("Bagaimana cara membuat paspor?", kind), code=code, channel=Channel.WEB, today=on
    )
    return Report.objects.get(receipt_digest=vault.code_digest(code))


def is_kept(report):
    return Report.objects.get(id=report.id).forgotten_on is None


@pytest.mark.parametrize(("kind", "days"), [(Kind.QUESTION, 365), (Kind.REPORT, 730)])
def test_words_go_the_day_after_their_last(kind, days):
    last_day = told(kind, on=TODAY - timedelta(days=days))
    too_old = told(kind, on=TODAY - timedelta(days=days + 1))

    assert retention.forget_expired(today=TODAY) == 1

    assert is_kept(last_day)
    assert not is_kept(too_old)
    event = Event.objects.get(name="intake.words_forgotten")
    assert (event.subject, event.details) == (too_old.id, '{"why":"retention"}')


def test_a_legal_hold_and_an_emergency_stay():
    held, emergency = told(Kind.REPORT, on=LONG_AGO), told(Kind.REPORT, on=LONG_AGO)
    Report.objects.filter(id=held.id).update(on_hold=True)
    Emergency.objects.create(report=emergency, raised_on=LONG_AGO)

    assert retention.forget_expired(today=TODAY) == 0


def test_a_conversation_that_goes_on_stays():
    report = told(Kind.QUESTION, on=LONG_AGO)
    Message.objects.create(
        id=uuid4(), report=report, position=1, words="Terima kasih", said_on=TODAY
    )

    assert retention.forget_expired(today=TODAY) == 0


def test_a_second_run_finds_nothing():
    told(Kind.QUESTION, on=LONG_AGO)

    assert retention.forget_expired(today=TODAY) == 1
    assert retention.forget_expired(today=TODAY) == 0


def test_a_clock_ten_years_ahead_removes_nothing_and_a_steady_one_does():
    report = told(Kind.REPORT, on=TODAY)
    now = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    forget_what_is_old.call(now=now)

    forget_what_is_old.call(now=now + timedelta(days=3650))
    assert is_kept(report)
    for day in range(2, 740, 2):
        forget_what_is_old.call(now=now + timedelta(days=day))

    assert not is_kept(report)
