"""Ask about warnings: drafts for those who make them, the rest for those they were sent to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.people.models import Account, Agency
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed, may
from pimpasa.signals.queries import signals_for
from pimpasa.warnings.models import Delivery, WarnedAgency, Warning
from pimpasa.warnings.public import approved_and_in_force, in_force, in_force_for, places_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "NoSuchWarning",
    "Received",
    "agencies_of",
    "in_force",
    "in_force_for",
    "places_of",
    "read_by",
    "received",
    "warning_for",
    "warnings_for",
]


class NoSuchWarning(NotThere):
    """There is no such warning, or it is not for this officer."""

    reason = _("This warning was not found.")


@dataclass(frozen=True)
class Received:
    """Somebody a warning came before."""

    name: str
    body: str  # the office or agency, empty for others
    was_mailed: bool
    read_at: datetime | None


def warnings_for(officer: Officer, *, on: date) -> QuerySet[Warning]:
    """What this officer may see: of their own signals, what was sent to them, what is public."""
    sent = Delivery.objects.filter(account=officer.id).values("warning")
    seen = Q(pk__in=in_force(on=on)) | Q(pk__in=sent) | Q(signal__in=signals_for(officer))
    if officer.agency is not None:  # who came to an agency later sees what holds for it now
        chosen = WarnedAgency.objects.filter(agency=officer.agency).values("warning")
        seen |= Q(pk__in=approved_and_in_force(on=on).filter(pk__in=chosen))
    return Warning.objects.filter(seen).order_by("-drafted_at", "pk")


def warning_for(officer: Officer, warning_id: UUID, *, on: date) -> Warning:
    """One warning this officer may see. Raises NoSuchWarning."""
    warning = warnings_for(officer, on=on).filter(id=warning_id).first()
    if warning is None:
        raise NoSuchWarning
    return warning


def read_by(officer: Officer) -> set[UUID]:
    """The warnings this officer has opened, of those that were sent to them."""
    read = Delivery.objects.filter(account=officer.id, read_at__isnull=False)
    return set(read.values_list("warning_id", flat=True))


def agencies_of(warning: Warning) -> QuerySet[Agency]:
    """The agencies a warning is for, by name."""
    chosen = WarnedAgency.objects.filter(warning=warning)
    return Agency.objects.filter(id__in=chosen.values("agency")).order_by("name")


def received(officer: Officer, warning: Warning) -> list[Received]:
    """Who received a warning and who read it, for those who make warnings; else nobody."""
    makes = may(officer.role, Deed.VERIFY) or may(officer.role, Deed.APPROVE_WARNING)
    if not makes or not signals_for(officer).filter(id=warning.signal_id).exists():
        return []
    deliveries = list(Delivery.objects.filter(warning=warning))
    ids = [delivery.account for delivery in deliveries]
    accounts = Account.objects.filter(id__in=ids).select_related("office", "agency")
    bodies = {a.id: str(getattr(a.office or a.agency, "name", "")) for a in accounts}
    names = names_of(ids)
    rows = [
        Received(names.get(d.account, ""), bodies.get(d.account, ""), bool(d.mailed_on), d.read_at)
        for d in deliveries
    ]
    return sorted(rows, key=lambda row: (row.body, row.name))
