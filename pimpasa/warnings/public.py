"""The warnings that everybody may read: nothing here knows who asks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from pimpasa.base.errors import NotThere
from pimpasa.warnings.models import Scope, WarnedPlace, Warning

__all__ = [
    "Warning",
    "approved_and_in_force",
    "in_force",
    "in_force_for",
    "places_of",
    "public_warning",
]

AROUND = (2, 5, 8, 13)  # lengths of the codes of a village and of what lies around it


def in_force(*, on: date) -> QuerySet[Warning]:
    """The warnings that everybody may read on a day, the newest first."""
    return approved_and_in_force(on=on).filter(scope=Scope.PUBLIC)


def approved_and_in_force(*, on: date) -> QuerySet[Warning]:
    """All warnings that hold on a day, the restricted ones too, the newest first."""
    approved = Warning.objects.filter(approved_at__isnull=False, withdrawn_at=None)
    return approved.filter(valid_until__gt=on).order_by("-approved_at", "pk")


def in_force_for(place: str, *, on: date) -> QuerySet[Warning]:
    """The public warnings in force for a village: for itself, or for a place around it."""
    around = [place[:length] for length in AROUND if length <= len(place)]
    here = WarnedPlace.objects.filter(warning=OuterRef("pk"), code__in=around)
    return in_force(on=on).filter(Exists(here))


def public_warning(warning_id: UUID) -> Warning:
    """A public warning, in force or over; a withdrawn one says so. Raises NotThere."""
    told = Warning.objects.filter(approved_at__isnull=False, scope=Scope.PUBLIC)
    warning = told.filter(id=warning_id).first()
    if warning is None:
        raise NotThere
    return warning


def places_of(warning: Warning) -> tuple[str, ...]:
    """The codes of the places a warning is for."""
    found = WarnedPlace.objects.filter(warning=warning).order_by("code")
    return tuple(found.values_list("code", flat=True))
