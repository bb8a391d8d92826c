"""Offices open, regencies move between them, and what was stays known."""

from datetime import date, timedelta

import pytest

from pimpasa.base.days import Zone
from pimpasa.base.errors import NotThere
from pimpasa.ledger.models import Event
from pimpasa.people.models import Account
from pimpasa.people.queries import officer_of
from pimpasa.places import queries
from pimpasa.places.actions.fostering import (
    AlreadyFostered,
    EndsTooEarly,
    NotInTerritory,
    end_fostering,
    foster_village,
    tag_village,
)
from pimpasa.places.actions.territory import (
    NameTaken,
    NotMoved,
    Opening,
    StillServes,
    TakesThemAll,
    close_office,
    move_territory,
    open_by_decree,
    open_office,
    rename_office,
    stand_in,
    take_unplaced,
)
from pimpasa.places.rules import Decree, Fostered
from tests.standing import FAR_VILLAGE, LOMBANG, NOW, SINCE, TODAY

SOON = TODAY + timedelta(days=30)


@pytest.fixture
def act(people):
    """Who acts, and when."""
    return {"actor": people["adi"].id, "now": NOW}


@pytest.fixture
def garut(act):
    return open_office("Garut", zone=Zone.WIB, region="Jawa Barat", **act)


def test_a_regency_moves_on_a_day_and_both_offices_know_it(people, garut, act):
    move_territory("32.12", to=garut.id, on=SOON, **act)

    assert queries.office_of(LOMBANG, on=SOON - timedelta(days=1)).name == "Cirebon"
    assert queries.office_of(LOMBANG, on=SOON).name == "Garut"
    assert officer_of(people["sari"], on=TODAY).scope == ("32.12",)
    assert officer_of(people["sari"], on=SOON).scope == ()
    history = queries.territory_history(people["sari"].office_id)
    assert [(t.regency_id, t.since, t.until) for t in history] == [("32.12", SINCE, SOON)]


def test_a_move_is_in_the_ledger(people, garut, act):
    move_territory("32.12", to=garut.id, on=SOON, **act)

    event = Event.objects.get(name="places.territory_moved")
    assert (event.subject, event.actor) == (garut.id, people["adi"].id)
    assert str(people["sari"].office_id) in event.details


@pytest.mark.parametrize("on", [SINCE, SINCE - timedelta(days=1)])
def test_a_move_before_the_last_one_is_refused(garut, act, on):
    with pytest.raises(NotMoved):
        move_territory("32.12", to=garut.id, on=on, **act)


def test_a_move_to_where_it_is_is_refused(people, act):
    with pytest.raises(NotMoved):
        move_territory("32.12", to=people["sari"].office_id, on=SOON, **act)


def test_a_regency_that_does_not_exist_does_not_move(garut, act):
    with pytest.raises(NotThere):
        move_territory("99.99", to=garut.id, on=SOON, **act)


def test_two_offices_cannot_have_one_name(garut, act):
    with pytest.raises(NameTaken):
        open_office("Garut", zone=Zone.WIB, region="Jawa Barat", **act)


def test_one_office_takes_the_unplaced_and_hands_that_on(people, garut, act):
    take_unplaced(garut.id, **act)

    assert queries.office_for_unplaced() == garut
    ratna = Account.objects.get(id=people["ratna"].id)
    assert not officer_of(ratna, on=TODAY).takes_unplaced


def test_a_village_is_fostered_under_a_decree(people, act):
    decree = Decree("W.11-1949", people["sari"].office_id, TODAY, ("pesisir", " pesisir", "EMAS"))

    fostered = foster_village(LOMBANG, decree=decree, **act)

    listed = list(queries.fostered_villages(["32"], on=TODAY))
    assert [(f.village.name, f.decree, f.office.name) for f in listed] == [
        ("Lombang", "W.11-1949", "Cirebon")
    ]
    assert queries.tags_of([fostered.id]) == {fostered.id: ["EMAS", "pesisir"]}
    assert not queries.fostered_villages(["53"], on=TODAY).exists()
    assert not queries.fostered_villages(["32"], on=TODAY - timedelta(days=1)).exists()


def test_only_the_office_that_serves_it_fosters_a_village(people, act):
    with pytest.raises(NotInTerritory):
        foster_village(FAR_VILLAGE, decree=Decree("1", people["sari"].office_id, TODAY), **act)


def test_a_village_is_fostered_once_at_a_time(people, act):
    office = people["sari"].office_id
    first = foster_village(LOMBANG, decree=Decree("1", office, TODAY), **act)
    with pytest.raises(AlreadyFostered):
        foster_village(LOMBANG, decree=Decree("2", office, SOON), **act)
    with pytest.raises(EndsTooEarly):
        end_fostering(first.id, on=TODAY, **act)

    end_fostering(first.id, on=SOON, **act)
    foster_village(LOMBANG, decree=Decree("2", office, SOON), **act)

    assert [f.decree for f in queries.fostered_villages([LOMBANG], on=SOON)] == ["2"]
    with pytest.raises(NotThere):
        end_fostering(first.id, on=date(2027, 1, 1), **act)


def test_fostering_ends_by_a_decree_that_is_kept(people, act):
    fostered = foster_village(LOMBANG, decree=Decree("1", people["sari"].office_id, TODAY), **act)

    end_fostering(fostered.id, on=SOON, decree="W.11-77", **act)

    kept = queries.fostering_history(LOMBANG).get()
    assert (kept.decree, kept.until, kept.end_decree) == ("1", SOON, "W.11-77")


def test_what_is_said_about_a_fostered_village_can_change(people, act):
    office = people["sari"].office_id
    fostered = foster_village(LOMBANG, decree=Decree("1", office, TODAY, ("pesisir",)), **act)

    tag_village(fostered.id, ["EMAS", " perbatasan ", "", "EMAS"], **act)

    assert queries.tags_of([fostered.id]) == {fostered.id: ["EMAS", "perbatasan"]}
    assert queries.tags_in_use(TODAY) == ["EMAS", "perbatasan"]
    end_fostering(fostered.id, on=SOON, **act)
    with pytest.raises(NotThere):
        tag_village(fostered.id, ["EMAS"], **act)


@pytest.mark.parametrize(
    ("chosen", "is_found"),
    [
        (Fostered(), True),
        (Fostered(tag="pesisir"), True),
        (Fostered(tag="EMAS"), False),
        (Fostered(area="32.12"), True),
        (Fostered(area="53"), False),
        (Fostered(area="no place"), False),
        (Fostered(text="lombng"), True),
        (Fostered(text="Tulakadi"), False),
    ],
)
def test_fostered_villages_are_found_by_what_one_knows(people, act, chosen, is_found):
    decree = Decree("1", people["sari"].office_id, TODAY, ("pesisir",))
    foster_village(LOMBANG, decree=decree, **act)

    assert queries.fostered_among(chosen, on=TODAY).exists() == is_found
    assert not queries.fostered_among(chosen, on=TODAY - timedelta(days=1)).exists()


def test_an_office_opens_and_closes_by_decree(people, act):
    opening = Opening("Garut", Zone.WIB, "Jawa Barat", "Kelas II", SINCE, "M.HH-1")

    garut = open_by_decree(opening, **act)
    assert (garut.rank, garut.opened_on, garut.opening_decree) == ("Kelas II", SINCE, "M.HH-1")
    close_office(garut.id, on=SOON, decree="M.HH-2", **act)

    assert garut in queries.offices_open(TODAY)
    assert garut not in queries.offices_open(SOON)
    with pytest.raises(NotThere):
        close_office(garut.id, on=SOON, decree="M.HH-2", **act)
    with pytest.raises(NotThere):
        move_territory("32.12", to=garut.id, on=SOON, **act)


def test_an_office_that_still_serves_is_not_closed(people, garut, act):
    cirebon = people["sari"].office_id
    with pytest.raises(StillServes):
        close_office(cirebon, on=SOON, decree="1", **act)

    move_territory("32.12", to=garut.id, on=SOON, decree="M.HH-9", **act)
    with pytest.raises(StillServes):  # still takes what names no village
        close_office(cirebon, on=SOON, decree="1", **act)
    take_unplaced(garut.id, **act)
    close_office(cirebon, on=SOON, decree="1", **act)

    assert queries.office(cirebon).closed_on == SOON
    held = queries.offices_of_regency("32.12")
    assert [(t.office.name, t.decree) for t in held] == [("Garut", "M.HH-9"), ("Cirebon", "")]


def test_an_office_gets_another_name_and_the_ledger_keeps_the_old_one(people, garut, act):
    rename_office(garut.id, "Garut Raya", rank="Kelas I TPI", decree="M.HH-3", **act)

    assert queries.office(garut.id).rank == "Kelas I TPI"
    assert '"before":["Garut",""]' in Event.objects.get(name="places.office_renamed").details
    with pytest.raises(NameTaken):
        rename_office(garut.id, "Cirebon", rank="", decree="1", **act)


def test_an_office_does_not_stand_in_for_itself(people):
    by = {"actor": people["adi"].id, "now": NOW}
    with pytest.raises(TakesThemAll):
        stand_in(people["sari"].office_id, **by)
    stand_in(people["made"].office_id, **by)

    assert queries.office_elsewhere(LOMBANG, on=TODAY) == people["made"].office
