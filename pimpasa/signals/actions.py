"""Raise signals. Raising the same again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django_tasks import task

from pimpasa.counts.rules import week_of
from pimpasa.ledger.actions import record
from pimpasa.links import queries as links
from pimpasa.places.rules import place_around
from pimpasa.signals.models import Rule, Signal, SignalKind, SignalVillage

__all__ = ["Noticed", "SignalKind", "notice_recurrence", "raise_signal"]

LOOK_BACK = timedelta(days=182)
GOES_ON = timedelta(weeks=3)  # a rise seen again within this is the same one


@dataclass(frozen=True)
class Noticed:
    """What a method or a rule noticed, and its reasons."""

    kind: SignalKind
    what: str
    villages: Sequence[str]
    week: date  # a Monday
    method: str
    observed: float
    expected: float | None = None
    upper: float | None = None
    chance: float | None = None
    why: dict[str, Any] = field(default_factory=dict)
    contact: UUID | None = None
    rule: Rule | None = None
    report: UUID | None = None
    place: str | None = None  # none: the smallest place that holds the villages


def raise_signal(noticed: Noticed, *, today: date) -> Signal:
    """Keep what was noticed, once for its place and week; tell the ledger when it is new.

    What goes on is no new signal: a rise of the same thing that touches villages of one raised in
    the last weeks widens that one, and a contact heard again in a week widens that week's.
    """
    place = place_around(noticed.villages) if noticed.place is None else noticed.place
    with transaction.atomic():
        signal = _going_on(noticed)
        if signal is None:
            signal, is_new = Signal.objects.get_or_create(
                **_key(noticed, place), defaults=_columns(noticed, place=place, today=today)
            )
            if is_new:
                _add_villages(signal, noticed.villages)
                record("signals.raised", subject=signal.id, on=today, kind=str(noticed.kind))
                return signal
        _widen(signal, noticed, today=today)
    return signal


def _going_on(noticed: Noticed) -> Signal | None:
    """The signal of the last weeks that what was noticed is part of."""
    if noticed.kind != SignalKind.RISE:
        return None
    touched = SignalVillage.objects.filter(signal=OuterRef("pk"), village__in=noticed.villages)
    recent = Signal.objects.filter(
        Exists(touched),
        kind=noticed.kind,
        what=noticed.what,
        week__lte=noticed.week,
        week__gt=noticed.week - GOES_ON,
    )
    return recent.order_by("-week", "id").first()


def _widen(signal: Signal, noticed: Noticed, *, today: date) -> None:
    """Add villages that were not in it yet, and take the higher of the counts."""
    known = set(SignalVillage.objects.filter(signal=signal).values_list("village_id", flat=True))
    further = [code for code in noticed.villages if code not in known]
    if not further:
        return
    _add_villages(signal, further)
    signal.place = place_around([signal.place, noticed.place or place_around(noticed.villages)])
    signal.observed = max(signal.observed, noticed.observed)
    signal.save(update_fields=["place", "observed"])
    record("signals.widened", subject=signal.id, on=today, villages=len(further))


def _add_villages(signal: Signal, villages: Sequence[str]) -> None:
    SignalVillage.objects.bulk_create(
        [SignalVillage(signal=signal, village_id=code) for code in villages]
    )


def _key(noticed: Noticed, place: str) -> dict[str, Any]:
    if noticed.report:
        return {"report": noticed.report}
    if noticed.contact:
        return {"contact": noticed.contact, "rule": None, "week": noticed.week}
    key = {"rule": noticed.rule, "place": place, "week": noticed.week}
    return key | {"contact": None, "report": None, "kind": noticed.kind, "what": noticed.what}


@task()
def notice_recurrence(contact_id: str, *, now: datetime) -> None:
    """A contact was heard in another place: raise it, with how many reports and villages."""
    contact = UUID(contact_id)
    heard = links.heard_since(contact, since=now.date() - LOOK_BACK)
    villages = sorted({village for village, _day in heard if village})
    if len(villages) < 2:
        return
    last = max(day for _village, day in heard)
    noticed = Noticed(
        kind=SignalKind.RECURRENCE,
        what="contact",
        villages=villages,
        week=week_of(last),
        method="recurrence",
        observed=len(heard),
        why={"villages": len(villages), "regencies": len({code[:5] for code in villages})},
        contact=contact,
    )
    raise_signal(noticed, today=last)


def _columns(noticed: Noticed, *, place: str, today: date) -> dict[str, Any]:
    return {
        "kind": noticed.kind,
        "what": noticed.what,
        "place": place,
        "week": noticed.week,
        "raised_on": today,
        "method": noticed.method,
        "observed": noticed.observed,
        "expected": noticed.expected,
        "upper": noticed.upper,
        "chance": noticed.chance,
        "why": noticed.why,
    }
