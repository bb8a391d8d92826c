"""A clock that was wrong holds nothing back afterwards, and removes nothing meanwhile."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from pimpasa.ledger import duties, followups, queries
from pimpasa.ledger.actions import record, record_act
from pimpasa.ledger.followups import LEASE, MOST_TRIES, Worker
from pimpasa.ledger.models import Event, Job
from tests.ledger.test_followups import remember, seen, stumble
from tests.told import another_story

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
YEARS = timedelta(days=3650)
ADA = Worker("ada")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def story():
    seen.clear()
    with another_story({"happened": [remember], "failed": [stumble]}):
        yield


def test_a_lease_taken_years_ahead_runs_out_when_the_clock_is_right_again():
    record("happened", subject=uuid4(), on=TODAY)
    followups.take(ADA, now=NOW + YEARS)  # and ada dies

    assert followups.reap(now=NOW) == 1
    followups.run(followups.take(ADA, now=NOW), now=NOW)

    assert len(seen) == 1


def test_a_lease_is_not_lost_to_a_clock_a_little_ahead():
    record("happened", subject=uuid4(), on=TODAY)
    followups.take(ADA, now=NOW + LEASE / 2)

    assert followups.reap(now=NOW) == 0


def test_a_job_put_off_years_ahead_is_tried_when_the_clock_is_right_again():
    record("failed", subject=uuid4(), on=TODAY)
    followups.run(followups.take(ADA, now=NOW + YEARS), now=NOW + YEARS)

    assert followups.take(ADA, now=NOW) is not None


def test_the_longest_pause_of_our_own_is_still_a_pause():
    record("failed", subject=uuid4(), on=TODAY)
    for _ in range(MOST_TRIES - 1):
        Job.objects.update(run_after=NOW)
        followups.run(followups.take(ADA, now=NOW), now=NOW)

    assert Job.objects.get().run_after == NOW + followups.LONGEST_PAUSE
    assert followups.take(ADA, now=NOW) is None


@pytest.mark.parametrize("jump", [YEARS, -YEARS, timedelta(hours=-1)])
def test_the_order_of_the_ledger_is_not_the_clocks(jump):
    subject = uuid4()
    for moment in (NOW, NOW + jump, NOW):
        record("happened", subject=subject, on=moment.date())
        record_act("looked", subject=subject, actor=uuid4(), at=moment)

    for chain in ("STREET", "DESK"):
        positions = Event.objects.filter(chain=chain).order_by("position")
        assert [event.position for event in positions] == [1, 2, 3]
        assert [event.happened_on for event in positions][1] == (NOW + jump).date()
    assert queries.broken_link() is None


def days(*numbers):
    """Look at the clock on each of these days; whether it was believed, for each."""
    return [duties.goes_steadily(now=NOW + timedelta(days=number)) for number in numbers]


def test_a_clock_that_goes_is_believed_from_the_first_day():
    assert days(0, 1, 2, 4, 5) == [True] * 5


def test_a_clock_that_jumped_ahead_is_not_believed_for_a_week():
    assert days(0, 1, 3650, 3651, 3653, 3655) == [True, True, *[False] * 4]
    assert days(3657) == [True]


def test_neither_is_one_that_was_set_right_again():
    assert days(0, 3650, 1, 2, 3, 5, 7, 8) == [True, *[False] * 6, True]


def test_an_hour_back_is_forgiven():
    assert duties.goes_steadily(now=NOW)
    assert duties.goes_steadily(now=NOW - timedelta(minutes=59))
    assert not duties.goes_steadily(now=NOW - timedelta(hours=9))
