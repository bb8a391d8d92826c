"""Months are told to everybody: once, a week after they are over, protected against subtraction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Case, Sum, Value, When
from django.db.models.functions import Substr

from pimpasa.counts.models import Publication, PublishedCount, WeekCount
from pimpasa.counts.queries import first_week
from pimpasa.counts.rules import NOWHERE, WEEK, month_of_week, week_of, weeks_of_month
from pimpasa.counts.tables import Cell, Told, may_be_told
from pimpasa.ledger.actions import record
from pimpasa.places.queries import names_at


def publish_months(*, today: date) -> list[Publication]:
    """Publish every month that is over for a week and has not been published yet."""
    published = set(Publication.objects.values_list("month", flat=True))
    return [publish(month, on=today) for month in _over(today) if month not in published]


def publish(month: date, *, on: date) -> Publication:
    """Publish the figures of a month. Published again it stays as it is.

    What comes in later, or is settled otherwise, changes nothing in it. Choosing what may be told
    takes seconds, so it is done before the database is held: others write meanwhile.
    """
    there = Publication.objects.filter(month=month).first()
    if there is not None:
        return there
    shown = _shown(month)
    with transaction.atomic():
        publication, is_new = Publication.objects.get_or_create(
            month=month, defaults={"made_on": on}
        )
        if is_new:
            rows = list(_rows(publication, shown))
            PublishedCount.objects.bulk_create(rows)
            record("counts.published", subject=publication.id, on=on, figures=len(rows))
    return publication


def _shown(month: date) -> dict[Cell, int]:
    """The cells of this month that may be told."""
    weeks = weeks_of_month(month)
    told = _told(first=weeks[0], last=weeks[-1])
    return may_be_told(told, month=month, provinces=list(names_at(2)), regencies=list(names_at(5)))


def _rows(publication: Publication, shown: dict[Cell, int]) -> Iterator[PublishedCount]:
    for cell, n in sorted(shown.items()):
        week = date.fromisoformat(cell.week) if cell.week else None
        yield PublishedCount(
            publication=publication, place=cell.place, week=week, what=cell.what, n=n
        )


def _told(*, first: date, last: date) -> Iterator[Told]:
    heard = WeekCount.objects.filter(week__gte=first, week__lte=last)
    placed = heard.annotate(
        regency=Case(When(village="", then=Value(NOWHERE)), default=Substr("village", 1, 5))
    )
    sums = placed.values("regency", "week", "what").annotate(times=Sum("n")).order_by()
    for row in sums.iterator(10_000):
        yield Told(row["regency"], row["week"], row["what"], row["times"])


def _over(today: date) -> Iterator[date]:
    """The first days of all months that are over for a week, from the first that was counted."""
    began = first_week()
    if began is None:
        return
    week, last = began, week_of(today) - 2 * WEEK
    while week <= last:
        month = month_of_week(week)
        week = weeks_of_month(month)[-1] + WEEK
        if week - WEEK <= last:
            yield month
