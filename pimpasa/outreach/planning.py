"""Which villages to visit next week, and why: pure. Every line says what it weighs.

A village's urgency is a sum of points, each with its reason; points speak of our own work (how
long nobody came, what we promised), never of the people who live there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

OVERDUE = timedelta(days=90)
STALE = timedelta(days=365)  # a profile this old is to be looked at again
DETOUR = 1.4  # how much longer village roads are than the straight line (our estimate)
KM_PER_HOUR = 30.0  # on village roads (our estimate)
FERRY_MINUTES = 120  # waiting and crossing, each way (our estimate)
FERRY_TAGS = frozenset({"feri", "pulau", "kepulauan"})
EARTH_KM = 6371.0


class Why(StrEnum):
    """What speaks for a visit."""

    NEVER = "NEVER"  # nobody was ever there
    DAYS = "DAYS"  # days since the last visit
    PROMISES = "PROMISES"  # open promises due before the week ends
    SIGNALS = "SIGNALS"  # signals that nobody has closed
    NO_PROFILE = "NO_PROFILE"
    OLD_PROFILE = "OLD_PROFILE"  # its age in days


@dataclass(frozen=True)
class Candidate:
    """A village as the plan sees it."""

    code: str
    name: str
    at: tuple[float, float] | None  # latitude and longitude in degrees, when known
    by_ferry: bool = False
    last_visit: date | None = None
    promises: int = 0
    signals: int = 0
    profile_on: date | None = None


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for a visit, its figure and its points."""

    why: Why
    figure: int
    points: int


def reasons(village: Candidate, *, on: date) -> tuple[Reason, ...]:
    """All that speaks for a visit on a day, the weightiest first.

    Points: one a day since the last visit up to 120 (120 for never), 40 a due promise up to 120,
    60 an open signal up to 180, 30 without a profile, 15 with one older than a year.
    """
    found = []
    if village.last_visit is None:
        found.append(Reason(Why.NEVER, 0, 120))
    elif days := (on - village.last_visit).days:
        found.append(Reason(Why.DAYS, days, min(max(days, 0), 120)))
    if village.promises:
        found.append(Reason(Why.PROMISES, village.promises, min(40 * village.promises, 120)))
    if village.signals:
        found.append(Reason(Why.SIGNALS, village.signals, min(60 * village.signals, 180)))
    if village.profile_on is None:
        found.append(Reason(Why.NO_PROFILE, 0, 30))
    elif on - village.profile_on > STALE:
        found.append(Reason(Why.OLD_PROFILE, (on - village.profile_on).days, 15))
    return tuple(sorted(found, key=lambda reason: -reason.points))


def urgency(village: Candidate, *, on: date) -> int:
    """The sum of its points."""
    return sum(reason.points for reason in reasons(village, on=on))


def is_overdue(last_visit: date | None, *, on: date) -> bool:
    """True when nobody came for more than ninety days, or ever."""
    return last_visit is None or on - last_visit > OVERDUE


def by_urgency(villages: Iterable[Candidate], *, on: date) -> list[Candidate]:
    """The most urgent first; equals by code."""
    return sorted(villages, key=lambda village: (-urgency(village, on=on), village.code))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two points in degrees, by the haversine formula.

    Source: Sinnott, R. W. (1984), Virtues of the haversine, Sky and Telescope 68(2), 159.
    """
    (lat, lon), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def minutes_between(
    one: tuple[float, float], other: tuple[float, float], *, ferries: int = 0
) -> int:
    """Travel time: the straight line made longer, at village speed, and each ferry crossed."""
    return round(60 * DETOUR * kilometres(one, other) / KM_PER_HOUR) + FERRY_MINUTES * ferries


def travel_minutes(
    start: tuple[float, float], stops: Sequence[Candidate]
) -> tuple[tuple[int, ...], ...]:
    """Minutes from each place to each; the start is the first. Villages need their places."""
    places = [(start, False), *((stop.at or start, stop.by_ferry) for stop in stops)]
    return tuple(
        tuple(
            0 if i == j else minutes_between(one, other, ferries=int(ferry or other_ferry))
            for j, (other, other_ferry) in enumerate(places)
        )
        for i, (one, ferry) in enumerate(places)
    )


def due_by(promises: Mapping[str, Sequence[date]], *, until: date) -> dict[str, int]:
    """How many promises of each village are due before a day."""
    return {code: sum(due < until for due in days) for code, days in promises.items()}


def next_week(on: date) -> tuple[date, ...]:
    """The working days of the week after this one."""
    monday = on - timedelta(days=on.weekday()) + timedelta(days=7)
    return tuple(monday + timedelta(days=n) for n in range(5))
