"""What the system found of what was planted: computed from its signals, each time it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from pimpasa.base import vault
from pimpasa.demo.planted import Planted
from pimpasa.links.models import Contact
from pimpasa.people.models import Assignment
from pimpasa.signals.models import Round, Signal, SignalKind
from pimpasa.signals.queries import villages_of

AFTER = timedelta(weeks=4)  # a signal may speak of what ended so long ago


@dataclass(frozen=True)
class Outcome:
    """What became of one thing planted."""

    planted: Planted
    signals: tuple[Signal, ...]  # the alarms that speak of it, in the order they came
    noted: tuple[Signal, ...] = ()  # what was noted of it, and was no alarm

    @property
    def groups(self) -> int:
        """How often somebody had to look: alarms of one thing are worked once."""
        return sum(signal.head_id is None for signal in self.signals)

    @property
    def found_on(self) -> date | None:
        """The day of the first alarm."""
        return self.signals[0].raised_on if self.signals else None

    @property
    def days_until(self) -> int | None:
        """From the first telling to the first alarm."""
        return (self.found_on - self.planted.began).days if self.found_on else None

    @property
    def is_as_hoped(self) -> bool:
        """True for an outbreak that was found, and for anything else that was not."""
        return bool(self.signals) == self.planted.is_outbreak


@dataclass(frozen=True)
class Account:
    """Everything planted with what was found, and the alarms that speak of none of it.

    Alarms that speak of one thing are worked once, and count once here.
    """

    outcomes: tuple[Outcome, ...]
    others: tuple[Signal, ...]
    noted: int  # of nothing planted, and no alarm
    weeks: int  # listened to
    officers: int  # who serve villages now

    @property
    def alarms(self) -> int:
        """All alarms that somebody had to look into, those of outbreaks included; each once."""
        spoken = {
            signal.id
            for outcome in self.outcomes
            for signal in outcome.signals
            if signal.head_id is None
        }
        return len(spoken) + len(self.others)

    @property
    def others_a_week(self) -> float:
        """False alarms in a week of listening, the whole country together."""
        return round(len(self.others) / self.weeks, 1) if self.weeks else 0.0

    @property
    def per_officer_week(self) -> float:
        """Alarms of all kinds in a week, for each officer who serves villages."""
        looked = self.weeks * self.officers
        return round(self.alarms / looked, 3) if looked else 0.0

    @property
    def recurrences(self) -> int:
        """How many of the others are contacts that two voices named in two villages."""
        return sum(signal.kind == SignalKind.RECURRENCE for signal in self.others)


def account(planted: Sequence[Planted]) -> Account:
    """Hold what was planted against what was raised."""
    signals = list(Signal.objects.order_by("raised_on", "place", "what", "method"))
    outcomes = [_outcome(one, signals) for one in planted]
    told = {s.id for outcome in outcomes for s in (*outcome.signals, *outcome.noted)}
    others = [signal for signal in signals if signal.id not in told]
    return Account(
        outcomes=tuple(outcomes),
        others=tuple(one for one in others if not one.quiet and one.head_id is None),
        noted=sum(bool(signal.quiet) for signal in others),
        weeks=Round.objects.count(),
        officers=Assignment.objects.filter(until=None).values("account").distinct().count(),
    )


def belongs(signal: Signal, planted: Planted) -> bool:
    """True when a signal speaks of this: in its time, of its contact, or of its topic there."""
    if not planted.began <= signal.raised_on <= planted.ended + AFTER:
        return False
    if signal.contact:
        return signal.contact in _contacts(planted.contacts)
    return signal.what in planted.whats and bool({*villages_of(signal)} & {*planted.villages})


def _outcome(planted: Planted, signals: Iterable[Signal]) -> Outcome:
    spoken = [signal for signal in signals if belongs(signal, planted)]
    return Outcome(
        planted,
        tuple(signal for signal in spoken if not signal.quiet),
        tuple(signal for signal in spoken if signal.quiet),
    )


def _contacts(named: Sequence[str]) -> set[UUID]:
    """The contacts that are written so ("KIND key")."""
    kinds = [one.split(" ", 1) for one in named]
    digests = [vault.blind_index(key, purpose=f"links.{kind.lower()}") for kind, key in kinds]
    return set(Contact.objects.filter(digest__in=digests).values_list("id", flat=True))
