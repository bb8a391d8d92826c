"""Tell of one signal what an officer may know: its course over weeks, and where it was heard."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from pimpasa.counts import queries as counts
from pimpasa.counts.queries import panel
from pimpasa.counts.rules import SMALL, WEEK, week_of
from pimpasa.links.queries import heard_since
from pimpasa.signals.assumptions import assumptions
from pimpasa.signals.models import Signal, SignalKind
from pimpasa.signals.queries import villages_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

SHOWN = 26  # weeks of a chart
AFTER = 4  # of these, at most so many after the signal
USUAL = 0.025  # 95 of 100 ordinary weeks lie in the band
HISTORY = 104 * WEEK
VILLAGE = 13


@dataclass(frozen=True)
class Course:
    """What was heard week by week where the signal is; no band where nothing can be expected."""

    weeks: tuple[date, ...]
    heard: tuple[int, ...]
    people: tuple[int, ...]  # at talks
    expected: tuple[float, ...]
    upper: tuple[float, ...]


NO_COURSE = Course((), (), (), (), ())


@dataclass(frozen=True)
class Where:
    """Where a signal was heard: one's own villages by count, all others together.

    `elsewhere` is None where it is too small to be told.
    """

    mine: tuple[tuple[str, int], ...]
    other_villages: int
    elsewhere: int | None


def course_of(officer: Officer, signal: Signal, *, today: date) -> Course:
    """The last weeks up to some after the signal, as far as they are over.

    Whoever serves some of its villages sees those alone: from a sum of all weeks they could take
    away their own and be left with the few of others.
    """
    villages = _shown_to(officer, signal)
    if not villages:
        return NO_COURSE
    last = max(min(signal.week + AFTER * WEEK, week_of(today) - WEEK), signal.week)
    if signal.contact:
        return _of_contact(signal, villages, last)
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
        heard=tuple(heard[-SHOWN:, 0].tolist()),
        people=tuple(people[-SHOWN:, 0].tolist()),
        expected=_numbers(known.expected) if known else (),
        upper=_numbers(known.upper) if known else (),
    )


def where_heard(officer: Officer, signal: Signal) -> Where:
    """How often it was heard in the weeks of the signal: by village where it is the officer's."""
    told = _told_of_contact(signal) if signal.contact else _told(signal)
    mine = tuple((code, n) for code, n in sorted(told.items()) if officer.serves(code))
    others = [n for code, n in told.items() if not officer.serves(code)]
    return Where(mine, len(others), sum(others) if sum(others) >= SMALL else None)


def hidden_from(officer: Officer, signals: Iterable[Signal]) -> set[UUID]:
    """The signals whose count would tell this officer how few came from others' villages."""
    return {
        signal.id
        for signal in signals
        if any(not officer.serves(code) for code in villages_of(signal))
        and where_heard(officer, signal).elsewhere is None
    }


def _shown_to(officer: Officer, signal: Signal) -> tuple[str, ...]:
    """Their own villages of a signal; all where none is theirs and enough was heard."""
    villages = villages_of(signal)
    mine = tuple(code for code in villages if officer.serves(code))
    if mine:
        return mine
    return () if where_heard(officer, signal).elsewhere is None else villages


def _told(signal: Signal) -> dict[str, int]:
    first = signal.week - (int(signal.why.get("weeks", 1)) - 1) * WEEK
    villages = villages_of(signal)
    seen = panel(signal.what, within=villages, level=VILLAGE, first=first, last=signal.week)
    return dict(zip(seen.places, seen.n.sum(axis=0).tolist(), strict=True))


def _told_of_contact(signal: Signal) -> dict[str, int]:
    assert signal.contact is not None  # noqa: S101  asked before
    heard = [code for code, _day in heard_since(signal.contact, since=signal.week - HISTORY)]
    return {code: heard.count(code) for code in set(heard) if code}


def _of_contact(signal: Signal, villages: Collection[str], last: date) -> Course:
    assert signal.contact is not None  # noqa: S101  asked before
    first = last - (SHOWN - 1) * WEEK
    told = heard_since(signal.contact, since=first)
    heard = [week_of(day) for code, day in told if code in villages]
    weeks = tuple(first + n * WEEK for n in range(SHOWN))
    return Course(weeks, tuple(heard.count(week) for week in weeks), (0,) * SHOWN, (), ())


def _numbers(band: np.ndarray) -> tuple[float, ...]:
    """The band of one series; where it cannot be told, as before."""
    return tuple(float(value) for value in np.nan_to_num(band[:, 0], nan=0.0))


def is_rise(signal: Signal) -> bool:
    """True for what counts raised."""
    return signal.kind == SignalKind.RISE
