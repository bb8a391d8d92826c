"""Settling over HTTP with a certificate in force, one that ran out, and an exception."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from pimpasa.training.actions import Spared, grant_exemption
from pimpasa.training.models import Certificate
from pimpasa.triage.models import Settlement
from tests.office.desk import at_the_desk, with_second_factor
from tests.office.test_case_page import CHOSEN
from tests.street import officer, tell, work

pytestmark = pytest.mark.django_db
LAW = "reading-the-law"


def lapse(people):
    Certificate.objects.filter(account=people["ratna"]).update(expires_on=timezone.localdate())


def excuse(people):
    lapse(people)
    until = timezone.localdate() + timedelta(days=9)
    spared = Spared(uuid4(), people["ratna"].id, LAW, until, "Kelas bulan depan")
    grant_exemption(spared, by=officer(people, "sari"), now=timezone.now())


@pytest.mark.parametrize(
    ("standing", "status", "settled"),
    [(lambda people: None, 302, 1), (lapse, 403, 0), (excuse, 302, 1)],
    ids=["in force", "run out", "excepted"],
)
def test_settling_needs_what_holds_today(people, standing, status, settled):
    standing(people)
    receipt = tell()
    work()
    ratna = at_the_desk(with_second_factor(people["ratna"]))

    answer = ratna.post(f"/kantor/laporan/{receipt.report_id}/putusan/", CHOSEN)

    assert answer.status_code == status
    assert Settlement.objects.count() == settled
