"""An event from the plan to the certificates; each act may be sent twice."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from pimpasa.ledger.models import Event as LedgerEvent
from pimpasa.people.rules import Role
from pimpasa.training.actions.events import (
    HandedIn,
    NotYet,
    Plan,
    certify_passed,
    give_feedback,
    hand_in,
    plan_event,
)
from pimpasa.training.actions.seats import NotInvited, check_in, invite
from pimpasa.training.lessons import questions
from pimpasa.training.models import Certificate, Moment, Seat
from pimpasa.training.queries.results import NoSuchEvent, event_for, events_for, results_of
from tests.standing import account
from tests.street import NOW, TODAY, officer

UNKNOWN = UUID(int=7)  # the same in every process, for its name is part of a test's

LAW = "reading-the-law"
pytestmark = pytest.mark.django_db


@pytest.fixture
def tono(people):
    return officer(people, "tono")


@pytest.fixture
def event(tono):
    agenda = (("08.30-10.00", "TPPO", "Bareskrim Polri"),)
    plan = Plan(uuid4(), "Rapat koordinasi", "Jakarta", TODAY, 150, LAW, agenda)
    assert plan_event(plan, by=tono, now=NOW) == plan_event(plan, by=tono, now=NOW)
    return plan_event(plan, by=tono, now=NOW)


def seated(event, people, name, *, by, came=True):
    invite(event.id, [people[name].id], by=by, now=NOW)
    seat = Seat.objects.get(event=event, account=people[name])
    if came:
        check_in(event.id, seat.pin, by=by, now=NOW)
    return officer(people, name)


def paper(event, *, wrong=0):
    """All right but the first few."""
    known = questions()
    return {
        code: (known[code].key + (place < wrong)) % 3 for place, code in enumerate(event.questions)
    }


def test_the_questions_come_from_every_lesson_of_the_course(event):
    lessons = {code.rpartition("-")[0] for code in event.questions}

    assert lessons == {"trafficking", "smuggling", "online-recruitment"}
    assert len(event.questions) == 12


def test_checked_in_by_badge_or_pin_and_the_first_time_counts(event, people, tono):
    invite(event.id, [people["ratna"].id], by=tono, now=NOW)
    seat = Seat.objects.get()
    check_in(event.id, f" {seat.id} ", by=tono, now=NOW)
    check_in(event.id, seat.pin, by=tono, now=NOW + timedelta(hours=1))

    seat.refresh_from_db()
    assert seat.came_at == NOW
    assert LedgerEvent.objects.filter(name="training.attended").count() == 1


@pytest.mark.parametrize("shown", ["", "000", str(UNKNOWN), "bukan"])
def test_a_stranger_is_not_checked_in(event, tono, shown):
    with pytest.raises(NotInvited):
        check_in(event.id, shown, by=tono, now=NOW)


def test_only_who_came_is_tested(event, people, tono):
    ratna = seated(event, people, "ratna", by=tono, came=False)
    with pytest.raises(NotYet):
        hand_in(event.id, Moment.BEFORE, {}, by=ratna, now=NOW, id=uuid4())
    with pytest.raises(NoSuchEvent):
        give_feedback(event.id, 5, "", by=officer(people, "yohan"), now=NOW)


def test_a_test_is_taken_once(event, people, tono):
    ratna, mine = seated(event, people, "ratna", by=tono), uuid4()
    first = hand_in(event.id, Moment.BEFORE, paper(event, wrong=3), by=ratna, now=NOW, id=mine)
    again = hand_in(event.id, Moment.BEFORE, paper(event), by=ratna, now=NOW, id=mine)

    assert first == again
    assert first.right == 9
    with pytest.raises(HandedIn):
        hand_in(event.id, Moment.BEFORE, paper(event), by=ratna, now=NOW, id=uuid4())


def test_who_passes_is_certified_once_and_the_gain_is_told(event, people, tono):
    Certificate.objects.all().delete()
    for name, wrong in (("ratna", 0), ("yohan", 2), ("sari", 6)):
        one = seated(event, people, name, by=tono)
        for moment, more in ((Moment.BEFORE, 3), (Moment.AFTER, 0)):
            hand_in(event.id, moment, paper(event, wrong=wrong + more), by=one, now=NOW, id=uuid4())

    assert certify_passed(event.id, by=tono, now=NOW) == 2
    certify_passed(event.id, by=tono, now=NOW)

    held = Certificate.objects.values_list("account__username", flat=True)
    assert sorted(held) == ["ratna", "yohan"]
    results = results_of(event)
    assert results.gain.mean == pytest.approx(25)
    assert len(results.items) == 12
    assert {one.lesson.slug for one in results.by_lesson} == {
        "trafficking", "smuggling", "online-recruitment",
    }  # fmt: skip


def test_only_a_trainer_plans_and_only_the_invited_see(event, people, tono):
    with pytest.raises(NoSuchEvent):
        plan_event(Plan(uuid4(), "x", "x", TODAY, 1, LAW, ()), by=officer(people, "sari"), now=NOW)
    assert list(events_for(tono)) == [event]
    with pytest.raises(NoSuchEvent):
        event_for(officer(people, "ratna"), event.id)


def test_pins_tell_146_people_apart(event, tono):
    many = [account(f"p{n}", Role.PIMPASA).id for n in range(146)]
    assert invite(event.id, many, by=tono, now=NOW) == 146
    pins = set(Seat.objects.values_list("pin", flat=True))
    assert len(pins) == 146
    assert all(len(pin) == 6 and pin.isdigit() for pin in pins)
