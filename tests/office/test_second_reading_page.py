"""At the desk a second reader sees the words alone until they have said what they make of them."""

import pytest
from django.utils import timezone

from pimpasa.triage.actions import settle
from pimpasa.verification import second
from pimpasa.verification.models import SecondReading
from pimpasa.verification.second import Sample
from tests.office.test_verification_page import seated  # noqa: F401
from tests.street import officer, tell, work
from tests.triage.test_settle import DECISION

SAID = {"kind": "REPORT", "urgency": "NORMAL", "is_tppo": "0", "is_tppm": "0", "is_child": "0"}


@pytest.fixture
def report(people, monkeypatch):
    monkeypatch.setattr(second, "sample", lambda: Sample(1.0, 30, 3))
    receipt = tell("Tetangga saya diajak kerja ke Kamboja, gaji besar.")
    work(now=timezone.now())
    settle(officer(people, "ratna"), receipt.report_id, DECISION, now=timezone.now())
    return receipt.report_id


def test_it_is_offered_read_and_held_to_the_first(seated, report):  # noqa: F811
    sari = seated["sari"]
    address = f"/kantor/laporan/{report}/baca-kedua/"
    assert f"{address}mulai/" in sari.get("/kantor/periksa/kedua/").content.decode()
    assert f"{address}mulai/" not in seated["ratna"].get("/kantor/periksa/kedua/").content.decode()

    sari.post(f"{address}mulai/")
    page = sari.get(address).content.decode()
    assert "Tetangga saya diajak" in page
    assert "Ratna mengenal perekrutnya" not in page
    assert "checked" not in page
    assert sari.get(f"/kantor/laporan/{report}/").headers["Location"] == address

    assert sari.post(address, SAID | {"is_tppo": ""}).status_code == 422
    assert sari.post(address, SAID).status_code == 302

    told = sari.get("/kantor/periksa/kedua/").content.decode()
    assert f"/kantor/laporan/{report}/" in told
    assert SecondReading.objects.get().differs["is_tppo"] == ["1", "0"]
    assert sari.get(f"/kantor/laporan/{report}/").status_code == 200
    assert sari.get(address).status_code == 302


def test_the_directorate_sees_how_far_they_agree_and_no_report(seated, report):  # noqa: F811
    seated["sari"].post(f"/kantor/laporan/{report}/baca-kedua/mulai/")
    seated["sari"].post(f"/kantor/laporan/{report}/baca-kedua/", SAID)

    page = seated["dewi"].get("/kantor/periksa/kedua/").content.decode()

    assert "0 dari 1" in page
    assert str(report) not in page
