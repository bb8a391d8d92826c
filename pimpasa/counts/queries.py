"""Ask how many: panels of weeks and places, with the ear that was lent there beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, F, Min, Q, Sum
from django.db.models.functions import Least, Substr
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from pimpasa.base.errors import NotThere
from pimpasa.counts.models import Publication, PublishedCount, WeekCount, WeekExposure, WeekTalk
from pimpasa.counts.rules import SMALL, week_of
from pimpasa.places.queries import places_at, under

Counts = NDArray[np.int32]


class NotPublished(NotThere):
    """The figures of this month are not told, or not yet."""

    reason = _("The figures of this month are not published.")


@dataclass(frozen=True)
class Panel:
    """What was heard of one thing, week by week and place by place. Arrays are (weeks, places)."""

    what: str
    weeks: tuple[date, ...]  # Mondays, without gaps
    places: tuple[str, ...]  # official codes of one level
    n: Counts  # reports
    heard: Counts  # reports with bursts damped: what may raise a signal
    visits: Counts
    attendance: Counts  # people at talks, without those who were told of another topic alone


def panel(
    what: str,
    *,
    within: Iterable[str],
    level: int,
    first: date,
    last: date,
    most: int | None = None,
) -> Panel:
    """The counts of one thing in all places of a level, silence included.

    `within` holds codes of places (any level), `level` the length of the codes wanted (2 province,
    5 regency, 8 district, 13 village), `first` and `last` any days of the weeks at both ends. With
    `most`, one village is heard no more than so often in a week, however much it tells. A talk on
    one topic lends no ear to the other topics; one without a topic lends it to all.
    Raises ValueError when `last` lies before `first`.
    """
    prefixes = tuple(within)
    weeks = _weeks(first, last)
    places = places_at(level, within=prefixes)
    wanted = under(prefixes, field="village") & Q(week__gte=weeks[0], week__lte=weeks[-1])
    told = WeekCount.objects.filter(wanted, what=what)
    lent = WeekExposure.objects.filter(wanted)
    grid = _Grid(weeks, places, level)
    capped = F("heard") if most is None else Least(F("heard"), most)
    rows = told.values_list("week", "village", "n", capped)
    n, heard = grid.filled(rows.iterator(10_000))
    visits, attendance = grid.filled(
        lent.values_list("week", "village", "visits", "attendance").iterator(10_000)
    )
    about_others, _talks = grid.filled(_told_of_others(what, wanted))
    return Panel(what, weeks, tuple(places), n, heard, visits, attendance - about_others)


def _told_of_others(what: str, wanted: Q) -> Iterator[tuple[date, str, int, int]]:
    """Per week and village, the people who were told of one other topic alone."""
    sort, _, topic = what.partition(":")
    if sort != "topic":
        return
    others = WeekTalk.objects.filter(wanted).exclude(topic=topic)
    for week, village, people in others.values_list("week", "village", "people").iterator(10_000):
        yield week, village, people, 1


@dataclass(frozen=True)
class _Grid:
    """Where the figures of a week and a village stand in an array."""

    weeks: tuple[date, ...]
    places: Sequence[str]
    level: int

    def filled(self, rows: Iterable[tuple[date, str, int, int]]) -> tuple[Counts, Counts]:
        row = {week: n for n, week in enumerate(self.weeks)}
        column = {place: n for n, place in enumerate(self.places)}
        first = np.zeros((len(self.weeks), len(self.places)), np.int32)
        second = np.zeros_like(first)
        for week, village, one, other in rows:
            at = row[week], column[village[: self.level]]
            first[at] += one
            second[at] += other
        return first, second


def _weeks(first: date, last: date) -> tuple[date, ...]:
    start, end = week_of(first), week_of(last)
    if end < start:
        raise ValueError(f"the last week ({end}) lies before the first ({start})")
    return tuple(start + timedelta(days=7 * n) for n in range((end - start).days // 7 + 1))


def first_week() -> date | None:
    """The first week that anything was counted in."""
    first: date | None = WeekCount.objects.aggregate(first=Min("week"))["first"]
    return first


def spoken_of(*, first: date, last: date) -> dict[tuple[str, str], int]:
    """The regencies and things that were heard of in weeks, in order: in how many villages and
    weeks.
    """
    told = WeekCount.objects.filter(week__gte=first, week__lte=last, heard__gt=0)
    named = told.exclude(village="").annotate(regency=Substr("village", 1, 5))
    times = named.values_list("regency", "what").annotate(times=Count("pk"))
    return {(regency, what): n for regency, what, n in times.order_by("regency", "what")}


def villages_that_spoke(what: str, *, within: str, week: date) -> list[str]:
    """The villages of a place that were heard of a thing in a week."""
    told = WeekCount.objects.filter(under([within], field="village"), what=what, week=week)
    return list(told.order_by("village").values_list("village", flat=True))


def topics_heard(*, within: Iterable[str] | None, first: date, last: date) -> dict[str, int]:
    """How often an officer settled words about each topic in weeks, most first; None: everywhere.

    For those who teach or serve there. What no officer has settled does not count, and what was
    heard fewer than SMALL times is left out.
    """
    told = WeekCount.objects.filter(
        week__gte=week_of(first), week__lte=last, what__startswith="topic:"
    )
    if within is not None:
        told = told.filter(under(within, field="village"))
    sums = told.values_list("what").annotate(times=Sum("settled")).filter(times__gte=SMALL)
    rows = sums.order_by("-times", "what")
    return {what.partition(":")[2]: n for what, n in rows}


@dataclass(frozen=True)
class Published:
    """The figures of a month that everybody may know."""

    month: date
    made_on: date
    figures: dict[tuple[str, str, str], int]  # place, Monday as text or empty, what

    def of(self, what: str, *, place: str = "", week: date | None = None) -> int | None:
        """One figure; None where it is not told."""
        return self.figures.get((place, str(week or ""), what))


def months_published() -> list[date]:
    """The months whose figures are told, the newest first."""
    return list(Publication.objects.order_by("-month").values_list("month", flat=True))


def published(month: date | None = None) -> Published | None:
    """The figures of a month, or of the newest; None when they are not told."""
    told = Publication.objects.order_by("-month")
    found = (told.filter(month=month) if month else told).first()
    if found is None:
        return None
    rows = PublishedCount.objects.filter(publication=found)
    columns = rows.values_list("place", "week", "what", "n")
    figures = {(place, str(week or ""), what): n for place, week, what, n in columns}
    return Published(found.month, found.made_on, figures)


def exposure_by_province(*, first: date, last: date) -> dict[str, tuple[int, int]]:
    """Visits made and people at talks in each province, from a week to another."""
    lent = WeekExposure.objects.filter(week__gte=first, week__lte=last)
    sums = lent.annotate(province=Substr("village", 1, 2)).values("province").order_by("province")
    return {
        row["province"]: (row["visits_made"], row["people"])
        for row in sums.annotate(visits_made=Sum("visits"), people=Sum("attendance"))
    }
