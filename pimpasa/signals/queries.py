"""Ask about signals: an officer sees those that touch what is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.base.sentences import OneOf, one_of
from pimpasa.intake.queries import NOBODY, may_read
from pimpasa.people.rules import Role
from pimpasa.places.queries import under
from pimpasa.signals.assumptions import assumptions
from pimpasa.signals.models import Listening, Round, Signal, SignalKind, SignalVillage, Threshold

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NoSuchSignal(NotThere):
    """There is no such signal, or it touches none of this officer's villages."""

    reason = _("This signal was not found, or it is about villages of another officer.")


def signals_for(officer: Officer) -> QuerySet[Signal]:
    """The signals that touch this officer's villages; the directorate sees all, by count only.

    One that is a single report is for those who may read that report, and for nobody else.
    """
    if officer.role is Role.DIRECTORATE:
        return Signal.objects.filter(report=None)
    if not officer.reads_words:
        return Signal.objects.none()
    touched = SignalVillage.objects.filter(under(officer.scope), signal=OuterRef("pk"))
    theirs = Q(may_read(officer), report__isnull=False)
    return Signal.objects.filter(Q(Exists(touched), report=None) | theirs)


def signal_of_report(report_id: UUID) -> Signal | None:
    """The signal under which one report is looked into, when somebody began."""
    return Signal.objects.filter(report=report_id).first()


def signal_for(officer: Officer, signal_id: UUID) -> Signal:
    """One signal this officer may see. Raises NoSuchSignal, whether it is theirs or not there."""
    asked = _one_of(replace(officer, id=NOBODY, name="", close=()))
    signal = asked.with_key(signal_id) if asked else None
    if signal is None:
        raise NoSuchSignal
    return signal


@lru_cache(maxsize=256)
def _one_of(reader: Officer) -> OneOf[Signal] | None:
    """What Django makes of `signals_for` and one key, as for reports: every step asks it."""
    return one_of(signals_for(reader))


def villages_of(signal: Signal) -> tuple[str, ...]:
    """The codes of the villages a signal is about."""
    touched = SignalVillage.objects.filter(signal=signal).order_by("village_id")
    return tuple(touched.values_list("village_id", flat=True))


def was_raised_inside(place: str, *, what: str, since: date) -> bool:
    """True when a rise of this was raised in a place or inside it since a week."""
    inside = Signal.objects.filter(kind=SignalKind.RISE, what=what, week__gte=since)
    return inside.filter(place__startswith=place).exists()


def threshold_of(listening: Listening, *, on: date) -> float:
    """How rare by chance something must be to be raised on a day."""
    kept = Threshold.objects.filter(listening=listening, since__lte=on).order_by("-since").first()
    return kept.value if kept else assumptions().thresholds[listening.lower()]


def cluster_was_away() -> Round | None:
    """The last weekly listening, if a cluster was to do it and did not: it was done here."""
    last = Round.objects.order_by("-week").first()
    return last if last and last.away else None
