"""Photos and the reasons of a supervisor go after a year; figures and months stay."""

from datetime import timedelta
from uuid import uuid4

from pimpasa.ledger.models import Event
from pimpasa.outreach.findings import add_photo
from pimpasa.outreach.models import MonthReport, Photo, SentBack
from pimpasa.outreach.reporting import send_back
from pimpasa.outreach.retention import forget_old_visits
from tests.intake.test_files import photo
from tests.outreach.test_findings import talk  # noqa: F401
from tests.outreach.test_the_month_is_signed import APRIL, MONTH, sign, worked  # noqa: F401
from tests.street import NOW, TODAY, officer

YEAR = timedelta(days=365)


def test_a_photo_goes_the_day_after_its_year(people, talk):  # noqa: F811
    add_photo(officer(people, "ratna"), talk.id, photo(), id=uuid4(), now=NOW)

    assert forget_old_visits(today=TODAY + YEAR) == 0
    assert Photo.objects.count() == 1
    assert forget_old_visits(today=TODAY + YEAR + timedelta(days=1)) == 1
    assert not Photo.objects.exists()
    gone = Event.objects.get(name="outreach.photo_removed")
    assert (gone.subject, gone.details) == (talk.id, '{"why":"retention"}')


def test_a_reason_goes_the_day_after_its_year_and_the_month_signed_anew_stays(worked):  # noqa: F811
    sari, first = officer(worked, "sari"), sign(worked)
    sent = send_back(sari, first.id, because="Jumlah orang tertukar", id=uuid4(), now=APRIL)
    again = sign(worked)

    assert forget_old_visits(today=sent.on + YEAR) == 0
    assert SentBack.objects.count() == 1
    assert forget_old_visits(today=sent.on + YEAR + timedelta(days=1)) == 1
    assert not SentBack.objects.exists()
    assert MonthReport.objects.get().id == again.id
    assert again.month == MONTH
