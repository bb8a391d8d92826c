"""How long the plan of a week takes, and how good it is beside going to the best next village.

Run: .venv/bin/python bench/planner.py. Villages are drawn around an office as villages lie around a
town of Java (half within 15 km); one in ten lies behind a ferry. No database is asked.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import results
from pimpasa.outreach.planning import Candidate, travel_minutes, urgency
from pimpasa.outreach.routing import (
    MINUTES_A_POINT,
    Trip,
    best_next,
    round_trips,
)

ON = date(2026, 11, 24)
OFFICE = (-6.73, 108.55)
DAYS = 2  # in the field each week, as the page plans
OFFICES = 5 if results.IS_SHORT else 151
VILLAGES, OFFICERS = (100, 66) if results.IS_SHORT else (3000, 2000)
Planner = Callable[[Sequence[Candidate], int], list[Trip]]


def villages(many: int, chance: random.Random) -> list[Candidate]:
    """Villages as they wait for a visit: some long, some with promises, some unknown."""
    return [
        Candidate(
            code=f"32.12.{n // 20:02}.{2000 + n}",
            name=str(n),
            at=(OFFICE[0] + chance.gauss(0, 0.14), OFFICE[1] + chance.gauss(0, 0.14)),
            by_ferry=chance.random() < 0.1,
            last_visit=ON - timedelta(days=chance.randrange(1, 200)),
            promises=int(chance.random() < 0.3),
            signals=int(chance.random() < 0.05),
            profile_on=ON - timedelta(days=chance.randrange(600)),
        )
        for n in range(many)
    ]


def routed(stops: Sequence[Candidate], trips: int) -> list[Trip]:
    """What the page plans."""
    return round_trips(OFFICE, stops, days=trips, on=ON)


def by_hand(stops: Sequence[Candidate], trips: int) -> list[Trip]:
    """What a hand would do: the village worth most a minute that still fits into the day."""
    minutes = travel_minutes(OFFICE, stops)
    days = best_next(minutes, [MINUTES_A_POINT * urgency(s, on=ON) for s in stops], trips)
    return [
        Trip(
            tuple(stops[place - 1] for place in day),
            tuple(minutes[a][b] for a, b in pairwise([0, *day, 0])),
        )
        for day in days
    ]


def worth(trips: Sequence[Trip]) -> tuple[int, int, int]:
    """Villages visited, minutes on the road, and what the visits are worth less the road."""
    visited = [stop for trip in trips for stop in trip.stops]
    road = sum(sum(trip.legs) for trip in trips)
    points = sum(urgency(stop, on=ON) for stop in visited)
    return len(visited), road, MINUTES_A_POINT * points - road


def measure(title: str, offices: Sequence[tuple[list[Candidate], int]]) -> None:
    """Plan each office by both ways and keep what came of it."""
    for way, plan in (("round trips (PyVRP)", routed), ("best next village", by_hand)):
        took, sums = [], (0, 0, 0)
        for stops, trips in offices:
            start = time.perf_counter()
            made = plan(stops, trips)
            took.append(time.perf_counter() - start)
            sums = tuple(map(sum, zip(sums, worth(made), strict=True)))
        slowest = quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        row = [title, way, f"{sum(took):.1f}", f"{slowest:.2f}", *map(str, sums)]
        columns = "plan|way|all s|p95 s an office|villages|minutes on the road|worth".split("|")
        results.keep("The plan of next week", columns, row)


def main() -> None:
    chance = random.Random(20241104)
    size = 20 if results.IS_SHORT else 60
    measure("40 officers, 60 villages", [(villages(size, chance), 40 * DAYS)])
    each, staff = VILLAGES // OFFICES, round(OFFICERS / OFFICES)
    country = [
        (villages(each + (n < VILLAGES % OFFICES), chance), staff * DAYS) for n in range(OFFICES)
    ]
    measure(f"{OFFICERS:,} officers, {VILLAGES:,} villages, {OFFICES} offices", country)
    alone = [(villages(size, chance), DAYS) for _ in range(3 if results.IS_SHORT else 40)]
    measure(f"{len(alone)} officers, each of {size} villages, two days", alone)


if __name__ == "__main__":
    main()
