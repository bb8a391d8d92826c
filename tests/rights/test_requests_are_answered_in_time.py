"""Row 47: whoever asks about their data is answered within 3 x 24 hours, and nobody is betrayed."""

import dataclasses
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.doors.clock.tasks import escalate_deadlines, forget_what_is_old
from pimpasa.ledger.models import Event
from pimpasa.people.rules import Deed, may
from pimpasa.rights import queries
from pimpasa.rights.actions import (
    Answer,
    AnsweredAlready,
    Asked,
    NeedsLetter,
    NeedsReason,
    NotThen,
    Outcome,
    Shown,
    ShowsFirst,
    Wish,
    answer_request,
    forget_old_requests,
    letter_of,
    open_request,
    show_identity,
    take_down,
)
from pimpasa.rights.models import DataRequest
from pimpasa.rights.queries import NoSuchRequest
from pimpasa.rights.rules import Ground, hours_to_remind
from tests.street import NOW, officer, work

pytestmark = pytest.mark.django_db
ASKED = Asked(
    UUID(int=7),
    Wish.ACCESS,
    Shown.SEEN,
    "Siti, Jl. Melati 3",
    "Apa tentang saya?",
    NOW,
)
REFUSED = Answer(Outcome.NOT_GIVEN, ground=Ground.PROTECTS, note="disebut dalam laporan")


def hours(count):
    return timedelta(hours=count)


@pytest.fixture
def putri(people):
    for name in ("putri", "dewi", "sari"):
        people[name].email = f"{name}@example.org"
        people[name].save()
    return officer(people, "putri")


@pytest.fixture
def asked(putri):
    return take_down(putri, ASKED, now=NOW)


def look(at):
    """The clock looks, twice as it may, and what follows is done."""
    for _ in range(2):
        escalate_deadlines.call(now=at)
    work(now=at)


def mailed():
    return sorted(one.to[0].partition("@")[0] for one in mail.outbox)


def happened(name):
    return Event.objects.filter(name=name).count()


def test_reminders_come_after_one_and_two_days_and_escalation_after_three(asked):
    seen = {}
    for at in (0, 23, 24, 25, 47, 48, 49, 71, 72, 73, 120):
        mail.outbox.clear()
        look(NOW + hours(at))
        seen[at] = mailed()

    assert {at: to for at, to in seen.items() if to} == {
        24: ["putri"],
        48: ["putri"],
        72: ["dewi", "putri"],
    }
    assert happened("rights.reminded") == 2
    assert happened("rights.deadline_missed") == 1


def test_the_clock_runs_from_when_it_came_not_from_when_it_was_taken_down(putri):
    take_down(putri, dataclasses.replace(ASKED, came_at=NOW - hours(70)), now=NOW)
    look(NOW)
    assert (mailed(), happened("rights.reminded")) == (["putri"], 1)

    look(NOW + hours(2))
    assert mailed() == ["dewi", "putri", "putri"]


def test_a_clock_that_slept_for_days_tells_the_last_thing_alone(asked):
    look(NOW + hours(400))

    assert mailed() == ["dewi", "putri"]
    assert (happened("rights.reminded"), happened("rights.deadline_missed")) == (0, 1)


def test_no_letter_of_the_clock_says_who_asks_or_what(asked):
    for at in (24, 48, 72):
        look(NOW + hours(at))

    told = "".join(f"{one.subject} {one.body}" for one in mail.outbox)
    assert "Siti" not in told
    assert ASKED.words not in told
    assert [
        f"/kantor/hak/{asked.id}/" in one.body for one in mail.outbox if "dewi" in one.to[0]
    ] == [False], "the directorate cannot open it and is not led there"


def test_an_answer_ends_the_clock(putri, asked):
    answer_request(putri, asked.id, REFUSED, now=NOW + hours(20))
    look(NOW + hours(100))

    assert not mailed()
    assert not queries.waiting_for(putri).exists()
    row = DataRequest.objects.get()
    assert (row.due_at, row.answered_by) == (None, putri.id)


def test_without_a_data_protection_officer_the_directorate_is_reminded(people, asked):
    people["putri"].leaves_on = NOW.date()
    people["putri"].save()
    look(NOW + hours(24))

    assert mailed() == ["dewi"]


@given(st.integers(0, 200), st.integers(0, 200))
def test_each_reminder_is_told_once_whenever_the_clock_looks(first, second):
    steps, told, reminded = (24, 48), [], 0
    for at in sorted((first, second)):
        due = hours_to_remind(came_at=NOW, now=NOW + hours(at), steps=steps, reminded=reminded)
        if due:
            told.append(due)
            reminded = due

    assert told == sorted(set(told))
    assert reminded == max((step for step in steps if step <= max(first, second)), default=0)


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_found_and_somebody_protected_are_the_same_letter(language):
    letters = {
        ground: letter_of(dataclasses.replace(REFUSED, ground=ground, language=language))
        for ground in Ground
    }

    assert letters[Ground.PROTECTS] == letters[Ground.NOTHING_FOUND]
    assert len(set(letters.values())) == len(Ground) - 1
    assert REFUSED.note not in letters[Ground.PROTECTS]


def test_why_nothing_was_given_stands_in_no_clear_cell(putri, asked):
    answer_request(putri, asked.id, REFUSED, now=NOW)

    row = DataRequest.objects.filter(id=asked.id).values().get()
    clear = [str(value) for value in row.values() if not hasattr(value, "token")]
    clear += Event.objects.values_list("details", flat=True)
    assert open_request(putri, asked.id, now=NOW).ground == "PROTECTS"
    assert not [one for one in clear if "PROTECT" in one or "Siti" in one]


def test_a_refusal_says_why_and_a_gift_says_what(putri, asked):
    with pytest.raises(NeedsReason):
        answer_request(putri, asked.id, dataclasses.replace(REFUSED, note=" "), now=NOW)
    with pytest.raises(NeedsReason):
        answer_request(putri, asked.id, dataclasses.replace(REFUSED, ground=None), now=NOW)
    with pytest.raises(NeedsLetter):
        answer_request(putri, asked.id, Answer(Outcome.DONE), now=NOW)
    assert DataRequest.objects.get().answered_on is None


def test_data_are_given_only_to_whoever_showed_who_they_are(putri):
    made = take_down(putri, dataclasses.replace(ASKED, shown=Shown.NOT_SHOWN), now=NOW)
    given_out = Answer(Outcome.DONE, letter="Nama dan jabatan Anda.")
    with pytest.raises(ShowsFirst):
        answer_request(putri, made.id, given_out, now=NOW)

    show_identity(putri, made.id, Shown.SEEN, now=NOW)
    assert answer_request(putri, made.id, given_out, now=NOW).outcome == Outcome.DONE


def test_sent_twice_is_taken_down_once_and_answered_once(putri, asked):
    assert take_down(putri, ASKED, now=NOW).id == asked.id
    for _ in range(2):
        answer_request(putri, asked.id, REFUSED, now=NOW)
    other = dataclasses.replace(REFUSED, ground=Ground.NOTHING_FOUND)
    with pytest.raises(AnsweredAlready):
        answer_request(putri, asked.id, other, now=NOW)
    with pytest.raises(AnsweredAlready):
        show_identity(putri, asked.id, Shown.KNOWN, now=NOW)

    assert (happened("rights.asked"), happened("rights.answered")) == (1, 1)


@pytest.mark.parametrize("away", [hours(1), -hours(24 * 61)])
def test_a_request_came_neither_in_the_future_nor_long_ago(putri, away):
    with pytest.raises(NotThen):
        take_down(putri, dataclasses.replace(ASKED, came_at=NOW + away), now=NOW)


def test_nobody_else_keeps_or_opens_the_register(people, asked):
    for name in set(people) - {"putri"}:
        who = officer(people, name)
        assert not queries.register_for(who).exists()
        with pytest.raises(NoSuchRequest):
            open_request(who, asked.id, now=NOW)
        with pytest.raises(NoSuchRequest):
            answer_request(who, asked.id, REFUSED, now=NOW)


def test_who_stands_at_no_counter_takes_no_request_down(people):
    away = {name for name in people if not may(officer(people, name).role, Deed.TAKE_REQUESTS)}

    for name in away:
        with pytest.raises(NoSuchRequest):
            take_down(officer(people, name), ASKED, now=NOW)
    assert {"agus", "adi"} <= away
    assert not DataRequest.objects.exists()


def test_opening_a_request_stands_in_the_ledger(putri, asked):
    open_request(putri, asked.id, now=NOW)

    assert Event.objects.get(name="rights.opened").actor == putri.id


def test_after_a_year_nobody_knows_who_asked(putri, asked):
    answer_request(putri, asked.id, REFUSED, now=NOW)
    day = NOW.date()
    assert forget_old_requests(today=day + timedelta(days=365)) == 0
    forget_what_is_old.call(now=NOW + timedelta(days=366))

    row = DataRequest.objects.get()
    assert [getattr(row, name) for name in ("who", "words", "ground", "letter", "note")] == [
        None
    ] * 5
    assert (row.wish, row.outcome) == (Wish.ACCESS, Outcome.NOT_GIVEN)
    assert happened("rights.forgotten") == 1


def test_what_is_not_answered_is_not_forgotten(asked):
    assert forget_old_requests(today=NOW.date() + timedelta(days=3000)) == 0


def test_the_database_keeps_no_answer_without_who_gave_it(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.update(answered_on=NOW.date(), outcome=Outcome.DONE, due_at=None)
