"""From the case to a partner and back: referrals as officers and agencies see them."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone
from pyrage import x25519

from pimpasa.answers.models import Message
from pimpasa.intake.actions import Sharing
from pimpasa.people.models import Agency
from pimpasa.referrals.models import Consent, Referral
from pimpasa.referrals.packets import packets
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import tell


@pytest.fixture
def seated(people):
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


@pytest.fixture
def report(people):
    return tell(sharing=Sharing.YES, today=timezone.localdate()).report_id


def filled(packet="migrant_workers", **more):
    told = {field.code: f"ada {field.code}" for field in packets()[packet].must}
    agency = Agency.objects.get(code="bp3mi-jabar").id
    return {"id": uuid4(), "agency": agency, "reason": ""} | told | more


def refer(seated, report, **more):
    path = f"/kantor/laporan/{report}/rujukan/?ke=migrant_workers"
    return seated["ratna"].post(path, filled(**more))


def step(client, referral, name, **more):
    return client.post(f"/kantor/rujukan/{referral.id}/langkah/", {"step": name} | more)


def sent(seated, report):
    assert refer(seated, report).status_code == 302
    referral = Referral.objects.get()
    assert step(seated["sari"], referral, "APPROVED").status_code == 302
    assert step(seated["ratna"], referral, "SENT").status_code == 302
    return referral


def page(client, path):
    return client.get(path).content.decode()


def test_the_case_leads_to_every_addressee(seated, report):
    assert f"/kantor/laporan/{report}/rujukan/" in page(
        seated["ratna"], f"/kantor/laporan/{report}/"
    )

    chosen = page(seated["ratna"], f"/kantor/laporan/{report}/rujukan/")

    assert all(f"?ke={code}" in chosen for code in packets())


def test_a_referral_goes_to_the_agency_and_comes_back(seated, report):
    referral = sent(seated, report)
    lina = seated["lina"]
    assert str(referral.id) in page(lina, "/kantor/rujukan/")

    seen = page(lina, f"/kantor/rujukan/{referral.id}/")
    assert "ada what_happened" in seen
    assert "Lombang" not in seen
    assert "Ratna" not in seen.replace("value", "")

    assert "Nomor di lembaga Anda" in seen
    assert step(lina, referral, "RECEIVED", number="AD-7").status_code == 302
    assert step(lina, referral, "ACCEPTED").status_code == 302
    assert step(lina, referral, "OUTCOME", note="Perusahaannya tidak berizin.").status_code == 302
    ours = page(seated["ratna"], f"/kantor/rujukan/{referral.id}/")
    assert "AD-7" in ours
    assert "Perusahaannya tidak berizin." in ours


def test_what_is_missing_is_said_and_what_was_typed_stays(seated, report):
    answer = refer(seated, report, job="")

    assert answer.status_code == 422
    assert "ada what_happened" in answer.content.decode()


def test_a_decline_without_a_reason_is_not_taken(seated, report):
    referral = sent(seated, report)

    answer = step(seated["lina"], referral, "DECLINED", note="")

    assert answer.status_code == 422
    assert Referral.objects.get().state == "SENT"


def test_consent_is_written_down_used_and_taken_back(seated, people):
    report = tell(sharing=Sharing.ASK, today=timezone.localdate()).report_id
    assert refer(seated, report).status_code == 422
    agreed = {"packet": "migrant_workers", "how": "CODE", "fields_agreed": ["victim_identity"]}
    assert seated["ratna"].post(f"/kantor/laporan/{report}/izin/", agreed).status_code == 302

    told = {"reason": "CONSENT", "victim_identity": "Siti"}
    assert refer(seated, report, **told).status_code == 302

    consent = Consent.objects.get()
    assert seated["ratna"].post(f"/kantor/izin/{consent.id}/tarik/").status_code == 302
    assert Referral.objects.get().state == "REVOKED"


def test_lists_are_narrowed_and_figures_open_them(seated, report):
    referral = sent(seated, report)
    for query, there in (("?state=SENT", True), ("?state=TOLD", False), ("?due=on", False)):
        assert (str(referral.id) in page(seated["ratna"], f"/kantor/rujukan/{query}")) is there

    assert "/kantor/rujukan/?packet=migrant_workers" in page(
        seated["sari"], "/kantor/rujukan/angka/"
    )


def test_the_directorate_is_told_how_agencies_answer_and_of_no_few(seated, report):
    sent(seated, report)
    assert page(seated["sari"], "/kantor/rujukan/angka/").count('data-figure="1"') == 2

    shown = page(seated["dewi"], "/kantor/rujukan/angka/")

    assert "?packet=" not in shown
    assert not re.search(r'<td class="num"[^>]*>1</td>', shown)
    assert "tidak membaca rujukan satu per satu" in page(seated["dewi"], "/kantor/rujukan/")


def test_the_outcome_is_looked_at_and_told_under_the_code(seated, report):
    referral = sent(seated, report)
    step(seated["lina"], referral, "ACCEPTED")
    step(seated["lina"], referral, "OUTCOME", note="PT itu tidak berizin.")
    path = f"/kantor/rujukan/{referral.id}/beri-tahu/"
    assert path in page(seated["ratna"], f"/kantor/rujukan/{referral.id}/")
    words = {"words": "Sudah dicek. Hubungi 0812-3456-7890.", "message_id": uuid4()}

    unseen = seated["ratna"].post(path, words | {"langkah": "kirim"})
    assert unseen.status_code == 422
    looked = seated["ratna"].post(path, words | {"langkah": "lihat"})
    assert "nomor telepon" in looked.content.decode()
    seen = looked.context["seen"]
    changed = words | {"langkah": "kirim", "seen": seen, "words": "Telepon 0812-0000-7890."}
    assert seated["ratna"].post(path, changed).status_code == 422
    assert not Message.objects.exists()

    told = seated["ratna"].post(path, words | {"langkah": "kirim", "seen": seen})

    assert told.status_code == 302
    assert Message.objects.get().words == words["words"]
    assert Referral.objects.get().state == "TOLD"


def test_an_agency_without_an_account_gets_a_packet_or_paper(seated, report):
    assert refer(seated, report, agency="").status_code == 302
    referral, ratna = Referral.objects.get(), seated["ratna"]
    at = f"/kantor/rujukan/{referral.id}/"
    key = str(x25519.Identity.generate().to_public())
    assert ratna.post(f"{at}paket/", {"key": key}).status_code == 409
    step(seated["sari"], referral, "APPROVED")
    assert f"{at}paket/" in page(ratna, at)

    sealed = ratna.post(f"{at}paket/", {"key": key})
    paper = ratna.post(f"{at}kertas/")

    assert bytes(sealed.content).startswith(b"age-encryption.org/v1")
    assert "attachment" in sealed["Content-Disposition"]
    assert bytes(paper.content).startswith(b"%PDF")
    assert ratna.post(f"{at}paket/", {"key": "age1x"}).status_code == 422


def test_when_we_look_again_is_ours_to_see_and_ends_when_the_person_was_told(seated, report):
    referral = sent(seated, report)
    day = timezone.localdate()
    Referral.objects.update(follow_up_on=day, due_at=None, state="ACCEPTED")
    at = {who: page(seated[who], "/kantor/rujukan/") for who in ("ratna", "lina")}
    assert ("lihat lagi" in at["ratna"], "lihat lagi" in at["lina"]) == (True, False)
    assert "lihat lagi" not in page(seated["lina"], "/kantor/")

    Referral.objects.update(state="TOLD")
    told = page(seated["ratna"], "/kantor/rujukan/")
    assert str(referral.id) in told
    assert "lihat lagi" not in told
