"""What a report names, for the officer who reads it: how far it recurs, and how firms stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from pimpasa.links.licences import Asked, licence_of
from pimpasa.links.models import ContactKind
from pimpasa.links.queries import contacts_of, recurrence

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


@dataclass(frozen=True)
class Named:
    """One contact of a report."""

    kind: str
    name: str  # as written; empty once the words are gone
    reports: int  # in which it was named, everywhere
    villages: int
    licence: Asked | None = None  # of a firm, when there is a list


def named_in(officer: Officer, report_id: UUID, *, today: date) -> list[Named]:
    """The contacts a report names, those that recur farthest first."""
    found = []
    for contact in contacts_of(report_id):
        known = recurrence(officer, contact.id)
        if known is None:
            continue
        name = contact.original or ""
        is_firm = contact.kind == ContactKind.FIRM
        licence = licence_of(name, today=today) if is_firm else None
        found.append(Named(contact.kind, name, known.reports, known.villages, licence))
    return sorted(found, key=lambda one: (-one.villages, -one.reports, one.kind, one.name))
