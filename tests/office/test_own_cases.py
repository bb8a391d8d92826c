"""Every page that acts on words refuses whoever they name, and whoever is close to them."""

from uuid import uuid4

import pytest
from django.utils import timezone
from pyrage import x25519

from pimpasa.intake.actions import Sharing
from pimpasa.people.actions.circle import declare_circle
from pimpasa.people.models import Circle
from pimpasa.referrals.actions import State, move
from pimpasa.referrals.consents import ConsentHow, record_consent
from pimpasa.triage.queries import open_emergencies
from tests.office.desk import at_the_desk, with_second_factor
from tests.office.test_referral_pages import filled
from tests.referrals.test_referrals_go_their_way import draft, draft_referral
from tests.street import DANGER, NOW, OFFER, officer, tell, work

ON_THE_REPORT = {
    "jawaban": {"words": "Terima kasih.", "message_id": str(uuid4())},
    "rujukan": filled,
    "izin": {"packet": "migrant_workers", "how": "CODE"},
    "selesai": {"reason": "ANSWERED"},
    "buka-lagi": {},
    "terbantu": {"group": str(uuid4()), "help": "STOPPED", "people": 3},
    "kembali": {"on": "2099-01-01"},
    "kembali/sudah": {},
    "tahan": {"hold": "1"},
}
ON_A_REFERRAL = {
    "langkah": {"step": "SENT"},
    "paket": {"key": str(x25519.Identity.generate().to_public())},
    "kertas": {},
}


@pytest.fixture
def sari(people):
    """She said that the number in the offer is of somebody close to her."""
    declare_circle(officer(people, "sari"), "0834 1122 3344", now=NOW)
    return at_the_desk(with_second_factor(people["sari"]))


@pytest.fixture
def report(people):
    report = tell(OFFER, sharing=Sharing.YES, today=timezone.localdate()).report_id
    work(now=timezone.now())
    return report


def referred(people, report):
    """A referral that a colleague drafted and another approved, for no agency with an account."""
    made = draft_referral(officer(people, "ratna"), report, draft(agency=None), now=NOW)
    Circle.objects.all().delete()
    move(officer(people, "sari"), made.id, State.APPROVED, now=NOW)
    declare_circle(officer(people, "sari"), "0834 1122 3344", now=NOW)
    return made


@pytest.mark.parametrize("page", ON_THE_REPORT)
def test_a_page_of_the_report_refuses(people, sari, report, page):
    form = ON_THE_REPORT[page]
    path = f"/kantor/laporan/{report}/{page}/"
    path += "?ke=migrant_workers" if page == "rujukan" else ""

    answer = sari.post(path, form() if callable(form) else form)

    assert answer.status_code == 403


def test_the_refusal_is_said(sari, report):
    answer = sari.post(f"/kantor/laporan/{report}/selesai/", ON_THE_REPORT["selesai"])

    assert "menyebut Anda" in answer.content.decode()


@pytest.mark.parametrize("page", ON_A_REFERRAL)
def test_a_page_of_a_referral_refuses(people, sari, report, page):
    made = referred(people, report)

    answer = sari.post(f"/kantor/rujukan/{made.id}/{page}/", ON_A_REFERRAL[page])

    assert answer.status_code == 403


def test_a_consent_is_not_taken_back_by_whoever_is_close(people, sari, report):
    given = record_consent(
        officer(people, "ratna"),
        report,
        packet="migrant_workers",
        fields=(),
        how=ConsentHow.CODE,
        now=NOW,
    )

    assert sari.post(f"/kantor/izin/{given.id}/tarik/").status_code == 403
    given.refresh_from_db()
    assert given.withdrawn_on is None


def test_a_life_comes_first(people):
    report = tell(f"{DANGER} Kata orang Ratna tahu.", today=timezone.localdate()).report_id
    work(now=timezone.now())
    ratna = at_the_desk(with_second_factor(people["ratna"]))

    assert ratna.post(f"/kantor/laporan/{report}/darurat/").status_code == 302
    assert not open_emergencies(officer(people, "ratna")).exists()


def test_whom_one_is_close_to_is_for_oneself_alone(people):
    seated = {name: at_the_desk(with_second_factor(people[name])) for name in ("ratna", "sari")}

    assert seated["ratna"].post("/kantor/saya/dekat/", {"name": "Budi"}).status_code == 302

    assert Circle.objects.get().name == "Budi"
    assert "Budi" in seated["ratna"].get("/kantor/saya/dekat/").content.decode()
    assert "Budi" not in seated["sari"].get("/kantor/saya/dekat/").content.decode()
