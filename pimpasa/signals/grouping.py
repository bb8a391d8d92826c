"""Alarms that speak of one thing: one outbreak is heard under several topics and a number.

They are worked once, under the first of them. None is hidden: each keeps its page, its reasons and
its villages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from pimpasa.counts.rules import WEEK
from pimpasa.links.queries import hearings_of
from pimpasa.places.queries import under
from pimpasa.signals.copies import reports_about
from pimpasa.signals.models import Signal, SignalVillage
from pimpasa.signals.queries import signals_for

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

TOGETHER = timedelta(weeks=4)  # between the weeks two alarms were last noticed in
CONTACT_SINCE = timedelta(weeks=8)
REGENCY = 5


def head_of(signal: Signal) -> Signal | None:
    """The alarm that one just raised belongs with; None: it stands for itself.

    They belong together where the same reports stand behind both, at least half of those of the
    smaller one, or where both are about one topic in one regency. Only an alarm that touches every
    regency of the new one counts, so that whoever must decide on the new one sees the other too.
    """
    if signal.quiet or signal.report:
        return None
    regencies, mine = _regencies([signal]), None
    for other in _lately(signal):
        if not regencies <= _regencies([other.head or other]):
            continue
        if signal.what == other.what != "contact":
            return other.head or other
        mine = _reports_of(signal) if mine is None else mine
        if _are_shared(mine, _reports_of(other)):
            return other.head or other
    return None


def has_outgrown(signal: Signal) -> bool:
    """True when it touches a regency now that the alarm it is worked under does not."""
    return signal.head is not None and not _regencies([signal]) <= _regencies([signal.head])


def stand_alone(signal: Signal) -> None:
    """From now on it is worked for itself; what was worked under the other stays as it is."""
    signal.head = None
    signal.save(update_fields=["head"])


def worked_under(signal: Signal) -> list[Signal]:
    """The alarms that are worked under this one, the first one first."""
    return list(Signal.objects.filter(head=signal).order_by("raised_on", "week", "id"))


def together_with(officer: Officer, signal: Signal) -> list[Signal]:
    """The other alarms of its group that this officer may see, the one that is worked first."""
    first = signal.head_id or signal.pk
    group = signals_for(officer).filter(Q(pk=first) | Q(head=first)).exclude(pk=signal.pk)
    return list(group.order_by(F("head").asc(nulls_first=True), "raised_on", "week", "id"))


def _lately(signal: Signal) -> Iterable[Signal]:
    """Alarms of these weeks that touch a regency of this one, the first one first."""
    near = under(sorted(_regencies([signal])))
    touched = SignalVillage.objects.filter(near, signal=OuterRef("pk"))
    since = (signal.last_week or signal.week) - TOGETHER
    alarms = Signal.objects.filter(Exists(touched), quiet="", report=None).exclude(pk=signal.pk)
    earlier = alarms.filter(raised_on__lte=signal.raised_on)
    lately = earlier.alias(seen=Coalesce("last_week", "week")).filter(seen__gt=since)
    return lately.select_related("head").order_by("raised_on", "week", "id")


def _regencies(signals: Iterable[Signal]) -> set[str]:
    touched = SignalVillage.objects.filter(signal__in=list(signals))
    return {code[:REGENCY] for code in touched.values_list("village_id", flat=True)}


def _reports_of(signal: Signal) -> set[UUID]:
    """The reports behind an alarm."""
    if signal.contact:
        return {
            one.report for one in hearings_of(signal.contact, since=signal.week - CONTACT_SINCE)
        }
    villages = SignalVillage.objects.filter(signal=signal).values_list("village_id", flat=True)
    first = signal.week - (int(signal.why.get("weeks", 1)) - 1) * WEEK
    last = signal.last_week or signal.week
    return set(reports_about(signal.what, list(villages), first=first, last=last))


def _are_shared(one: set[UUID], other: set[UUID]) -> bool:
    shared = len(one & other)
    return shared > 0 and 2 * shared >= min(len(one), len(other))
