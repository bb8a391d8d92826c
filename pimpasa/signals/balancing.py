"""The alert budget: as many signals as officers can look into, held by thresholds in view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from pimpasa.counts.rules import WEEK
from pimpasa.ledger.actions import record
from pimpasa.people.queries import how_many_look_into
from pimpasa.signals.assumptions import assumptions
from pimpasa.signals.models import Listening, Round, Signal, SignalKind, Threshold
from pimpasa.signals.queries import threshold_of
from pimpasa.signals.rules.budget import moved

LOOK_BACK = 4 * WEEK
OF_VILLAGES = ("tree", "bayes_scan", "circles")


@dataclass(frozen=True)
class Standing:
    """How one listening stands to its budget. Signals are counted a week."""

    listening: Listening
    value: float
    usual: float
    came: float
    last: Threshold | None  # the move that holds now

    @property
    def percent(self) -> float:
        """The chance, in per cent, below which something is raised."""
        return 100 * self.value

    @property
    def usual_percent(self) -> float:
        """The same as it was assumed at first."""
        return 100 * self.usual


@dataclass(frozen=True)
class Budget:
    """What officers can look into a week, what came, and how strictly is listened for it."""

    officers: int
    may_come: float
    came: float  # rises
    recurred: float  # contacts
    standings: tuple[Standing, ...]

    @property
    def per_officer(self) -> float:
        """Alarms of all kinds that one officer has to look into in a week."""
        return (self.came + self.recurred) / self.officers if self.officers else 0.0


def budget_on(today: date) -> Budget:
    """The alert budget as it stands on a day, over the last four weeks listened to."""
    officers = how_many_look_into(on=today)
    standings = tuple(_standing(listening, today) for listening in Listening)
    may_come = officers * assumptions().per_officer_week
    came = sum(one.came for one in standings)
    recurred = _alarms(SignalKind.RECURRENCE, today).count() / max(_rounds(today), 1)
    return Budget(officers, may_come, came, recurred, standings)


def keep_budget(*, today: date) -> list[Threshold]:
    """Move the thresholds where more or far fewer signals came than can be looked into.

    Each move is a row that says why and from which figures, and an event; once a day at most.
    """
    held = budget_on(today)
    if not held.officers or not _rounds(today):
        return []
    moves = []
    for one in held.standings:
        value = moved(
            one.value,
            usual=one.usual,
            strictest=min(assumptions().strictest, one.usual),
            came=held.came,
            budget=held.may_come,
        )
        if value != one.value:
            moves.append(_move(one, value, held, today=today))
    return moves


def _move(one: Standing, value: float, held: Budget, *, today: date) -> Threshold:
    why = Threshold.Why.TOO_MANY if value < one.value else Threshold.Why.ROOM
    figures = {"came": round(held.came, 2), "officers": held.officers, "before": one.value}
    with transaction.atomic():
        kept, is_new = Threshold.objects.get_or_create(
            listening=one.listening,
            since=today,
            defaults={"value": value, "why": why, "figures": figures},
        )
        if is_new:
            record("signals.threshold_moved", subject=kept.id, on=today, why=str(why))
    return kept


def _standing(listening: Listening, today: date) -> Standing:
    raised = _alarms(SignalKind.RISE, today)
    is_its_own = raised.filter if listening == Listening.VILLAGES else raised.exclude
    came = is_its_own(method__in=OF_VILLAGES).count() / max(_rounds(today), 1)
    last = Threshold.objects.filter(listening=listening, since__lte=today).order_by("since").last()
    usual = assumptions().thresholds[listening.lower()]
    return Standing(listening, threshold_of(listening, on=today), usual, came, last)


def _alarms(kind: SignalKind, today: date) -> QuerySet[Signal]:
    since = today - LOOK_BACK
    """Those that are worked for themselves: what speaks of one thing is one piece of work."""
    heads = Signal.objects.filter(kind=kind, quiet="", head=None)
    return heads.filter(raised_on__gt=since, raised_on__lte=today)


def _rounds(today: date) -> int:
    return Round.objects.filter(on__gt=today - LOOK_BACK, on__lte=today).count()
