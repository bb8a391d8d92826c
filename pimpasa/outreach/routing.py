"""The round trips of a team next week, one a day, by a routing library.

Prize-collecting vehicle routing: a village that fits into no day is left out, the least urgent
first. What a hand would plan is kept where the search finds nothing better.

Source: Wouda, N. A., Lan, L., Kool, W. (2024), PyVRP: a high-performance VRP solver package,
INFORMS Journal on Computing 36(4), 943-955.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pyvrp import Model, SolveParams
from pyvrp.stop import MaxIterations

from pimpasa.outreach.planning import Candidate, travel_minutes, urgency

DAY_BEGINS = 8 * 60  # minutes after midnight
DAY_MINUTES = 8 * 60
VISIT_MINUTES = 120
MINUTES_A_POINT = 5  # how much travel one point of urgency is worth
SEED = 20241104
_ITERATIONS = 150
Minutes = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Trip:
    """One day's round trip: the villages in their order, and how long it takes."""

    stops: tuple[Candidate, ...]
    legs: tuple[int, ...]  # minutes to each stop, and home at the end

    @property
    def minutes(self) -> int:
        """Travel and visits together."""
        return sum(self.legs) + VISIT_MINUTES * len(self.stops)

    @property
    def is_too_long(self) -> bool:
        """True when it does not fit into a day."""
        return self.minutes > DAY_MINUTES

    @property
    def arrivals(self) -> tuple[int, ...]:
        """When each stop is reached, in minutes after midnight."""
        here, found = DAY_BEGINS, []
        for leg in self.legs[:-1]:
            found.append(here + leg)
            here += leg + VISIT_MINUTES
        return tuple(found)


def round_trips(
    start: tuple[float, float],
    villages: Sequence[Candidate],
    *,
    days: int,
    on: date,
    iterations: int = _ITERATIONS,
) -> list[Trip]:
    """At most `days` round trips from where the team sits, the most urgent first.

    Only villages whose place is known can be routed. The same villages give the same trips.
    """
    stops = [village for village in villages if village.at is not None]
    if not stops or days < 1:
        return []
    minutes = travel_minutes(start, stops)
    worth = [MINUTES_A_POINT * urgency(stop, on=on) for stop in stops]
    searched = _searched(minutes, worth, days, iterations)
    by_hand = best_next(minutes, worth, days)
    better = max(searched, by_hand, key=lambda plan: _gain(plan, minutes, worth))
    trips = [_trip(visits, stops, minutes) for visits in better]
    return sorted(trips, key=lambda trip: -max(urgency(stop, on=on) for stop in trip.stops))


def timed(start: tuple[float, float], stops: Sequence[Candidate]) -> Trip:
    """A round trip in the order somebody chose; a village of unknown place costs no road."""
    path = [0, *range(1, len(stops) + 1), 0]
    minutes = travel_minutes(start, stops)
    return Trip(tuple(stops), tuple(minutes[a][b] for a, b in pairwise(path)))


def best_next(minutes: Minutes, worth: Sequence[int], days: int) -> list[list[int]]:
    """What a hand would plan: on each day, always the village worth most a minute that still fits.

    `minutes` from each place to each, the start first; `worth` of each village in minutes. Returns
    the places of each day in their order; days without a village are left out.
    """
    left, made = set(range(1, len(worth) + 1)), []
    for _day in range(days):
        path, used = [0], 0
        while fits := [
            place
            for place in sorted(left)
            if used + minutes[path[-1]][place] + VISIT_MINUTES + minutes[place][0] <= DAY_MINUTES
        ]:
            here = minutes[path[-1]]
            best = max(fits, key=lambda p: worth[p - 1] / (here[p] + VISIT_MINUTES))
            used += here[best] + VISIT_MINUTES
            path.append(best)
            left.remove(best)
        made.append(path[1:])
    return [path for path in made if path]


def _searched(
    minutes: Minutes, worth: Sequence[int], days: int, iterations: int
) -> list[list[int]]:
    """The places of each day as the library finds them; none where it finds no plan."""
    model = Model()
    model.add_depot(0, 0)
    for prize in worth:
        model.add_client(0, 0, service_duration=VISIT_MINUTES, prize=prize, required=False)
    model.add_vehicle_type(days, shift_duration=DAY_MINUTES, unit_distance_cost=1)
    places = model.locations
    for i, row in enumerate(minutes):
        for j, cost in enumerate(row):
            model.add_edge(places[i], places[j], distance=cost, duration=cost)
    found = model.solve(
        MaxIterations(iterations),
        seed=SEED,
        collect_stats=False,
        display=False,
        params=SolveParams(),
    )
    if not found.is_feasible():
        return []
    return [list(route.visits()) for route in found.best.routes()]


def _gain(plan: Sequence[Sequence[int]], minutes: Minutes, worth: Sequence[int]) -> int:
    """What the visits are worth, less the road."""
    road = sum(minutes[a][b] for day in plan for a, b in pairwise([0, *day, 0]))
    return sum(worth[place - 1] for day in plan for place in day) - road


def _trip(visits: list[int], stops: Sequence[Candidate], minutes: Minutes) -> Trip:
    path = [0, *visits, 0]
    legs = tuple(minutes[a][b] for a, b in pairwise(path))
    return Trip(tuple(stops[index - 1] for index in visits), legs)
