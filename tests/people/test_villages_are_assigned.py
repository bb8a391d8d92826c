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
    put_on_duty,
)
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
    kept = queries.assignments_of(people["ratna"].id).get()

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
