"""The figures of one's own territory: whole, because every number can be opened there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum
from django.db.models.functions import Substr

from pimpasa.counts.models import WeekCount, WeekExposure
from pimpasa.counts.rules import ALL, WEEK, week_of
from pimpasa.places.queries import under
from pimpasa.places.rules import LEVELS

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

_DEEPER = dict(zip(LEVELS, [*list(LEVELS)[1:], None], strict=True))


@dataclass(frozen=True)
class Times:
    """How often something was told, and how often an officer has settled it."""

    n: int
    settled: int


@dataclass(frozen=True)
class Figures:
    """What was told in a territory in whole weeks, with the ear that was lent there."""

    first: date  # Mondays
    last: date
    by_what: dict[str, Times] = field(default_factory=dict)
    weeks: tuple[date, ...] = ()
    by_week: tuple[int, ...] = ()
    people_by_week: tuple[int, ...] = ()  # people at talks
    by_place: dict[str, Times] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)  # by place, like attendance
    attendance: dict[str, int] = field(default_factory=dict)

    def times(self, what: str) -> Times:
        """How often one thing was told."""
        return self.by_what.get(what, Times(0, 0))


def has_territory(officer: Officer) -> bool:
    """True when some villages are this officer's, whose words they may read."""
    return officer.reads_words and bool(officer.scope)


def own_figures(
    officer: Officer, *, first: date, last: date, what: str = ALL, place: str = ""
) -> Figures:
    """The figures of this officer's villages in the weeks that hold these days.

    `what` is the thing whose course and places are asked for, `place` the code of a place inside
    the territory; what lies outside of it counts as nothing.
    """
    weeks = _weeks(week_of(first), week_of(last))
    if not has_territory(officer):
        return Figures(weeks[0], weeks[-1])
    here = under(officer.scope, field="village") & Q(week__gte=weeks[0], week__lte=weeks[-1])
    if place:
        here &= under([place], field="village")
    told = WeekCount.objects.filter(here)
    lent = WeekExposure.objects.filter(here)
    level = _level(officer.scope, place)
    course = dict(_sums(told.filter(what=what), "week", "n"))
    came = dict(_sums(lent, "week", "attendance"))
    by_place = _by_place(told.filter(what=what), level, "n", "settled")
    exposure = _by_place(lent, level, "visits", "attendance")
    return Figures(
        first=weeks[0],
        last=weeks[-1],
        by_what={w: Times(n, settled) for w, n, settled in _sums(told, "what", "n", "settled")},
        weeks=weeks,
        by_week=tuple(course.get(week, 0) for week in weeks),
        people_by_week=tuple(came.get(week, 0) for week in weeks),
        by_place={code: Times(*by_place.get(code, (0, 0))) for code in sorted(by_place | exposure)},
        visits={code: visits for code, (visits, _) in exposure.items()},
        attendance={code: people for code, (_, people) in exposure.items()},
    )


def by_village(officer: Officer, *, first: date, last: date, what: str = ALL) -> dict[str, int]:
    """How often a thing was told in each village of this officer that told it."""
    if not has_territory(officer):
        return {}
    here = under(officer.scope, field="village")
    told = WeekCount.objects.filter(
        here, what=what, week__gte=week_of(first), week__lte=week_of(last)
    )
    return dict(_sums(told, "village", "n"))


def _weeks(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + n * WEEK for n in range(max((last - first).days // 7 + 1, 1)))


def _level(scope: Iterable[str], place: str) -> int:
    """How deep the places of a table are: one level below what it is about."""
    if place:
        return _DEEPER[len(place)] or len(place)
    deepest = max(len(code) for code in scope)
    shared = set(scope)
    return deepest if len(shared) > 1 else _DEEPER[deepest] or deepest


def _sums(rows: Any, by: str, *columns: str) -> list[tuple[Any, ...]]:
    summed = rows.values(by).annotate(**{f"sum_{c}": Sum(c) for c in columns}).order_by(by)
    return list(summed.values_list(by, *(f"sum_{c}" for c in columns)))


def _by_place(rows: Any, level: int, *columns: str) -> dict[str, tuple[int, int]]:
    placed = rows.annotate(place=Substr("village", 1, level))
    return {code: (one, other) for code, one, other in _sums(placed, "place", *columns)}
