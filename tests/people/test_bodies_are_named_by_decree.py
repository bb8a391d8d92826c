"""Sections and agencies are data: they open, close and change their names by decree."""

from datetime import timedelta

import pytest

from pimpasa.base.errors import NotThere
from pimpasa.ledger.models import Event
from pimpasa.people.actions.accounts import Person, Post, SectionElsewhere, open_account
from pimpasa.people.actions.bodies import (
    BodyNameTaken,
    Name,
    NotAfter,
    NotYet,
    StillStaffed,
    close_agency,
    close_section,
    open_agency,
    open_section,
    rename_agency,
    rename_section,
)
from pimpasa.people.queries import staff
from pimpasa.people.rules import Role
from tests.standing import NOW, SINCE, TODAY
from tests.street import officer

BEGAN = TODAY - timedelta(days=60)
INTELDAKIM = Name("Inteldakim", BEGAN, "M.HH-OT-1")
WASDAKIM = Name("Wasdakim", TODAY, "M.HH-OT-2")


@pytest.fixture
def sari(people):
    return {"by": officer(people, "sari"), "now": NOW}


@pytest.fixture
def adi(people):
    return {"by": officer(people, "adi"), "now": NOW}


@pytest.fixture
def office(people):
    return people["sari"].office_id


def test_a_section_has_the_name_its_decree_gives_and_the_one_before_stays_known(office, sari):
    section = open_section(office, INTELDAKIM, **sari)

    rename_section(section.id, WASDAKIM, **sari)

    now = staff.sections(office).get()
    assert (now.name, now.named_since, now.decree) == ("Wasdakim", TODAY, "M.HH-OT-2")
    [before] = staff.former_names([section.id])[section.id]
    assert (before.name, before.since, before.until) == ("Inteldakim", BEGAN, TODAY)
    assert before.decree == "M.HH-OT-1"
    names = list(Event.objects.filter(subject=section.id).values_list("name", flat=True))
    assert sorted(names) == ["people.section_opened", "people.section_renamed"]


@pytest.mark.parametrize(
    ("since", "refusal"), [(TODAY + timedelta(days=1), NotYet), (BEGAN, NotAfter)]
)
def test_a_name_begins_after_the_last_one_and_not_in_the_future(office, sari, since, refusal):
    section = open_section(office, INTELDAKIM, **sari)

    with pytest.raises(refusal):
        rename_section(section.id, Name("Wasdakim", since, "1"), **sari)


def test_two_sections_of_an_office_have_two_names(office, sari, people, adi):
    open_section(office, INTELDAKIM, **sari)

    with pytest.raises(BodyNameTaken):
        open_section(office, Name("INTELDAKIM", TODAY, "1"), **sari)
    open_section(people["made"].office_id, INTELDAKIM, **adi)  # another office may have one


@pytest.mark.parametrize("name", ["ratna", "made", "agus", "putri", "lina"])
def test_sections_are_for_the_own_supervisor_and_the_administrator(people, office, sari, name):
    stranger = {"by": officer(people, name), "now": NOW}
    section = open_section(office, INTELDAKIM, **sari)

    with pytest.raises(NotThere):
        open_section(office, WASDAKIM, **stranger)
    with pytest.raises(NotThere):
        rename_section(section.id, WASDAKIM, **stranger)
    with pytest.raises(NotThere):
        close_section(section.id, on=TODAY, **stranger)


def test_a_section_with_people_stays_open(office, sari, adi):
    section = open_section(office, INTELDAKIM, **sari)
    post = Post(Role.PIMPASA, office=office, section=section.id)
    open_account(Person("wahyu", "Wahyu"), post=post, **sari)

    with pytest.raises(StillStaffed):
        close_section(section.id, on=TODAY, **sari)


def test_a_closed_section_takes_nobody_and_its_name_is_free_again(office, sari):
    section = open_section(office, INTELDAKIM, **sari)
    close_section(section.id, on=TODAY, **sari)

    assert not staff.sections(office, on=TODAY).exists()
    assert staff.sections(office, on=TODAY - timedelta(days=1)).get() == section
    post = Post(Role.PIMPASA, office=office, section=section.id)
    with pytest.raises(SectionElsewhere):
        open_account(Person("wahyu", "Wahyu"), post=post, **sari)
    open_section(office, Name("Inteldakim", TODAY, "M.HH-OT-3"), **sari)


def test_a_section_of_another_office_takes_nobody(people, office, adi):
    section = open_section(people["made"].office_id, INTELDAKIM, **adi)

    post = Post(Role.PIMPASA, office=office, section=section.id)
    with pytest.raises(SectionElsewhere):
        open_account(Person("wahyu", "Wahyu"), post=post, **adi)


def test_an_agency_is_opened_renamed_and_closed_by_the_administrator(people, sari, adi):
    named = Name("BP2MI Jawa Timur", SINCE, "Perpres 90/2019")
    agency = open_agency("p2mi-jatim", named, **adi)

    rename_agency(agency.id, Name("BP3MI Jawa Timur", TODAY, "Perpres 1"), **adi)
    close_agency(agency.id, on=TODAY + timedelta(days=9), **adi)

    kept = staff.agencies(on=TODAY).get(code="p2mi-jatim")
    assert (kept.name, kept.decree) == ("BP3MI Jawa Timur", "Perpres 1")
    assert [f.name for f in staff.former_names([kept.id])[kept.id]] == ["BP2MI Jawa Timur"]
    assert staff.agencies(on=TODAY + timedelta(days=9)).filter(id=kept.id).count() == 0
    with pytest.raises(NotThere):
        open_agency("x", named, **sari)
    with pytest.raises(NotThere):
        rename_agency(people["lina"].agency_id, named, **sari)
    with pytest.raises(StillStaffed):
        close_agency(people["lina"].agency_id, on=TODAY, **adi)


@pytest.mark.parametrize(("code", "text"), [("bp3mi-jabar", "X"), ("x", "bp3mi")])
def test_an_agency_is_there_once(people, adi, code, text):
    with pytest.raises(BodyNameTaken):
        open_agency(code, Name(text, TODAY, "1"), **adi)
