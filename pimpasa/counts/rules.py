"""What a report counts as, which week it falls in, and how far one hand can push a count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)
MOST_A_DAY = 3  # reports of one village, day and thing that count as heard
ALL = "all"
SMALL = 5  # whatever is less is not told outside its territory
NATION, NOWHERE = "", "00"  # the whole country, and words that count for no place in it


@dataclass(frozen=True)
class Heard:
    """One report as counts see it: no words, no person."""

    received_on: date
    whats: frozenset[str]
    is_settled: bool
    source: bytes  # equal for reports that may come from one hand: same sender or same words


@dataclass(frozen=True)
class Tally:
    """The counts of one thing in one village and week."""

    n: int
    settled: int
    heard: int


def week_of(day: date) -> date:
    """The Monday of the ISO week that holds this day."""
    return day - timedelta(days=day.weekday())


def weeks_of_month(month: date) -> tuple[date, ...]:
    """The Mondays of the four or five weeks that make up a month.

    They are those whose Thursday lies in it, so that months never share a week.
    """
    start = week_of(month.replace(day=1))
    return tuple(
        week
        for week in (start + n * WEEK for n in range(6))
        if month_of_week(week) == month.replace(day=1)
    )


def month_of_week(week: date) -> date:
    """The first day of the month that a week belongs to: the one its Thursday lies in."""
    return (week + timedelta(days=3)).replace(day=1)


def whats_of(
    *,
    kind: str,
    topics: Iterable[str],
    flags: Iterable[str] = (),
    elements: Iterable[str] = (),
) -> frozenset[str]:
    """Everything a report counts as; each report counts once as `all`."""
    return frozenset(
        [ALL, f"kind:{kind}"]
        + [f"topic:{topic}" for topic in topics]
        + [f"flag:{flag}" for flag in flags]
        + [f"element:{element}" for element in elements]
    )


def tally(reports: Iterable[Heard]) -> dict[str, Tally]:
    """Count the reports of one village and week by what they are about.

    `heard` takes each source once a day, and no more than MOST_A_DAY a day: a burst from one
    hand, or a talk after which many ask at once, cannot stand for a week of concern.
    """
    n, settled = Counter[str](), Counter[str]()
    sources: dict[tuple[str, date], set[bytes]] = defaultdict(set)
    for report in reports:
        for what in report.whats:
            n[what] += 1
            settled[what] += report.is_settled
            sources[what, report.received_on].add(report.source)
    heard = Counter[str]()
    for (what, _day), hands in sources.items():
        heard[what] += min(MOST_A_DAY, len(hands))
    return {what: Tally(n[what], settled[what], heard[what]) for what in n}
