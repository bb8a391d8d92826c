"""The reports behind a figure: those that counted as a thing in a place."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from pimpasa.intake.models import Readers
from pimpasa.places.queries import under
from pimpasa.triage.models import Reading, Settlement
from pimpasa.triage.rules import View

NOWHERE = "00"  # no code of a place: words that name no village
_FLAGS = ("tppo", "tppm", "child")
_NONE = Q(pk__in=[])


def behind(*, what: str, place: str) -> Q:
    """The condition for rows of lists; nothing asked is no condition.

    `what` is a thing as it is counted: as an officer settled it, else as the machine read it. Words
    for another office count nowhere in a territory, so they are not among them.
    """
    asked = _in(place) if place else Q()
    return asked & _counted(what) & Q(readers=Readers.VILLAGE) if what else asked


def _in(place: str) -> Q:
    return Q(village=None) if place == NOWHERE else under([place])


def _counted(what: str) -> Q:
    read = Reading.objects.filter(report=OuterRef("pk"))
    later = Settlement.objects.filter(report=OuterRef("report"), version__gt=OuterRef("version"))
    last = Settlement.objects.filter(~Exists(later), report=OuterRef("pk"))
    name, _, value = what.partition(":")
    if name == "element" and value.isalnum():
        return Q(Exists(last.filter(**{f"views__{value}": View.PRESENT.value})))
    seen = {
        "all": Q(),
        "kind": Q(kind=value),
        "topic": Q(topics__icontains=f'"{value}"'),
        "flag": Q(**{f"is_{value}": True}) if value in _FLAGS else _NONE,
    }.get(name, _NONE)
    return Q(Exists(last.filter(seen))) | Q(Exists(read.filter(seen)), is_settled=False)
