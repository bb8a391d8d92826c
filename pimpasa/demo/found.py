"""What the system found of what was planted: computed from its signals, each time it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pimpasa.demo.planted import Planted
from pimpasa.signals.models import Round, Signal, SignalKind
from pimpasa.signals.queries import villages_of

AFTER = timedelta(weeks=4)  # a signal may speak of what ended so long ago


@dataclass(frozen=True)
class Outcome:
    """What became of one thing planted."""

    planted: Planted
    signals: tuple[Signal, ...]  # those that speak of it, in the order they came

    @property
    def found_on(self) -> date | None:
        """The day of the first signal."""
        return self.signals[0].raised_on if self.signals else None

    @property
    def days_until(self) -> int | None:
        """From the first telling to the first signal."""
        return (self.found_on - self.planted.began).days if self.found_on else None

    @property
    def is_as_hoped(self) -> bool:
        """True for an outbreak that was found, and for anything else that was not."""
        return bool(self.signals) == self.planted.is_outbreak


@dataclass(frozen=True)
class Account:
    """Everything planted with what was found, and the signals that speak of none of it."""

    outcomes: tuple[Outcome, ...]
    others: tuple[Signal, ...]
    weeks: int  # listened to

    @property
    def others_a_week(self) -> float:
        """False alarms in a week of listening, the whole country together."""
        return round(len(self.others) / self.weeks, 1) if self.weeks else 0.0


def account(planted: Sequence[Planted]) -> Account:
    """Hold what was planted against what was raised."""
    signals = list(Signal.objects.order_by("raised_on", "place", "what", "method"))
    outcomes = [Outcome(one, tuple(s for s in signals if belongs(s, one))) for one in planted]
    told = {signal.id for outcome in outcomes for signal in outcome.signals}
    others = tuple(signal for signal in signals if signal.id not in told)
    return Account(tuple(outcomes), others, Round.objects.count())


def belongs(signal: Signal, planted: Planted) -> bool:
    """True when a signal speaks of this: its time, one of its villages, and what it is about."""
    if not planted.began <= signal.raised_on <= planted.ended + AFTER:
        return False
    if signal.kind != SignalKind.RECURRENCE and signal.what not in planted.whats:
        return False
    touched = set(villages_of(signal)) & set(planted.villages)
    return len(touched) >= (2 if signal.kind == SignalKind.RECURRENCE else 1)
