"""What the person was promised holds, and nobody acts on words that name himself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.intake.actions import Readers, Sharing
from pimpasa.intake.queries import NamesYou
from pimpasa.people.actions.circle import declare_circle
from pimpasa.referrals import rules
from pimpasa.referrals.actions import Draft, NotPassedOn, Taken, draft_referral, move
from pimpasa.referrals.consents import record_consent, withdraw_consent
from pimpasa.referrals.expiry import escalate_unanswered, forget_expired_fields
from pimpasa.referrals.models import ConsentHow, LawfulReason, Referral, State
from pimpasa.referrals.packets import packets
from pimpasa.referrals.queries import (
    figures_of_agencies,
    referral_for,
    steps_for,
    waiting_for,
)
from tests.referrals.test_referrals_go_their_way import bp3mi, draft, sent
from tests.street import NOW, OFFER, TODAY, officer, tell, work

WORDS = st.text(min_size=1, max_size=8)


def asked(people, report, packet="migrant_workers"):
    return record_consent(
        officer(people, "ratna"), report, packet=packet, fields=(), how=ConsentHow.CODE, now=NOW
    )


def test_who_wants_to_be_asked_is_asked(people):
    report = tell(sharing=Sharing.ASK).report_id
    ratna = officer(people, "ratna")
    with pytest.raises(NotPassedOn, match="NotPassedOn"):
        draft_referral(ratna, report, draft(), now=NOW)

    asked(people, report)

    assert draft_referral(ratna, report, draft(), now=NOW).state == State.DRAFTED


def test_a_no_holds_unless_life_is_in_danger(people):
    report = tell(sharing=Sharing.NO).report_id
    ratna = officer(people, "ratna")
    with pytest.raises(NotPassedOn):
        draft_referral(ratna, report, draft(), now=NOW)

    assert draft_referral(ratna, report, draft(reason=LawfulReason.LIFE), now=NOW)


def test_consent_taken_back_takes_the_referral_back(people):
    report = tell(sharing=Sharing.ASK).report_id
    consent = asked(people, report)
    referral = sent(people, report, reason=LawfulReason.CONSENT)

    withdraw_consent(officer(people, "ratna"), consent.id, now=NOW)
    withdraw_consent(officer(people, "ratna"), consent.id, now=NOW)

    assert Referral.objects.get(id=referral.id).state == State.REVOKED


@pytest.mark.parametrize("packet", [code for code, one in packets().items() if one.is_local])
def test_words_about_the_local_chain_never_go_to_it(people, packet):
    report = tell(readers=Readers.ELSEWHERE, sharing=Sharing.YES).report_id
    told = {field.code: "ada" for field in packets()[packet].must}
    made = Draft(id=uuid4(), packet=packet, fields=told, reason=LawfulReason.DUTY)

    with pytest.raises(NotPassedOn):
        draft_referral(officer(people, "sari"), report, made, now=NOW)


def test_nobody_acts_on_words_that_name_himself(people):
    report = tell(f"{OFFER} Kata orang, Ratna ikut.", sharing=Sharing.YES).report_id

    with pytest.raises(NamesYou):
        draft_referral(officer(people, "ratna"), report, draft(), now=NOW)
    assert draft_referral(officer(people, "sari"), report, draft(), now=NOW)


def test_nobody_acts_on_words_that_name_the_declared_circle(people):
    report = tell(sharing=Sharing.YES).report_id
    made = draft_referral(officer(people, "ratna"), report, draft(), now=NOW)
    declare_circle(officer(people, "sari"), "+62 834 1122 3344", now=NOW)

    with pytest.raises(NamesYou):
        move(officer(people, "sari"), made.id, State.APPROVED, now=NOW)


def test_what_got_no_answer_is_brought_forward_once_and_figures_tell(people):
    report = tell(OFFER, sharing=Sharing.YES).report_id
    first, second = sent(people, report), sent(people, report)
    later = NOW + timedelta(days=4)
    move(officer(people, "lina"), first.id, State.ACCEPTED, now=later)
    work()

    assert escalate_unanswered(now=NOW + timedelta(days=9)) == 1
    assert escalate_unanswered(now=NOW + timedelta(days=9)) == 0
    assert Referral.objects.get(id=second.id).escalated_on
    (figures,) = figures_of_agencies(officer(people, "dewi"))
    assert (figures.agency, figures.sent, figures.open) == (bp3mi(), 2, 1)
    assert figures.median_days == 4
    assert figures.open_share == 0.5


def test_what_expired_is_removed(people):
    referral = sent(people, tell(sharing=Sharing.YES).report_id)

    assert forget_expired_fields(today=referral.expires_on - timedelta(days=1)) == 0
    assert forget_expired_fields(today=referral.expires_on) == 1
    assert Referral.objects.get().fields is None


def test_an_agency_sees_the_way_from_where_it_was_sent(people):
    referral = sent(people, tell(sharing=Sharing.YES).report_id)
    move(officer(people, "lina"), referral.id, State.DECLINED, now=NOW, taken=Taken("bukan kami"))
    lina, ratna = officer(people, "lina"), officer(people, "ratna")

    seen = [step.state for step in steps_for(lina, referral_for(lina, referral.id))]

    assert seen == ["SENT", "DECLINED"]
    assert len(steps_for(ratna, referral)) == 4


@given(
    packet=st.sampled_from(sorted(packets())),
    told=st.dictionaries(st.sampled_from(["x", "suspects", "victim_identity", "topic"]), WORDS),
)
def test_no_field_goes_that_the_addressee_does_not_need(packet, told):
    one = packets()[packet]
    extra = rules.unasked(one, told)

    assert set(told) - extra <= {field.code for field in one.fields}
    assert not extra & {field.code for field in one.fields}


def test_today_is_before_what_is_sent_expires(people):
    assert sent(people, tell(sharing=Sharing.YES).report_id).expires_on > TODAY


def test_an_outcome_that_nobody_tells_becomes_late_too(people):
    referral = sent(people, tell(sharing=Sharing.YES).report_id)
    lina, ratna = officer(people, "lina"), officer(people, "ratna")
    assert list(waiting_for(lina, on=TODAY)) == [referral]
    assert not waiting_for(ratna, on=TODAY).exists()

    move(lina, referral.id, State.DECLINED, now=NOW, taken=Taken("bukan wewenang kami"))

    assert not waiting_for(lina, on=TODAY).exists()
    assert list(waiting_for(ratna, on=TODAY)) == [referral]
    assert escalate_unanswered(now=NOW + timedelta(days=30)) == 1
