"""The stops of a week stand as the officer put them: times follow, and who moved what is told."""

from datetime import date, timedelta

import pytest

from pimpasa.ledger.models import Event
from pimpasa.outreach.actions import NoSuchVisit
from pimpasa.outreach.arranging import Move, arrange, arranged, days_of, moved, moves_of
from pimpasa.outreach.models import WeekPlan
from pimpasa.outreach.planning import Candidate, minutes_between, next_week
from pimpasa.outreach.routing import VISIT_MINUTES, timed
from pimpasa.places.models import Village
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG, NEXT_VILLAGE, serve
from tests.street import NOW, officer

MON, TUE = date(2026, 3, 9), date(2026, 3, 10)
HOME = (-6.70, 108.50)
PAGE = "/kantor/kunjungan/pekan/"


def test_the_fewest_villages_that_explain_it_were_moved():
    was = {MON: ["a", "b", "c", "d"], TUE: ["e"]}

    assert moved(was, {MON: ["b", "c", "d", "a"], TUE: ["e"]}) == [Move("a", (MON, 1), (MON, 4))]
    assert moved(was, {MON: ["a", "b", "c"], TUE: ["d", "e"]}) == [Move("d", (MON, 4), (TUE, 1))]
    assert moved(was, {MON: ["a", "b", "c", "d"]}) == [Move("e", (TUE, 1), None)]
    assert moved(was, was) == []


def test_times_are_those_of_the_order_somebody_chose():
    near, far = Candidate("n", "N", (-6.71, 108.5)), Candidate("f", "F", (-6.90, 108.5))

    there, back = timed(HOME, [near, far]), timed(HOME, [far, near])

    assert there.legs[0] == minutes_between(HOME, near.at)
    assert back.arrivals[0] == 8 * 60 + minutes_between(HOME, far.at)
    gap = there.arrivals[1] - there.arrivals[0]
    assert gap == VISIT_MINUTES + minutes_between(near.at, far.at)
    assert there.minutes == back.minutes
    assert not there.is_too_long
    assert timed(HOME, [near, far] * 2).is_too_long
    assert timed(HOME, []).minutes == 0


@pytest.fixture
def ratna(people):
    serve(people["ratna"], NEXT_VILLAGE)
    return officer(people, "ratna")


@pytest.mark.django_db
def test_what_was_arranged_is_kept_and_told_once(ratna, people):
    proposed, mine = {MON: [LOMBANG, NEXT_VILLAGE]}, {MON: [NEXT_VILLAGE], TUE: [LOMBANG]}

    assert arrange(ratna, MON, proposed, proposed=proposed, now=NOW) == 0
    assert arranged(ratna, MON) is None
    for moves in (1, 0):
        assert arrange(ratna, MON, mine, proposed=proposed, now=NOW) == moves
    plan = arranged(ratna, MON)
    assert days_of(plan) == mine
    (move,) = moves_of(plan)
    assert (move.village, move.from_day, move.from_place) == (LOMBANG, MON, 1)
    assert (move.to_day, move.to_place, move.by) == (TUE, 1, ratna.id)
    assert Event.objects.filter(name="outreach.week_arranged").count() == 1
    with pytest.raises(NoSuchVisit):
        arrange(officer(people, "yohan"), MON, mine, proposed={}, now=NOW)
    assert arranged(officer(people, "yohan"), MON) is None


@pytest.mark.django_db
def test_moved_by_its_arrows_without_a_script_and_not_overwritten_by_a_new_proposal(ratna, people):
    desk = at_the_desk(with_second_factor(people["ratna"]))
    first = desk.get(PAGE)
    monday, *_rest, friday = first.context["form"].days[:5]
    sent = {f.html_name: f.value() or "" for f in first.context["form"]}
    for place, code in enumerate((LOMBANG, NEXT_VILLAGE), start=1):
        sent |= {f"{code}.on": friday[0], f"{code}.place": place}

    assert desk.post(PAGE, sent | {"move": f"up:{NEXT_VILLAGE}"}).status_code == 302

    day = date.fromisoformat(friday[0])
    assert days_of(WeekPlan.objects.get()) == {day: [NEXT_VILLAGE, LOMBANG]}
    page = desk.get(PAGE).content.decode()
    board = page[page.index('id="board"') :]
    names = [Village.objects.get(code=code).name for code in (NEXT_VILLAGE, LOMBANG)]
    assert board.index(f"<b>{names[0]}</b>") < board.index(f"<b>{names[1]}</b>")
    assert 'name="anew"' in page  # what the machine proposes now differs, and waits to be asked for

    assert desk.post(PAGE, sent | {"anew": "1"}).status_code == 302
    assert day not in days_of(WeekPlan.objects.get())
    assert 'name="anew"' not in desk.get(PAGE).content.decode()
    assert next_week(day - timedelta(days=7))[-1] == day
    assert monday[0] < friday[0]
