"""What is told of the progress grows with the work, and ends at all of it."""

from datetime import date, timedelta
from itertools import pairwise

from pimpasa.demo.effort import shares_done

SINCE, UNTIL = date(2024, 11, 4), date(2026, 11, 24)
MONDAY = date(2026, 6, 1)


def shares(messages, listened=()):
    taught = SINCE + timedelta(days=1)
    return shares_done(messages, since=SINCE, until=UNTIL, taught=taught, listened=listened)


def test_every_day_adds_something_and_the_last_one_ends_it():
    done = list(shares([MONDAY] * 30).values())

    assert len(done) == (UNTIL - SINCE).days + 1
    assert all(0 < earlier < later for earlier, later in pairwise(done))
    assert abs(done[-1] - 1) < 1e-9


def test_a_day_on_which_many_speak_or_that_is_listened_to_adds_more_than_a_quiet_one():
    def added(done):
        return done[MONDAY] - done[MONDAY - timedelta(days=1)]

    quiet = added(shares([]))
    assert added(shares([MONDAY])) > 5 * quiet
    assert added(shares([], [MONDAY])) > added(shares([MONDAY]))


def test_what_is_said_after_the_end_counts_for_nothing():
    assert shares([UNTIL + timedelta(days=1)]) == shares([])
