"""Each addressee is told at least what it needs, by a table of our own beside the content."""

import pytest

from pimpasa.referrals.packets import packets

# What each addressee cannot work without, and what it must never be told. From the referral matrix
# of domain research, 2026-11 (statements of the agencies themselves); kept apart from the content.
NEEDS = {
    "police": {"what_happened", "when", "where", "suspects", "victims", "safety", "elements"},
    "migrant_workers": {"what_happened", "job", "firm", "suspects"},
    "village_police": {"where", "observe", "when"},
    "volunteers": {"topic", "where"},
    "village_office": {"papers_to_check"},
    "task_force": {"figures"},
    "women_and_children": {"victims", "safety", "victim_wishes"},
    "public_complaints": {"service_problem"},
    "foreign_affairs": {"what_happened", "victim_identity", "present_place"},
    "witness_protection": {"safety", "victim_wishes"},
    "immigration_intelligence": {"foreigners", "where"},
    "credit": {"help_wanted"},
    "skills": {"help_wanted"},
    "advice": {"help_wanted"},
    "perwira_pmi": {"help_wanted"},
    "desa_emas": {"help_wanted"},
    "communities": {"help_wanted"},
}
VICTIM = {"victim_identity", "present_place", "victim_wishes", "family_contact", "victims"}
NEVER = {
    "village_police": VICTIM | {"what_happened", "evidence"},
    "volunteers": VICTIM | {"what_happened", "suspects", "evidence", "elements"},
    "village_office": VICTIM | {"what_happened", "suspects", "evidence", "elements"},
    "task_force": VICTIM | {"what_happened", "suspects", "where", "evidence"},
    "public_complaints": VICTIM | {"what_happened", "suspects", "where", "evidence"},
    "immigration_intelligence": VICTIM,
    **{
        code: {"what_happened", "suspects", "elements", "evidence", "victim_identity"}
        for code in ("credit", "skills", "advice", "perwira_pmi", "desa_emas", "communities")
    },
}
CALLED_BACK = set(NEEDS) - {"task_force", "public_complaints"}
IN_HOURS = {"police", "women_and_children", "foreign_affairs"}
OF_THE_VILLAGE = {"village_police", "volunteers", "village_office", "immigration_intelligence"}


def codes(fields):
    return {field.code for field in fields}


def test_the_table_knows_every_packet():
    assert set(packets()) == set(NEEDS)


@pytest.mark.parametrize("code", NEEDS)
def test_a_packet_must_hold_what_its_addressee_needs(code):
    packet = packets()[code]

    assert NEEDS[code] <= codes(packet.must)
    assert ("call_back" in codes(packet.must)) is (code in CALLED_BACK)
    assert packet.answers_id
    assert packet.never_id


@pytest.mark.parametrize("code", NEVER)
def test_a_packet_has_no_room_for_what_must_not_go(code):
    assert not NEVER[code] & codes(packets()[code].fields)


@pytest.mark.parametrize("code", NEEDS)
def test_whoever_may_be_in_danger_is_answered_for_in_hours(code):
    packet = packets()[code]

    assert bool(packet.within) is (code in IN_HOURS)
    assert packet.within or packet.working_days
    assert packet.is_local is (code in OF_THE_VILLAGE)


@pytest.mark.parametrize("code", NEEDS)
def test_whoever_told_it_has_no_field_and_who_was_hurt_is_guarded(code):
    for field in packets()[code].fields:
        assert "reporter" not in field.code
        if field.code in {"victim_identity", "present_place", "family_contact", "victim_wishes"}:
            assert field.guards
