"""Raise signals. Raising the same again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django_tasks import task

from pimpasa.counts.rules import week_of
from pimpasa.ledger.actions import record
from pimpasa.links import queries as links
from pimpasa.links.voices import are_independent
from pimpasa.places.rules import place_around
from pimpasa.signals.grouping import has_outgrown, head_of, stand_alone
from pimpasa.signals.models import Quiet, Rule, Signal, SignalKind, SignalVillage

__all__ = ["Noticed", "Quiet", "SignalKind", "notice_recurrence", "raise_signal"]

LOOK_BACK = timedelta(days=182)
GOES_ON = timedelta(weeks=3)  # a rise seen again within this is the same one
STILL_HEARD = timedelta(weeks=8)  # a contact heard again within this is no news


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
    quiet: str = ""  # why it is noted and no alarm


def raise_signal(noticed: Noticed, *, today: date) -> Signal:
    """Keep what was noticed, once for its place and week; tell the ledger when it is new.

    What goes on is no new signal: a rise of the same thing that touches villages of one raised in
    the last weeks widens that one, and so does a contact that is heard again. What is `quiet` is
    noted; it becomes an alarm once it is noticed again and is quiet no more. An alarm about what
    another one speaks of already is worked under that one.
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
                _tell(signal, today=today)
                return signal
        _widen(signal, noticed, today=today)
        if signal.quiet and not noticed.quiet:
            signal.quiet, signal.raised_on = "", today
            signal.save(update_fields=["quiet", "raised_on"])
            _tell(signal, today=today)
    return signal


def _tell(signal: Signal, *, today: date) -> None:
    """Tell that it is new; an alarm about what another one speaks of is put under that first."""
    event = "signals.noted" if signal.quiet else "signals.raised"
    signal.head = head_of(signal)
    signal.save(update_fields=["head"])
    under: dict[str, Any] = {"head": str(signal.head.id)} if signal.head else {}
    record(event, subject=signal.id, on=today, kind=str(signal.kind), **under)


def _going_on(noticed: Noticed) -> Signal | None:
    """The signal of the last weeks that what was noticed is part of."""
    same = Signal.objects.filter(kind=noticed.kind, what=noticed.what, week__lte=noticed.week)
    if noticed.contact:
        same, within = same.filter(contact=noticed.contact, rule=None), STILL_HEARD
    elif noticed.kind == SignalKind.RISE:
        touched = SignalVillage.objects.filter(signal=OuterRef("pk"), village__in=noticed.villages)
        same, within = same.filter(Exists(touched)), GOES_ON
    else:
        return None
    lately = same.alias(seen=Coalesce("last_week", "week"))
    return lately.filter(seen__gt=noticed.week - within).order_by("-week", "id").first()


def _widen(signal: Signal, noticed: Noticed, *, today: date) -> None:
    """Note that it goes on, add villages that were not in it, take the higher of the counts."""
    known = set(SignalVillage.objects.filter(signal=signal).values_list("village_id", flat=True))
    further = [code for code in noticed.villages if code not in known]
    if noticed.week > signal.week:
        signal.last_week = max(noticed.week, signal.last_week or noticed.week)
        signal.save(update_fields=["last_week"])
    if noticed.contact:
        signal.why = noticed.why
        signal.save(update_fields=["why"])
    if not further:
        return
    _add_villages(signal, further)
    signal.place = place_around([signal.place, noticed.place or place_around(noticed.villages)])
    signal.observed = max(signal.observed, noticed.observed)
    signal.save(update_fields=["place", "observed"])
    record("signals.widened", subject=signal.id, on=today, villages=len(further))
    if has_outgrown(signal):  # people there do not see the other one: somebody must decide anew
        stand_alone(signal)
        record("signals.raised", subject=signal.id, on=today, kind=str(signal.kind))


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
    """A contact was heard in another place: raise it, with how many reports, villages and voices.

    One text that is passed on names it in many places and tells of it once: that is noted.
    """
    contact = UUID(contact_id)
    heard = links.heard_since(contact, since=now.date() - LOOK_BACK)
    villages = sorted({village for village, _day in heard if village})
    if len(villages) < 2:
        return
    last = max(day for _village, day in heard)
    spoke = links.voices_since(contact, since=now.date() - LOOK_BACK)
    noticed = Noticed(
        kind=SignalKind.RECURRENCE,
        what="contact",
        villages=villages,
        week=week_of(last),
        method="recurrence",
        observed=len(heard),
        why={
            "villages": len(villages),
            "regencies": len({code[:5] for code in villages}),
            "voices": len({voice for _village, voice in spoke}),
        },
        contact=contact,
        quiet="" if are_independent(spoke) else Quiet.ONE_VOICE,
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
        "quiet": noticed.quiet,
    }
