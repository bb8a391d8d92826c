"""Ask about warnings: those in force are for everybody, the rest for those who make them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.signals.queries import signals_for
from pimpasa.warnings.models import WarnedPlace, Warning

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NoSuchWarning(NotThere):
    """There is no such warning, or it is not for this officer."""

    reason = _("This warning was not found.")


def in_force(*, on: date) -> QuerySet[Warning]:
    """The warnings that everybody may read on a day, the newest first."""
    approved = Warning.objects.filter(approved_at__isnull=False, withdrawn_at=None)
    return approved.filter(valid_until__gt=on).order_by("-approved_at")


def in_force_for(village: str, *, on: date) -> QuerySet[Warning]:
    """The warnings in force for a village: for itself, or for a place around it."""
    around = [village[:length] for length in (2, 5, 8, 13)]
    here = WarnedPlace.objects.filter(warning=OuterRef("pk"), code__in=around)
    return in_force(on=on).filter(Exists(here))


def warnings_for(officer: Officer, *, on: date) -> QuerySet[Warning]:
    """What this officer may see: warnings in force, and all those of signals that are theirs."""
    own = Q(signal__in=signals_for(officer))
    return Warning.objects.filter(own | Q(pk__in=in_force(on=on))).order_by("-drafted_at")


def warning_for(officer: Officer, warning_id: UUID, *, on: date) -> Warning:
    """One warning this officer may see. Raises NoSuchWarning."""
    warning = warnings_for(officer, on=on).filter(id=warning_id).first()
    if warning is None:
        raise NoSuchWarning
    return warning


def places_of(warning: Warning) -> tuple[str, ...]:
    """The codes of the places a warning is for."""
    found = WarnedPlace.objects.filter(warning=warning).order_by("code")
    return tuple(found.values_list("code", flat=True))
