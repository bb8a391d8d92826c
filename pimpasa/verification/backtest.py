"""Hold a rule to the past: which true events it would have found, how early, at what price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

from pimpasa.counts.rules import WEEK, week_of
from pimpasa.signals.queries import signals_for, villages_of
from pimpasa.signals.watching import Draft, try_rule
from pimpasa.verification.queries import verified_events

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

BEFORE, AFTER = 8 * WEEK, 4 * WEEK  # of an event: a rule that speaks then speaks of it


@dataclass(frozen=True)
class Held:
    """One event that proved true, and the week in which the rule first spoke of it."""

    place: str
    week: date
    spoke: date | None

    @property
    def lead(self) -> int | None:
        """Weeks the rule was ahead of the signal that led there; below 0: behind it."""
        return None if self.spoke is None else (self.week - self.spoke).days // 7


@dataclass(frozen=True)
class Backtest:
    """What a rule would have been worth in the past weeks."""

    weeks: int
    spoke: int  # times it would have spoken
    idle: int  # of these about no event that proved true
    events: tuple[Held, ...]  # the newest first

    @property
    def found(self) -> int:
        """How many of the events it would have found."""
        return sum(event.spoke is not None for event in self.events)

    @property
    def sensitivity(self) -> float | None:
        """Share of the events found, in per cent; None where nothing proved true."""
        return round(100 * self.found / len(self.events)) if self.events else None

    @property
    def idle_a_week(self) -> float:
        """False alarms a week."""
        return round(self.idle / self.weeks, 2) if self.weeks else 0.0

    @property
    def lead(self) -> float | None:
        """Median lead in weeks over the events it found."""
        ahead = [event.lead for event in self.events if event.lead is not None]
        return median(ahead) if ahead else None


def backtest(officer: Officer, draft: Draft, *, past: timedelta, today: date) -> Backtest:
    """Try a rule on the past and hold it to the verified events of its place and thing.

    An event is a signal about the same thing that proved true; the rule finds it when it speaks of
    a place that holds one of its villages, from eight weeks before its week to four after. All else
    it says is a false alarm, also where nobody ever looked. Raises NotYourPlace.
    """
    trial = try_rule(officer, draft, past=past, today=today)
    last = week_of(today) - WEEK
    touched: set[int] = set()
    events = []
    mine = signals_for(officer).values("pk")
    proved = verified_events(what=draft.what).filter(
        pk__in=mine, week__gt=last - past, week__lte=last
    )
    for signal in proved.order_by("-week", "id"):
        villages = [code for code in villages_of(signal) if _holds(draft.within, code)]
        if not villages:
            continue
        about = {
            n
            for n, (week, place, _reports) in enumerate(trial.times)
            if signal.week - BEFORE <= week <= signal.week + AFTER
            and any(_holds(place, code) for code in villages)
        }
        touched |= about
        first = min((trial.times[n][0] for n in about), default=None)
        events.append(Held(signal.place, signal.week, first))
    idle = len(trial.times) - len(touched)
    return Backtest(trial.weeks, len(trial.times), idle, tuple(events))


def _holds(place: str, code: str) -> bool:
    return code == place or code.startswith(f"{place}.")
