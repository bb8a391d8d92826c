"""Under the code a person sees what may be passed on, and takes it back without an officer."""

import pytest

from pimpasa.base.codes import new_code
from pimpasa.doors.community import even
from pimpasa.intake.actions import Sharing
from pimpasa.intake.models import Report
from pimpasa.ledger.models import Event
from pimpasa.referrals.consents import record_consent
from pimpasa.referrals.models import Consent, ConsentHow, LawfulReason, Referral, State, Step
from tests.community.conftest import fields_of
from tests.referrals.test_referrals_go_their_way import sent
from tests.standing import LOMBANG
from tests.street import NOW, OFFER, officer

PATH, BACK = "/kode/izin/", "/kode/izin/tarik/"


@pytest.fixture
def code(villager, people):
    code = villager.code(villager.tell(OFFER, desa="lombang", desa_kode=LOMBANG))
    Report.objects.update(village=LOMBANG, sharing=Sharing.YES)
    return code


@pytest.fixture
def consent(people, code):
    return record_consent(
        officer(people, "ratna"),
        Report.objects.get().id,
        packet="migrant_workers",
        fields=("victim_identity",),
        how=ConsentHow.CODE,
        now=NOW,
    )


def passing(villager, code, path=PATH, **more):
    return villager.post(path, {"kode": code} | more)


def states(*referrals):
    return [Referral.objects.get(id=one.id).state for one in referrals]


def test_what_was_agreed_to_is_shown_to_whoever_has_the_code(villager, code, consent):
    assert PATH in villager.open(code).content.decode()

    page = passing(villager, code).content.decode()

    assert "Pelindungan pekerja migran" in page
    assert "Identitas korban" in page
    assert "Ratna" not in page
    assert "BP3MI" not in passing(villager, new_code()).content.decode()


def test_one_agreement_is_taken_back_with_what_went_by_it(villager, people, code, consent):
    report = Report.objects.get().id
    by_it = sent(people, report, reason=LawfulReason.CONSENT)
    free, by_law = sent(people, report), sent(people, report, reason=LawfulReason.DUTY)

    form = fields_of(passing(villager, code), holding="izin")
    for _ in range(2):
        answer = villager.post(BACK, form)

    assert "Sudah ditarik" in answer.content.decode()
    assert Consent.objects.get().withdrawn_on
    assert states(by_it, free, by_law) == [State.REVOKED, State.SENT, State.SENT]
    step = Step.objects.get(state=State.REVOKED)
    assert step.by is None
    assert (step.at.hour, step.at.minute) == (0, 0)
    assert Event.objects.filter(name="referrals.consent_withdrawn").count() == 1
    assert Event.objects.get(name="referrals.revoked").happened_at is None


def test_nothing_is_passed_on_any_more_but_what_must_be(villager, people, code, consent):
    report = Report.objects.get().id
    by_it = sent(people, report, reason=LawfulReason.CONSENT)
    free, by_law = sent(people, report), sent(people, report, reason=LawfulReason.LIFE)

    for _ in range(2):
        page = passing(villager, code, BACK, izin="semua").content.decode()

    assert "Tidak ada yang diteruskan" in page
    assert Report.objects.get().sharing == Sharing.NO
    assert states(by_it, free, by_law) == [State.REVOKED, State.REVOKED, State.SENT]
    assert Event.objects.filter(name="intake.sharing_stopped").count() == 1


@pytest.mark.parametrize("which", ["", "x", "6c9b6f0e-2f0e-4b5e-9d0c-2f3a5b1c7d88"])
def test_what_is_nobodys_agreement_takes_nothing_back(villager, code, consent, which):
    assert passing(villager, code, BACK, izin=which).status_code == 200
    assert Consent.objects.get().withdrawn_on is None


def test_another_code_takes_nothing_back(villager, code, consent):
    other = villager.code(villager.tell("Berapa biaya paspor anak saya?", at="/lapor/"))

    passing(villager, other, BACK, izin=str(consent.id))

    assert Consent.objects.get().withdrawn_on is None


def test_both_pages_have_whole_steps_of_bytes_and_open_nothing_without_a_code(villager, code):
    for path in (PATH, BACK):
        for typed in (code, new_code(), ""):
            assert len(passing(villager, typed, path).content) % even.STEP_BYTES == 0
        assert 'name="izin"' not in villager.get(path).content.decode()
