"""A packet goes sealed and signed, says what was agreed and no more, and comes back the same."""

import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage import x25519

from pimpasa.base import vault
from pimpasa.base.parcels import ParcelBroken
from pimpasa.intake.actions import Sharing
from pimpasa.referrals.actions import Draft, State, draft_referral, move
from pimpasa.referrals.handing import (
    NoKey,
    NothingToHand,
    open_packet,
    print_letter,
    record_of,
    seal_packet,
)
from pimpasa.referrals.htcds import (
    NotARecord,
    Record,
    as_csv,
    as_json,
    from_csv,
    from_json,
    known_fields,
)
from pimpasa.referrals.models import Referral
from pimpasa.referrals.packets import packets
from pimpasa.referrals.queries import NoSuchReferral
from pimpasa.triage.actions import settle
from tests.referrals.test_referrals_go_their_way import draft
from tests.street import NOW, TODAY, officer, tell, work
from tests.triage.test_settle import DECISION

CODED = [one for one in known_fields().values() if one.codes]
FREE = [
    one
    for one in known_fields().values()
    if not one.codes and not one.is_many and one.name != "con_Consent"
]
# What a guard of spreadsheets took from us begins with its mark; no text of ours does.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: not text.startswith("'")
)


@st.composite
def records(draw):
    standard = {}
    for one in draw(st.lists(st.sampled_from(CODED), unique=True, max_size=4)):
        codes = draw(st.lists(st.sampled_from(one.codes), unique=True, min_size=1, max_size=3))
        standard[one.name] = tuple(codes) if one.is_many else codes[0]
    for one in draw(st.lists(st.sampled_from(FREE), unique=True, max_size=4)):
        standard[one.name] = draw(TEXT)
    if draw(st.booleans()):
        standard["con_Consent"] = draw(st.booleans())
    codes = st.sampled_from(["what_happened", "where", "suspects"])
    views = st.sampled_from(["PRESENT", "ABSENT", "UNKNOWN"])
    told = draw(st.dictionaries(codes, TEXT))
    return Record(standard, told, draw(st.dictionaries(st.sampled_from(["P1", "C2"]), views)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(records())
def test_a_record_comes_back_as_it_went(record):
    assert from_json(as_json(record)) == record
    assert from_csv(as_csv(record)) == record


def test_spellings_of_the_other_files_are_read_and_never_written():
    read = from_json('{"prs_First_Name": "Siti", "vic_Methods_of_Control": ["DebtBondage "]}')

    written = as_json(read)
    assert read.standard["vic_MethodsOfControl"] == ("DebtBondage",)
    assert "prs_FirstName" in written
    assert "First_Name" not in written


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "x",
        '{"org_Nme": "x"}',
        '{"cas_Status": "Gone"}',
        '{"cas_Status": ["Active", "Closed"]}',
    ],
)
def test_what_the_standard_does_not_know_is_refused(text):
    with pytest.raises(NotARecord):
        from_json(text)


def test_the_standard_has_38_live_core_fields():
    live = [one for one in known_fields().values() if one.is_core and not one.is_deprecated]

    assert (len(known_fields()), len(live)) == (83, 38)


@given(
    packet=st.sampled_from(sorted(packets())),
    data=st.data(),
)
def test_no_field_travels_that_was_not_agreed(packet, data):
    one = packets()[packet]
    chosen = data.draw(st.lists(st.sampled_from([f.code for f in one.fields]), unique=True))
    told = {code: f"told-{code}" for code in chosen if code != "elements"}
    referral = Referral(packet=packet, drafted_on=TODAY, report_id=uuid4())

    record = record_of(referral, told)

    written = as_json(record)
    assert set(record.told) == set(told)
    assert {text for text in record.standard.values() if str(text).startswith("told-")} <= set(
        told.values()
    )
    assert not any(f"told-{f.code}" in written for f in one.fields if f.code not in told)


def approved(people):
    report = tell(sharing=Sharing.YES).report_id
    made = draft_referral(officer(people, "ratna"), report, draft(agency=None), now=NOW)
    return move(officer(people, "sari"), made.id, State.APPROVED, now=NOW)


def test_only_the_addressee_opens_it_and_sees_who_signed(people):
    referral, ratna, theirs = approved(people), officer(people, "ratna"), x25519.Identity.generate()
    sealed = seal_packet(ratna, referral.id, to=str(theirs.to_public()), now=NOW)
    assert b"what_happened" not in sealed

    held = open_packet(sealed, key=theirs, signed_by=vault.public_key())

    assert from_json(held["json"]).told == dict(draft().fields)
    assert from_csv(held["csv"]) == from_json(held["json"])
    assert str(referral.report_id) not in json.dumps(held)
    with pytest.raises(ParcelBroken):
        open_packet(sealed, key=x25519.Identity.generate(), signed_by=vault.public_key())
    with pytest.raises(ParcelBroken):
        open_packet(sealed, key=theirs, signed_by=bytes(32))
    with pytest.raises(ParcelBroken):
        open_packet(sealed[:-1] + b"x", key=theirs, signed_by=vault.public_key())


def test_paper_is_the_last_resort(people):
    referral = approved(people)

    assert print_letter(officer(people, "ratna"), referral.id, now=NOW).startswith(b"%PDF")


def test_nothing_goes_before_it_is_approved_or_to_no_key(people):
    report, ratna = tell(sharing=Sharing.YES).report_id, officer(people, "ratna")
    made = draft_referral(ratna, report, draft(), now=NOW)
    key = str(x25519.Identity.generate().to_public())

    with pytest.raises(NothingToHand):
        seal_packet(ratna, made.id, to=key, now=NOW)
    with pytest.raises(NoKey):
        seal_packet(ratna, made.id, to="age1x", now=NOW)
    for who in ("yohan", "lina", "agus"):
        with pytest.raises(NoSuchReferral):
            print_letter(officer(people, who), made.id, now=NOW)


def test_elements_go_as_they_were_settled_and_only_when_they_are_part_of_it(people):
    report = tell(sharing=Sharing.YES).report_id
    told = {field.code: "ada" for field in packets()["police"].must}
    made = Draft(id=uuid4(), packet="police", fields=told)
    referral = draft_referral(officer(people, "ratna"), report, made, now=NOW)
    assert record_of(referral, told).views == {}
    work()
    settle(officer(people, "ratna"), report, DECISION, now=NOW)

    assert record_of(referral, told).views == {"A1": "PRESENT", "M6": "PRESENT", "E2": "UNKNOWN"}
    status = record_of(referral, told).standard["vic_TraffickingStatus"]
    assert status == "PossibleVictimOfTrafficking"
    assert DECISION.note not in as_json(record_of(referral, told))
    assert "vic_TraffickingStatus" not in record_of(referral, {"where": "x"}).standard
