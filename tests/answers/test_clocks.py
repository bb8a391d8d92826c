"""What is owed to a report is seen, met in time or brought before the supervisor; hours go."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from pimpasa.answers import desk
from pimpasa.answers.actions import answer, write_back
from pimpasa.answers.clocks import escalate_overdue
from pimpasa.answers.models import Clock, Deadline
from pimpasa.base.days import Zone, add_working_days, is_working_day, zone_of
from pimpasa.intake.actions import open_words
from pimpasa.ledger.models import Event
from pimpasa.triage.actions import answer_emergency
from tests.street import DANGER, NOW, OFFER, QUESTION, TODAY, officer, tell, work


def owed():
    return {d.clock: (d.due_on, d.due_at) for d in Deadline.objects.all()}


def met():
    found = Event.objects.filter(name="answers.deadline_met").values_list("details", flat=True)
    return [(d["clock"], d["in_time"]) for d in map(json.loads, found)]


def test_a_question_is_to_be_read_in_one_working_day_and_answered_in_five(people):
    tell(QUESTION)
    work()

    assert owed() == {
        Clock.ACKNOWLEDGE: (date(2026, 3, 3), None),
        Clock.ANSWER: (date(2026, 3, 9), None),
    }


def test_a_suspicion_is_to_be_settled_within_six_hours(people):
    tell(OFFER)
    work()

    assert owed()[Clock.SUSPICION] == (TODAY, NOW + timedelta(hours=6))


def test_an_emergency_is_to_be_taken_on_within_the_hour_and_the_hour_goes_then(people):
    receipt = tell(DANGER)
    work()
    assert owed()[Clock.EMERGENCY] == (TODAY, NOW + timedelta(hours=1))

    answer_emergency(officer(people, "ratna"), receipt.report_id, now=NOW)
    work()

    assert Clock.EMERGENCY not in owed()
    assert met() == [("EMERGENCY", True)]
    assert not Event.objects.filter(chain="STREET").exclude(happened_at=None).exists()


def test_reading_and_answering_meet_what_was_owed(people):
    receipt, ratna = tell(QUESTION), officer(people, "ratna")
    work()

    open_words(ratna, receipt.report_id, now=NOW)
    answer(ratna, receipt.report_id, "Rp350.000.", message_id=uuid4(), now=NOW)
    work()

    assert not owed()
    assert sorted(met()) == [("ACKNOWLEDGE", True), ("ANSWER", True)]


def test_a_late_answer_is_counted_as_late(people):
    receipt = tell(QUESTION)
    work()

    late = NOW + timedelta(days=30)
    answer(officer(people, "ratna"), receipt.report_id, "Maaf, lama.", message_id=uuid4(), now=late)

    assert ("ANSWER", False) in met()


def test_an_answer_that_comes_before_the_clock_starts_leaves_nothing_owed(people):
    receipt = tell(QUESTION)
    answer(officer(people, "ratna"), receipt.report_id, "Halo.", message_id=uuid4(), now=NOW)

    work()

    assert not owed()


def test_writing_back_starts_the_answer_clock_anew(people):
    receipt, ratna = tell(QUESTION), officer(people, "ratna")
    answer(ratna, receipt.report_id, "Halo.", message_id=uuid4(), now=NOW)
    work()

    write_back(receipt.code, "Lalu?", message_id=uuid4(), today=date(2026, 3, 6))
    work()

    assert owed() == {Clock.ANSWER: (add_working_days(date(2026, 3, 6), 5), None)}


def test_what_is_overdue_comes_before_the_supervisor_once(people):
    tell(QUESTION)
    work()

    assert escalate_overdue(now=NOW) == 0
    assert escalate_overdue(now=NOW + timedelta(days=2)) == 1
    assert escalate_overdue(now=NOW + timedelta(days=2)) == 0

    (row,) = desk.due(officer(people, "sari"))
    assert row.is_escalated
    assert Event.objects.filter(name="answers.deadline_missed").count() == 1


def test_the_day_is_over_when_it_is_over_in_the_village(people):
    tell(QUESTION)
    work()

    assert escalate_overdue(now=datetime(2026, 3, 3, 16, 59, tzinfo=UTC)) == 0  # 23.59 WIB
    assert escalate_overdue(now=datetime(2026, 3, 3, 17, 1, tzinfo=UTC)) == 1  # 00.01 WIB


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday to Monday
        (date(2026, 8, 14), 1, date(2026, 8, 18)),  # over a weekend and Independence Day
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_working_days_skip_weekends_and_national_holidays(day, count, due):
    assert add_working_days(day, count) == due


def test_independence_day_is_no_working_day():
    assert not is_working_day(date(2026, 8, 17))


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("32.12.11.2005", Zone.WIB),
        ("53.04.02.2002", Zone.WITA),
        ("94.01", Zone.WIT),
        ("", Zone.WIB),
    ],
)
def test_each_place_has_its_own_clock(code, zone):
    assert zone_of(code) is zone
