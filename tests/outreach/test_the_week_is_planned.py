"""Next week's plan says why, by hand-made sums, and its round trips fit into the day."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from pimpasa.outreach.planning import (
    FERRY_MINUTES,
    Candidate,
    Why,
    by_urgency,
    is_overdue,
    kilometres,
    minutes_between,
    next_week,
    reasons,
    travel_minutes,
    urgency,
)
from pimpasa.outreach.routing import DAY_MINUTES, VISIT_MINUTES, best_next, round_trips

TODAY = date(2026, 3, 2)
HOME = (-6.70, 108.50)


def village(n, at=None, **more):
    return Candidate(f"32.12.11.{2000 + n}", f"Desa {n}", at, **more)


def visited(days, **more):
    return {"last_visit": TODAY - timedelta(days=days), "profile_on": TODAY} | more


def test_each_line_says_what_it_weighs():
    one = village(1, **visited(30, promises=2, signals=1))

    assert [(r.why, r.figure, r.points) for r in reasons(one, on=TODAY)] == [
        (Why.PROMISES, 2, 80),
        (Why.SIGNALS, 1, 60),
        (Why.DAYS, 30, 30),
    ]
    assert urgency(one, on=TODAY) == 170
    assert [r.why for r in reasons(village(2), on=TODAY)] == [Why.NEVER, Why.NO_PROFILE]


@pytest.mark.parametrize(("days", "late"), [(90, False), (91, True), (None, True)])
def test_after_ninety_days_a_village_is_overdue(days, late):
    last = None if days is None else TODAY - timedelta(days=days)
    assert is_overdue(last, on=TODAY) is late


def test_a_village_waited_for_longer_comes_first():
    recent, longer = village(1, **visited(10)), village(2, **visited(100))
    assert by_urgency([recent, longer], on=TODAY) == [longer, recent]


def test_distances_are_those_of_the_globe_and_a_ferry_takes_time():
    assert kilometres((0, 100), (0, 101)) == pytest.approx(111.19, abs=0.01)
    assert kilometres((-5, 100), (5, 100)) == pytest.approx(1111.95, abs=0.01)
    dry = minutes_between(HOME, (-6.6, 108.5))
    assert minutes_between(HOME, (-6.6, 108.5), ferries=1) == dry + FERRY_MINUTES


def test_the_week_after_this_one_has_five_working_days():
    assert next_week(date(2026, 3, 8))[0] == date(2026, 3, 9)
    assert [day.weekday() for day in next_week(TODAY)] == [0, 1, 2, 3, 4]


def test_trips_fit_into_the_day_and_visit_nobody_twice():
    many = [village(n, (-6.5 - n / 100, 108.4), **visited(n * 5)) for n in range(20)]

    trips = round_trips(HOME, many, days=2, on=TODAY)

    seen = [stop.code for trip in trips for stop in trip.stops]
    assert 1 <= len(trips) <= 2
    assert len(seen) == len(set(seen)) > 2
    assert all(trip.minutes <= DAY_MINUTES for trip in trips)
    assert trips == round_trips(HOME, many, days=2, on=TODAY)


def test_the_more_urgent_village_is_the_one_that_is_kept():
    near = [village(n, (-6.71, 108.5), **visited(1)) for n in range(4)]
    urgent = village(9, (-6.71, 108.5), signals=2)

    (trip,) = round_trips(HOME, [*near, urgent], days=1, on=TODAY)

    assert urgent in trip.stops
    assert len(trip.stops) == (DAY_MINUTES - 2) // (VISIT_MINUTES + 1)


def test_a_village_too_far_for_a_day_and_one_without_a_place_are_left_out():
    assert round_trips(HOME, [village(1, (5.0, 97.0)), village(2)], days=2, on=TODAY) == []


def test_a_plan_is_never_worth_less_than_what_a_hand_would_plan():
    """Left alone, the search kept single villages out of days that stood empty."""
    chance = Random(3)
    stops = [
        village(n, (-6.7 + chance.gauss(0, 0.14), 108.5 + chance.gauss(0, 0.14)), **visited(90 + n))
        for n in range(20)
    ]
    minutes = travel_minutes(HOME, stops)
    by_hand = best_next(minutes, [5 * urgency(stop, on=TODAY) for stop in stops], 26)

    trips = round_trips(HOME, stops, days=26, on=TODAY, iterations=20)

    assert sum(map(len, by_hand)) == 20
    assert sum(len(trip.stops) for trip in trips) == 20
    assert all(trip.minutes <= DAY_MINUTES for trip in trips)
    road = sum(minutes[a][b] for day in by_hand for a, b in pairwise([0, *day, 0]))
    assert sum(sum(trip.legs) for trip in trips) <= road
