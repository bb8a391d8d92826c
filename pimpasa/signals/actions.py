"""Raise signals. Raising the same again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django_tasks import task

from pimpasa.counts.rules import week_of
from pimpasa.ledger.actions import record
from pimpasa.links import queries as links
from pimpasa.places.rules import place_around
from pimpasa.signals.models import Rule, Signal, SignalKind, SignalVillage

__all__ = ["Noticed", "SignalKind", "notice_recurrence", "raise_signal"]

LOOK_BACK = timedelta(days=182)


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


def raise_signal(noticed: Noticed, *, today: date) -> Signal:
    """Keep what was noticed, once for its place and week; tell the ledger when it is new."""
    place = place_around(noticed.villages)
    if noticed.contact or noticed.rule:
        key: dict[str, Any] = {"contact": noticed.contact, "rule": noticed.rule}
        key |= {"week": noticed.week} | ({"place": place} if noticed.rule else {})
    else:
        key = {"kind": noticed.kind, "what": noticed.what, "place": place, "week": noticed.week}
        key |= {"contact": None, "rule": None}
    with transaction.atomic():
        signal, is_new = Signal.objects.get_or_create(
            **key, defaults=_columns(noticed, place=place, today=today)
        )
        if is_new:
            SignalVillage.objects.bulk_create(
                [SignalVillage(signal=signal, village_id=code) for code in noticed.villages]
            )
            record("signals.raised", subject=signal.id, on=today, kind=str(noticed.kind))
    return signal


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
