"""A place is held against its own past by the method that the length of it allows."""

import numpy as np
import pytest

from pimpasa.signals.rules.places import judge, listen_to_places
from pimpasa.signals.rules.talks import TalkPrior

TALKS = TalkPrior(reports=15, people=100)
PLACES = tuple(f"32.12.{n:02}" for n in range(8))
METHODS = [(12, "ears_c2"), (60, "exact_tail"), (170, "farrington_flexible")]


def quiet(weeks, *, mean=2.0, seed=1):
    heard = np.random.default_rng(seed).poisson(mean, (weeks, len(PLACES))).astype(np.int32)
    return heard, np.zeros_like(heard)


def listened(heard, attendance, *, threshold=0.001):
    return listen_to_places(PLACES, heard, attendance, threshold=threshold, talks=TALKS)


@pytest.mark.parametrize(("weeks", "method"), METHODS)
def test_a_rise_is_heard_where_it_is(weeks, method):
    heard, attendance = quiet(weeks)
    heard[-1] = 2
    heard[-1, 3] = 25

    (rise,) = listened(heard, attendance)

    assert (rise.place, rise.method, rise.observed) == (PLACES[3], method, 25)
    assert rise.expected < rise.upper < 25


@pytest.mark.parametrize(("weeks", "method"), METHODS)
def test_a_campaign_week_is_no_rise(weeks, method):
    heard, attendance = quiet(weeks)
    heard[-1] = 2
    heard[-1, 3], attendance[-1, 3] = 25, 200

    assert listened(heard, attendance) == []


def test_what_talks_bring_is_learned_from_earlier_ones():
    heard, attendance = quiet(60)
    attendance[10:50:4, 3] = 100  # ten talks before a hundred people brought nothing
    heard[-1] = 2
    heard[-1, 3], attendance[-1, 3] = 25, 100

    assert [rise.place for rise in listened(heard, attendance)] == [PLACES[3]]


def test_one_or_two_reports_are_no_matter_for_a_district():
    heard, attendance = quiet(60, mean=0.01)
    heard[-1] = 0
    heard[-1, 3] = 2

    assert listened(heard, attendance) == []


def test_without_a_past_nothing_is_unusual():
    heard, attendance = quiet(6)

    assert judge(heard, attendance, weeks=1, threshold=0.001, talks=TALKS) is None
    assert listened(heard, attendance) == []


def test_bands_reach_back_as_many_weeks_as_were_asked_for():
    heard, attendance = quiet(60)

    bands = judge(heard, attendance, weeks=20, threshold=0.025, talks=TALKS)

    assert bands.upper.shape == bands.expected.shape == (20, len(PLACES))
    assert (heard[-20:] > bands.upper).mean() < 0.08
