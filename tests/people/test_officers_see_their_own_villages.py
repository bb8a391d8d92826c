"""An officer sees the villages that are theirs on that day, and no others."""

from datetime import timedelta
from uuid import UUID

import pytest

from pimpasa.base.days import Zone
from pimpasa.base.errors import NotThere
from pimpasa.people import queries
from pimpasa.people.models import Account, Assignment, DutyTurn
from pimpasa.people.rules import Officer, Role
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE, SINCE, TODAY, serve


def seen_by(account, *, on=TODAY):
    officer = queries.officer_of(account, on=on)
    return set(queries.villages_of(officer, on=on).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("ratna", {LOMBANG}),
        ("yohan", {NEXT_VILLAGE}),
        ("sari", {LOMBANG, NEXT_VILLAGE}),
        ("made", {FAR_VILLAGE}),
        ("agus", {LOMBANG, NEXT_VILLAGE}),
        ("dewi", set()),
        ("tono", set()),
        ("lina", set()),
        ("putri", set()),
        ("adi", set()),
    ],
)
def test_each_sees_their_own(people, name, codes):
    assert seen_by(people[name]) == codes


@pytest.mark.parametrize(
    ("name", "scope"),
    [("ratna", (LOMBANG,)), ("sari", ("32.12",)), ("agus", ("32.12",)), ("adi", ())],
)
def test_the_scope_names_the_same_villages_by_code(people, name, scope):
    assert queries.officer_of(people[name], on=TODAY).scope == scope


def test_words_without_a_village_come_to_one_office_and_its_readers(people):
    takers = {n for n, a in people.items() if queries.officer_of(a, on=TODAY).takes_unplaced}

    assert takers == {"ratna", "yohan", "sari"}


def test_every_role_has_a_standing_person(people):
    assert {Role(account.role) for account in people.values()} == set(Role)


def test_an_assignment_that_ended_today_shows_nothing_today(people):
    Assignment.objects.filter(account=people["ratna"]).update(until=TODAY)

    assert seen_by(people["ratna"]) == set()
    assert seen_by(people["ratna"], on=TODAY - timedelta(days=1)) == {LOMBANG}


def test_an_account_becomes_an_officer_in_its_own_zone(people):
    officer = queries.officer_of(people["made"], on=TODAY)

    assert officer == Officer(
        id=people["made"].id,
        role=Role.SUPERVISOR,
        name="Made",
        office=people["made"].office_id,
        region=people["made"].office.region_id,
        agency=None,
        zone=Zone.WITA,
        scope=("53.04",),
    )
    assert isinstance(officer.id, UUID)


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"leaves_on": TODAY}, {"joined_on": TODAY + timedelta(1)}]
)
def test_who_has_no_access_today_is_no_officer(people, change):
    Account.objects.filter(username="ratna").update(**change)

    with pytest.raises(NotThere):
        queries.officer_of(Account.objects.get(username="ratna"), on=TODAY)


def test_the_assigned_officers_serve_a_village(people):
    serve(people["yohan"], LOMBANG, since=TODAY)
    Account.objects.filter(username="ratna").update(leaves_on=TODAY)

    now = queries.accounts_serving(LOMBANG, on=TODAY)
    before = queries.accounts_serving(LOMBANG, on=SINCE)

    assert {a.username for a in now} == {"yohan"}
    assert {a.username for a in before} == {"ratna"}


def test_the_duty_roster_says_whom_to_page(people):
    cirebon = people["sari"].office
    assert [a.username for a in queries.on_duty(cirebon.id, on=TODAY)] == ["sari"]

    tomorrow = TODAY + timedelta(days=1)
    DutyTurn.objects.create(office=cirebon, account=people["yohan"], since=TODAY, until=tomorrow)

    assert [a.username for a in queries.on_duty(cirebon.id, on=TODAY)] == ["yohan"]
    assert [a.username for a in queries.on_duty(cirebon.id, on=tomorrow)] == ["sari"]
