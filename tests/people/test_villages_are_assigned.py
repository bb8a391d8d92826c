"""Who serves which village is said by those who may, from a day and until a day."""

from datetime import timedelta

import pytest

from pimpasa.base.errors import NotThere
from pimpasa.ledger.models import Event
from pimpasa.people import queries
from pimpasa.people.actions.assignments import (
    AlreadyServes,
    BadPeriod,
    assign_village,
    end_assignment,
    end_duty,
    hand_over,
    put_on_duty,
)
from pimpasa.people.queries import staff
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE, NOW, TODAY

TOMORROW, NEXT_WEEK = TODAY + timedelta(days=1), TODAY + timedelta(days=7)


@pytest.fixture
def sari(people):
    return {"by": queries.officer_of(people["sari"], on=TODAY), "now": NOW}


def test_an_officer_is_given_a_village(people, sari):
    assign_village(people["ratna"].id, NEXT_VILLAGE, since=TOMORROW, **sari)

    assert queries.officer_of(people["ratna"], on=TODAY).scope == (LOMBANG,)
    assert queries.officer_of(people["ratna"], on=TOMORROW).scope == (NEXT_VILLAGE, LOMBANG)
    event = Event.objects.get(name="people.village_assigned")
    assert (event.subject, event.actor) == (people["ratna"].id, people["sari"].id)


@pytest.mark.parametrize(
    ("name", "village"),
    [("ratna", FAR_VILLAGE), ("ratna", "99.99.99.9999"), ("made", LOMBANG), ("tono", LOMBANG)],
)
def test_a_supervisor_assigns_own_people_to_own_villages_only(people, sari, name, village):
    with pytest.raises(NotThere):
        assign_village(people[name].id, village, since=TODAY, **sari)


@pytest.mark.parametrize("name", ["ratna", "agus", "putri", "made"])
def test_others_assign_nothing(people, name):
    by = queries.officer_of(people[name], on=TODAY)

    with pytest.raises(NotThere):
        assign_village(people["yohan"].id, LOMBANG, since=TODAY, by=by, now=NOW)


def test_the_same_village_twice_is_refused(people, sari):
    with pytest.raises(AlreadyServes):
        assign_village(people["ratna"].id, LOMBANG, since=TODAY, **sari)


def test_an_assignment_ends_on_a_day(people, sari):
    kept = staff.assignments_of(people["ratna"].id).get()

    end_assignment(kept.id, on=TOMORROW, **sari)

    assert queries.officer_of(people["ratna"], on=TODAY).scope == (LOMBANG,)
    assert queries.officer_of(people["ratna"], on=TOMORROW).scope == ()
    with pytest.raises(BadPeriod):
        end_assignment(kept.id, on=NEXT_WEEK, **sari)


def test_it_cannot_end_before_it_begins(people, sari):
    with pytest.raises(BadPeriod):
        assign_village(people["ratna"].id, NEXT_VILLAGE, since=TODAY, until=TODAY, **sari)


def test_a_turn_on_duty_is_given_and_taken(people, sari):
    turn = put_on_duty(people["yohan"].id, since=TODAY, until=NEXT_WEEK, **sari)
    assert [a.username for a in queries.on_duty(turn.office_id, on=TOMORROW)] == ["yohan"]
    with pytest.raises(AlreadyServes):
        put_on_duty(people["yohan"].id, since=TOMORROW, until=NEXT_WEEK, **sari)

    end_duty(turn.id, on=TOMORROW, **sari)

    assert [a.username for a in queries.on_duty(turn.office_id, on=TOMORROW)] == ["sari"]
    with pytest.raises(NotThere):
        put_on_duty(people["made"].id, since=TODAY, until=NEXT_WEEK, **sari)


def test_villages_are_handed_over_in_one_act(people, sari):
    assign_village(people["ratna"].id, NEXT_VILLAGE, since=TODAY, until=NEXT_WEEK, **sari)
    both = [LOMBANG, NEXT_VILLAGE, FAR_VILLAGE]  # the last is none of hers

    many = hand_over(people["ratna"].id, to=people["yohan"].id, villages=both, on=TOMORROW, **sari)

    assert many == 2
    assert queries.officer_of(people["ratna"], on=TODAY).scope == (NEXT_VILLAGE, LOMBANG)
    assert queries.officer_of(people["ratna"], on=TOMORROW).scope == ()
    assert queries.officer_of(people["yohan"], on=TOMORROW).scope == (NEXT_VILLAGE, LOMBANG)
    assert Event.objects.get(name="people.villages_handed_over").subject == people["ratna"].id
    taken = Event.objects.get(name="people.villages_taken_over")
    assert taken.subject == people["yohan"].id
    assert LOMBANG in taken.details


def test_who_takes_over_what_they_serve_serves_it_on(people, sari):
    assign_village(people["yohan"].id, LOMBANG, since=TODAY, **sari)

    hand_over(people["ratna"].id, to=people["yohan"].id, villages=[LOMBANG], on=TOMORROW, **sari)

    served = staff.assignments_of(people["yohan"].id).filter(village_id=LOMBANG)
    assert [(a.since, a.until) for a in served] == [(TODAY, None)]


@pytest.mark.parametrize(
    ("frm", "to", "village"),
    [
        ("ratna", "ratna", LOMBANG),
        ("ratna", "sari", LOMBANG),
        ("ratna", "yohan", FAR_VILLAGE),
        ("made", "yohan", LOMBANG),
        ("ratna", "made", LOMBANG),
    ],
)
def test_what_cannot_be_handed_over_stays(people, sari, frm, to, village):
    with pytest.raises(NotThere):
        hand_over(people[frm].id, to=people[to].id, villages=[village], on=TOMORROW, **sari)

    assert queries.officer_of(people["ratna"], on=NEXT_WEEK).scope == (LOMBANG,)


def test_who_serves_a_village_is_listed_with_what_was(people, sari):
    assign_village(people["yohan"].id, LOMBANG, since=TOMORROW, **sari)

    assert staff.serving_on([LOMBANG, NEXT_VILLAGE], on=TODAY) == {
        LOMBANG: ["Ratna"],
        NEXT_VILLAGE: ["Yohan"],
    }
    assert [a.account.username for a in staff.assignments_in(LOMBANG)] == ["yohan", "ratna"]
    both = [people["ratna"].id, people["yohan"].id]
    assert staff.villages_served(both, on=TOMORROW) == {both[0]: 1, both[1]: 2}


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("ratna", ["Cirebon"]),
        ("made", ["Atambua"]),
        ("agus", ["Cirebon"]),
        ("adi", ["Atambua", "Cirebon"]),
        ("lina", []),
        ("putri", []),
    ],
)
def test_a_roster_is_seen_by_whom_it_concerns(people, name, seen):
    asks = queries.officer_of(people[name], on=TODAY)

    assert [office.name for office in staff.rosters_of(asks, on=TODAY)] == seen
