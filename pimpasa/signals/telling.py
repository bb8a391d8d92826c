"""Tell of one signal what an officer may know: its course over weeks, and where it was heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.db.models import Q

from pimpasa.answers.counted import behind
from pimpasa.counts import queries as counts
from pimpasa.counts.queries import panel
from pimpasa.counts.rules import SMALL, WEEK, week_of
from pimpasa.intake.queries import reports_for
from pimpasa.links.queries import Heard, hearings_of
from pimpasa.signals.assumptions import assumptions
from pimpasa.signals.models import Signal
from pimpasa.signals.queries import villages_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "Course",
    "Period",
    "Signal",
    "Where",
    "behind_signal",
    "course_of",
    "hidden_from",
    "named_in",
    "period_of",
    "where_heard",
]

SHOWN = 26  # weeks of a chart
AFTER = 4  # of these, at most so many after the signal
USUAL = 0.025  # 95 of 100 ordinary weeks lie in the band
HISTORY = 104 * WEEK
NAMED = 26 * WEEK  # before a contact was raised, as it was raised for
VILLAGE = 13


@dataclass(frozen=True)
class Course:
    """What was heard week by week where the signal is; no band where nothing can be expected."""

    weeks: tuple[date, ...]
    told: tuple[int, ...]  # reports
    heard: tuple[int, ...]  # the same with bursts damped
    people: tuple[int, ...]  # at talks
    expected: tuple[float, ...]
    upper: tuple[float, ...]


NO_COURSE = Course((), (), (), (), (), ())


@dataclass(frozen=True)
class Where:
    """Where a signal was heard: one's own villages by count, all others together.

    `elsewhere` is None where it is too small to be told.
    """

    mine: tuple[tuple[str, int], ...]
    other_villages: int
    elsewhere: int | None
    is_hidden: bool = False  # the few of others would be known from the sum of all


@dataclass(frozen=True)
class Period:
    """The weeks a signal speaks of: from a Monday until before another."""

    since: date
    until: date


def period_of(signal: Signal) -> Period:
    """The weeks that were counted for a signal."""
    weeks = int(signal.why.get("weeks", 1))
    return Period(signal.week - (weeks - 1) * WEEK, signal.week + WEEK)


def course_of(officer: Officer, signal: Signal, *, today: date) -> Course:
    """The last weeks up to some after the signal, as far as they are over; none of a contact.

    Whoever serves some of its villages sees those alone: from a sum of all weeks they could take
    away their own and be left with the few of others.
    """
    villages = () if signal.contact else _shown_to(officer, signal)
    if not villages:
        return NO_COURSE
    last = max(min(signal.week + AFTER * WEEK, week_of(today) - WEEK), signal.week)
    # The drum takes seconds and 80 MB to load: only whoever opens a signal's page waits for it.
    from pimpasa.signals.rules.places import FEWEST_WEEKS, judge  # noqa: PLC0415

    began = counts.first_week() or last
    first = max(min(began, last - (SHOWN - 1) * WEEK), last - HISTORY)
    seen = panel(signal.what, within=villages, level=2, first=first, last=last)
    heard = seen.heard.sum(axis=1, keepdims=True)
    people = seen.attendance.sum(axis=1, keepdims=True)
    learned = (last - began).days // 7 + 1 - FEWEST_WEEKS - 2
    known = judge(
        heard, people, weeks=max(min(SHOWN, learned), 1), threshold=USUAL, talks=assumptions().talks
    )
    return Course(
        weeks=seen.weeks[-SHOWN:],
        told=tuple(seen.n.sum(axis=1)[-SHOWN:].tolist()),
        heard=tuple(heard[-SHOWN:, 0].tolist()),
        people=tuple(people[-SHOWN:, 0].tolist()),
        expected=_numbers(known.expected) if known else (),
        upper=_numbers(known.upper) if known else (),
    )


def where_heard(officer: Officer, signal: Signal) -> Where:
    """How often it was heard in the weeks of the signal: by village where it is the officer's."""
    if signal.contact:
        return _where_named(officer, signal)
    told = _told(signal)
    mine = tuple((code, n) for code, n in sorted(told.items()) if officer.serves(code))
    others = [n for code, n in told.items() if not officer.serves(code)]
    elsewhere = sum(others) if sum(others) >= SMALL else None
    return Where(mine, len(others), elsewhere, bool(others) and elsewhere is None)


def named_in(officer: Officer, signal: Signal) -> list[Heard]:
    """The reports this officer may read in which the contact of a signal is named, in order."""
    named = _hearings(signal)
    theirs = reports_for(officer).filter(id__in=[heard.report for heard in named])
    readable = set(theirs.values_list("id", flat=True))
    return [heard for heard in named if heard.report in readable]


def behind_signal(signal: Signal) -> Q:
    """The condition for rows of lists of the reports a signal is about, in whatever weeks.

    Of its contact, or of its thing in its villages. Lists say besides whose reports may be read.
    """
    if signal.report:
        return Q(report=signal.report)
    if signal.contact:
        return Q(report__in=[heard.report for heard in _hearings(signal)])
    return behind(what=signal.what, place="") & Q(village__in=villages_of(signal))


def hidden_from(officer: Officer, signals: Iterable[Signal]) -> set[UUID]:
    """The signals whose count would tell this officer how few came from others' villages."""
    return {
        signal.id
        for signal in signals
        if (signal.contact or any(not officer.serves(code) for code in villages_of(signal)))
        and where_heard(officer, signal).is_hidden
    }


def _shown_to(officer: Officer, signal: Signal) -> tuple[str, ...]:
    """Their own villages of a signal; all where none is theirs and enough was heard."""
    villages = villages_of(signal)
    mine = tuple(code for code in villages if officer.serves(code))
    if mine:
        return mine
    return () if where_heard(officer, signal).elsewhere is None else villages


def _told(signal: Signal) -> dict[str, int]:
    villages, first = villages_of(signal), period_of(signal).since
    seen = panel(signal.what, within=villages, level=VILLAGE, first=first, last=signal.week)
    return dict(zip(seen.places, seen.n.sum(axis=0).tolist(), strict=True))


def _where_named(officer: Officer, signal: Signal) -> Where:
    """Words for another office are not this officer's, even where the village is."""
    named, mine = _hearings(signal), named_in(officer, signal)
    told = Counter(heard.village for heard in mine)
    others = len(named) - len(mine)
    villages = {heard.village for heard in named if heard.village} - set(told)
    return Where(
        mine=tuple(sorted(told.items())),
        other_villages=sum(not officer.serves(code) for code in villages),
        elsewhere=others if others >= SMALL else None,
        is_hidden=0 < others < SMALL,
    )


def _hearings(signal: Signal) -> list[Heard]:
    assert signal.contact is not None  # noqa: S101  asked before
    return hearings_of(signal.contact, since=signal.week - NAMED)


def _numbers(band: np.ndarray) -> tuple[float, ...]:
    """The band of one series; where it cannot be told, as before."""
    return tuple(float(value) for value in np.nan_to_num(band[:, 0], nan=0.0))
