"""An invitation is answered; a freed seat goes to who waits; the door does as was decided."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from pimpasa.ledger.models import Event as LedgerEvent
from pimpasa.training.actions import NotPossible
from pimpasa.training.actions.events import Plan, plan_event
from pimpasa.training.actions.letters import remind_of_events
from pimpasa.training.actions.seats import (
    NoRoom,
    NotInvited,
    Terms,
    TooLate,
    change_terms,
    check_in,
    invite,
    reply,
    walk_in,
)
from pimpasa.training.models import Answer, Reply, Seat, WalkIns
from pimpasa.training.queries.results import NoSuchEvent
from pimpasa.training.queries.seats import held, invited_to, place_in_line, unanswered
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import NOW, TODAY, officer, work

pytestmark = pytest.mark.django_db
HELD_ON = TODAY + timedelta(days=10)
NAMES = ("ratna", "yohan", "sari", "made")  # two find a seat, two wait


@pytest.fixture
def tono(people):
    return officer(people, "tono")


@pytest.fixture
def event(people, tono):
    for name in NAMES:
        people[name].email = f"{name}@example.invalid"
        people[name].save()
    plan = Plan(uuid4(), "Kelas hukum", "Cirebon", HELD_ON, 2, "reading-the-law", ())
    event = plan_event(plan, by=tono, now=NOW)
    invite(event.id, [people[name].id for name in NAMES], by=tono, now=NOW)
    work()
    return event


def seat(people, name):
    return Seat.objects.get(account=people[name])


def says(event, people, name, answer, why="", *, id=None, now=NOW):
    return reply(event.id, answer, why, by=officer(people, name), now=now, id=id or uuid4())


def letters_to(name):
    return [one.subject for one in mail.outbox if one.to == [f"{name}@example.invalid"]]


def test_who_finds_no_seat_waits_in_the_order_of_the_invitation(event, people):
    assert [place_in_line(seat(people, name)) for name in NAMES] == [0, 0, 1, 2]
    told = ["daftar tunggu" in letter.body for letter in mail.outbox]
    assert told == [False, False, True, True]


def test_a_no_frees_the_seat_for_the_next_who_is_told(event, people, tono):
    with pytest.raises(NotPossible):
        says(event, people, "ratna", Answer.NO, "  ")
    says(event, people, "ratna", Answer.NO, "Ada sidang di Cirebon")
    work()

    assert [place_in_line(seat(people, name)) for name in NAMES] == [0, 0, 0, 1]
    assert held(event.id).count() == 2
    assert len(letters_to("sari")) == 2  # invited to wait, then told of the seat
    assert len(letters_to("made")) == 1
    people_said = invited_to(tono, event.id)
    assert [(s.account_id, why) for s, why in people_said.no] == [
        (people["ratna"].id, "Ada sidang di Cirebon")
    ]
    assert {s.account_id for s in people_said.silent} == {people["yohan"].id, people["sari"].id}


def test_a_no_that_is_taken_back_goes_to_the_end_of_the_line_and_its_words_go(event, people):
    says(event, people, "ratna", Answer.NO, "Sakit")
    says(event, people, "ratna", Answer.OPEN)

    assert place_in_line(seat(people, "ratna")) == 2
    assert seat(people, "ratna").answer == Answer.OPEN
    assert [one.why for one in Reply.objects.all()] == [None, None]


def test_who_waits_and_says_no_leaves_the_line_and_frees_nothing(event, people):
    says(event, people, "sari", Answer.NO, "Cuti")

    assert [place_in_line(seat(people, name)) for name in NAMES] == [0, 0, 0, 1]
    assert not held(event.id).filter(account=people["sari"]).exists()
    assert not LedgerEvent.objects.filter(name="training.moved_up").exists()


def test_the_last_answer_counts_and_one_sent_again_is_not_a_later_one(event, people):
    first = uuid4()
    says(event, people, "ratna", Answer.YES, id=first)
    says(event, people, "ratna", Answer.NO, "Sakit")
    says(event, people, "ratna", Answer.YES, id=first)

    assert seat(people, "ratna").answer == Answer.NO
    assert Reply.objects.count() == 2
    with pytest.raises(NoSuchEvent):
        says(event, people, "yohan", Answer.YES, id=first)
    with pytest.raises(NoSuchEvent):
        says(event, people, "agus", Answer.YES)


def test_after_the_day_or_at_the_door_it_is_too_late_to_answer(event, people, tono):
    with pytest.raises(TooLate):
        says(event, people, "ratna", Answer.NO, "x", now=NOW + timedelta(days=11))
    check_in(event.id, seat(people, "yohan").pin, by=tono, now=NOW)
    with pytest.raises(TooLate):
        says(event, people, "yohan", Answer.NO, "x")


def test_more_seats_let_the_line_move_up_and_fewer_than_given_are_refused(event, people, tono):
    with pytest.raises(NotPossible):
        change_terms(event.id, Terms(1, 3, WalkIns.ROOM), by=tono, now=NOW)
    change_terms(event.id, Terms(3, 3, WalkIns.ROOM), by=tono, now=NOW)

    assert [place_in_line(seat(people, name)) for name in NAMES] == [0, 0, 0, 1]
    with pytest.raises(NoSuchEvent):
        change_terms(event.id, Terms(9, 3, WalkIns.ROOM), by=officer(people, "sari"), now=NOW)


@pytest.mark.parametrize(
    ("rule", "seats", "come"),  # who waits, and who was not invited
    [
        (WalkIns.NONE, 2, (False, False)),
        (WalkIns.NONE, 5, (True, False)),
        (WalkIns.ROOM, 2, (False, False)),
        (WalkIns.ROOM, 5, (True, True)),
        (WalkIns.ANY, 2, (True, True)),
    ],
)
def test_the_door_lets_in_as_the_organiser_decided(event, people, tono, rule, seats, come):
    made, terms = seat(people, "made"), Terms(seats, 3, rule)
    change_terms(event.id, terms, by=tono, now=NOW)

    waits = comes(lambda: check_in(event.id, made.pin, by=tono, now=NOW))
    stranger = comes(lambda: walk_in(event.id, "agus", by=tono, now=NOW))

    assert (waits, stranger) == come
    assert Seat.objects.filter(account=people["agus"]).exists() is stranger
    assert comes(lambda: walk_in(event.id, "ratna", by=tono, now=NOW))  # has a seat, no badge
    with pytest.raises(NotInvited):
        walk_in(event.id, "siapa", by=tono, now=NOW)


def comes(deed):
    try:
        return deed().came_at is not None
    except NoRoom:
        return False


def test_who_has_a_seat_is_reminded_once_as_many_days_before_as_said(event, people, tono):
    change_terms(event.id, Terms(2, 4, WalkIns.ROOM), by=tono, now=NOW)
    says(event, people, "yohan", Answer.NO, "Cuti")
    work()
    mail.outbox.clear()

    assert remind_of_events(today=HELD_ON - timedelta(days=5)) == 0
    assert remind_of_events(today=HELD_ON - timedelta(days=4)) == 2
    assert remind_of_events(today=HELD_ON - timedelta(days=3)) == 0
    assert sorted(one.to[0] for one in mail.outbox) == [
        "ratna@example.invalid",
        "sari@example.invalid",
    ]
    change_terms(event.id, Terms(2, 0, WalkIns.ROOM), by=tono, now=NOW)
    Seat.objects.update(reminded_on=None)
    assert remind_of_events(today=HELD_ON - timedelta(days=1)) == 0


def test_what_waits_for_an_answer_is_known_until_it_is_given(event, people):
    ratna = officer(people, "ratna")
    assert list(unanswered(ratna, on=TODAY)) == [event]
    assert list(unanswered(ratna, on=HELD_ON + timedelta(days=1))) == []
    says(event, people, "ratna", Answer.YES)
    assert list(unanswered(ratna, on=TODAY)) == []


def test_answered_on_its_page_and_read_by_the_trainer_alone(event, people):
    event.held_on = event.held_on.replace(year=2099)  # the page asks the true clock
    event.save()
    path = f"/kantor/pelatihan/acara/{event.id}/"
    ratna, tono = (at_the_desk(with_second_factor(people[name])) for name in ("ratna", "tono"))
    assert f"{event.id}/#reply" in ratna.get("/kantor/pelatihan/").content.decode()

    sent = {"id": str(uuid4()), "answer": "NO", "why": ""}
    assert ratna.post(f"{path}jawab/", sent).status_code == 422
    assert ratna.post(f"{path}jawab/", sent | {"why": "Sidang adat"}).status_code == 302

    assert "Sidang adat" in tono.get(f"{path}undangan/").content.decode()
    assert "Sidang adat" not in ratna.get(path).content.decode()
    assert ratna.get(f"{path}undangan/").status_code == 404
    agus = at_the_desk(with_second_factor(people["agus"]))
    assert agus.post(f"{path}jawab/", sent).status_code == 404


def test_at_the_door_somebody_without_a_badge_is_let_in_by_name(event, people, tono):
    change_terms(event.id, Terms(2, 3, WalkIns.NONE), by=tono, now=NOW)
    path = f"/kantor/pelatihan/acara/{event.id}/hadir/nama/"
    desk = at_the_desk(with_second_factor(people["tono"]))

    refused = desk.post(path, {"username": "agus"})
    assert refused.status_code == 409
    assert 'value="agus"' in refused.content.decode()
    assert people["ratna"].display_name in desk.post(path, {"username": "ratna"}).content.decode()
    assert seat(people, "ratna").came_at is not None
