"""At the desk a warning is drafted from what proved true, approved by another, read, withdrawn."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from pimpasa.people.models import Agency
from pimpasa.verification.actions import Decision, Doing, StepKind, Verdict, take_step
from pimpasa.warnings.models import Delivery, Warning
from tests.office.test_verification_page import seated, signal  # noqa: F401
from tests.street import NOW, officer, work
from tests.warnings.test_as_cap import OURS

SAID = {
    "severity": "SEVERE",
    "scope": "PUBLIC",
    "places": ["32.12.11"],
    "headline_id": "Tawaran kerja di kapal",
    "text_id": "Ada tawaran palsu di kecamatan ini.",
    "advice_id": "Tanya dulu ke petugas desa.",
    "headline_en": "Offers of work on ships",
    "text_en": "There are false offers in this district.",
    "advice_en": "Ask the officer of the village first.",
}


def send(client, signal, **more):  # noqa: F811
    until = timezone.localdate() + timedelta(days=30)
    given = SAID | {"warning": str(uuid4()), "valid_until": until.isoformat()} | more
    return client.post(f"/kantor/sinyal/{signal.id}/peringatan/", given)


@pytest.fixture
def true(people, signal):  # noqa: F811
    for kind, value in ((StepKind.DECISION, Decision.ASSESS), (StepKind.VERDICT, Verdict.TRUE)):
        doing = Doing(id=uuid4(), kind=kind, value=value, note="Sudah ditanyakan.")
        take_step(officer(people, "ratna"), signal.id, doing, now=NOW)
    return signal


@pytest.fixture
def out(seated, true):  # noqa: F811
    """A public warning that is out, also to one agency."""
    send(seated["ratna"], true, agencies=[str(Agency.objects.get().id)])
    warning = Warning.objects.get()
    seated["sari"].post(f"/kantor/peringatan/{warning.id}/setuju/")
    work(now=timezone.now())
    return warning


def test_nothing_is_drafted_before_it_proved_true(seated, signal):  # noqa: F811
    assert send(seated["ratna"], signal).status_code == 409
    assert not Warning.objects.exists()


def test_who_drafts_does_not_approve_and_it_goes_out_once_another_did(seated, true):  # noqa: F811
    send(seated["sari"], true)
    path = f"/kantor/peringatan/{Warning.objects.get().id}/"
    own, anothers = (seated[name].get(path).content.decode() for name in ("sari", "agus"))
    assert f"{path}setuju/" not in own
    assert "orang lain yang menyetujui" in own
    assert f"{path}setuju/" in anothers
    assert seated["sari"].post(f"{path}setuju/").status_code == 422
    assert seated["lina"].get(path).status_code == 404

    seated["agus"].post(f"{path}setuju/")

    assert "Tawaran kerja di kapal" in seated["lina"].get(path).content.decode()


def test_a_text_that_could_betray_somebody_stays_in_the_form(seated, true):  # noqa: F811
    refused = send(seated["ratna"], true, text_id="Jangan hubungi 0834-1122-3344.")

    assert refused.status_code == 422
    assert "Jangan hubungi 0834-1122-3344." in refused.content.decode()
    assert not Warning.objects.exists()


def test_opening_it_is_kept_and_shown_to_those_who_make_warnings(seated, out, people):  # noqa: F811
    seated["lina"].get(f"/kantor/peringatan/{out.id}/")

    assert Delivery.objects.get(account=people["lina"].id).read_at
    assert "BP3MI" in seated["sari"].get(f"/kantor/peringatan/{out.id}/").content.decode()
    own = seated["lina"].get(f"/kantor/peringatan/{out.id}/").content.decode()
    assert "Sari" not in own.partition("<table")[2]


def test_it_is_printed_for_the_notice_board(seated, out):  # noqa: F811
    for spoken in ("id", "en"):
        page = seated["ratna"].get(f"/kantor/peringatan/{out.id}/papan/?bahasa={spoken}")
        assert page["Content-Type"] == "application/pdf"
        assert page.content.startswith(b"%PDF")


def test_a_withdrawn_one_says_why_and_is_printed_no_more(seated, out):  # noqa: F811
    path = f"/kantor/peringatan/{out.id}/"
    assert seated["sari"].post(f"{path}tarik/", {"because": ""}).status_code == 422
    seated["sari"].post(f"{path}tarik/", {"because": "Pelakunya sudah ditahan."})

    assert "Pelakunya sudah ditahan." in seated["lina"].get(path).content.decode()
    assert seated["lina"].get(f"{path}papan/").status_code == 404


def test_it_is_saved_as_an_alert_for_another_system(seated, out):  # noqa: F811
    alert = seated["ratna"].get(f"/kantor/peringatan/{out.id}/cap/")

    assert alert["Content-Type"] == "application/cap+xml"
    OURS.validate(alert.content.decode())
