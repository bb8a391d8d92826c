"""A referral holds what its addressee needs and no more, and every step of it is known."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pimpasa.intake.actions import Sharing
from pimpasa.intake.queries import NoSuchReport
from pimpasa.people.models import Agency
from pimpasa.referrals.actions import (
    Draft,
    NotComplete,
    NothingSaid,
    NotInThisOrder,
    SamePerson,
    Taken,
    draft_referral,
    move,
)
from pimpasa.referrals.consents import record_consent
from pimpasa.referrals.models import ConsentHow, LawfulReason, Referral, State
from pimpasa.referrals.packets import packets
from pimpasa.referrals.queries import NoSuchReferral, fields_of, referral_for, steps_of
from pimpasa.referrals.rules import FOLLOWS, OURS, THEIRS
from tests.street import NOW, OFFER, TODAY, officer, tell, work

WHY = Taken("salah alamat")


@pytest.fixture
def report(people):
    told = tell(OFFER, sharing=Sharing.YES).report_id
    work()
    return told


def bp3mi():
    return Agency.objects.get(code="bp3mi-jabar").id


def draft(**more):
    told = {field.code: "ada" for field in packets()["migrant_workers"].must}
    given = {"fields": told, "agency": bp3mi()} | more
    return Draft(id=uuid4(), packet="migrant_workers", **given)


def sent(people, report, **more):
    made = draft_referral(officer(people, "ratna"), report, draft(**more), now=NOW)
    move(officer(people, "sari"), made.id, State.APPROVED, now=NOW)
    return move(officer(people, "ratna"), made.id, State.SENT, now=NOW)


def test_the_whole_way_between_two_agencies(people, report):
    referral = sent(people, report)
    lina = officer(people, "lina")
    for state in (State.RECEIVED, State.ACCEPTED, State.IN_PROGRESS, State.OUTCOME):
        move(lina, referral.id, state, now=NOW, taken=Taken("diperiksa", "AD-12"))
    move(officer(people, "ratna"), referral.id, State.TOLD, now=NOW)

    kept = Referral.objects.get()
    assert [step.state for step in steps_of(kept)] == [
        "DRAFTED", "APPROVED", "SENT", "RECEIVED", "ACCEPTED", "IN_PROGRESS", "OUTCOME", "TOLD",
    ]  # fmt: skip
    assert kept.their_number == "AD-12"
    assert kept.due_at is None


def test_sent_is_owed_an_answer(people, report):
    assert sent(people, report).due_at > NOW + timedelta(days=2)


def test_an_agency_sees_nothing_before_it_is_sent(people, report):
    made = draft_referral(officer(people, "ratna"), report, draft(), now=NOW)

    with pytest.raises(NoSuchReferral):
        referral_for(officer(people, "lina"), made.id)


@pytest.mark.parametrize("who", ["yohan", "made", "dewi", "tono", "putri", "adi"])
def test_others_see_nothing(people, report, who):
    referral = sent(people, report)

    with pytest.raises(NoSuchReferral):
        referral_for(officer(people, who), referral.id)


def test_who_drafted_does_not_approve(people, report):
    made = draft_referral(officer(people, "sari"), report, draft(), now=NOW)

    with pytest.raises(SamePerson):
        move(officer(people, "sari"), made.id, State.APPROVED, now=NOW)


def test_what_the_addressee_needs_must_be_there(people, report):
    with pytest.raises(NotComplete, match="NotComplete"):
        draft_referral(officer(people, "ratna"), report, draft(fields={"job": "x"}), now=NOW)


def test_what_the_addressee_does_not_need_must_not(people, report):
    told = dict(draft().fields) | {"service_problem": "x"}
    with pytest.raises(NotComplete):
        draft_referral(officer(people, "ratna"), report, draft(fields=told), now=NOW)


def test_what_could_betray_goes_only_with_consent_or_a_lawful_reason(people, report):
    ratna = officer(people, "ratna")
    told = dict(draft().fields) | {"victim_identity": "Siti"}
    with pytest.raises(NotComplete):
        draft_referral(ratna, report, draft(fields=told), now=NOW)

    draft_referral(ratna, report, draft(fields=told, reason=LawfulReason.LIFE), now=NOW)
    record_consent(
        ratna,
        report,
        packet="migrant_workers",
        fields=("victim_identity",),
        how=ConsentHow.TOLD,
        now=NOW,
    )
    agreed = draft(fields=told, reason=LawfulReason.CONSENT)
    assert draft_referral(ratna, report, agreed, now=NOW).consent is not None


def test_what_was_told_can_be_taken_back_and_expires(people, report):
    referral = sent(people, report)
    assert fields_of(referral, on=TODAY)
    assert fields_of(referral, on=referral.expires_on) == {}

    taken = move(officer(people, "sari"), referral.id, State.REVOKED, now=NOW, taken=WHY)

    assert fields_of(taken, on=TODAY) == {}
    with pytest.raises(NoSuchReferral):
        referral_for(officer(people, "lina"), referral.id)


def test_steps_do_not_jump_and_repeat_without_harm(people, report):
    referral = sent(people, report)
    lina = officer(people, "lina")
    with pytest.raises(NotInThisOrder):
        move(lina, referral.id, State.OUTCOME, now=NOW)

    for _ in range(2):
        move(lina, referral.id, State.RECEIVED, now=NOW)
    assert steps_of(referral).count() == 4


def test_a_refusal_or_a_result_says_why(people, report):
    referral = sent(people, report)

    with pytest.raises(NothingSaid):
        move(officer(people, "lina"), referral.id, State.DECLINED, now=NOW, taken=Taken(" "))


def test_an_agency_does_not_take_our_steps(people, report):
    made = sent(people, report)

    with pytest.raises(NoSuchReferral):
        move(officer(people, "lina"), made.id, State.REVOKED, now=NOW)


def test_the_report_must_be_theirs(people, report):
    with pytest.raises(NoSuchReport):
        draft_referral(officer(people, "yohan"), report, draft(), now=NOW)


def test_every_state_has_its_way_on_and_its_owner():
    assert set(FOLLOWS) == set(State.values)
    assert OURS | THEIRS | {"DRAFTED"} == set(State.values)
    assert {code for codes in FOLLOWS.values() for code in codes} <= set(State.values)


def test_every_packet_can_be_read():
    assert len(packets()) >= 12
    assert all(packet.must for packet in packets().values())
