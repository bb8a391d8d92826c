"""Ask what recurs. Who may read the reports sees which; the others only that it recurs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.intake.queries import reports_for
from pimpasa.links.models import Contact, Hearing, Resemblance, Said

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NoSuchPair(NotThere):
    """There are no such two names, or they are of reports that are another officer's."""

    reason = _("These two names were not found.")


@dataclass(frozen=True)
class Recurrence:
    """How often and where one contact was heard. Counts are of everything, `mine` of one's own."""

    contact: UUID
    kind: str
    first_heard_on: date
    last_heard_on: date
    reports: int
    villages: int
    regencies: int
    mine: tuple[UUID, ...]  # reports this officer may open

    @property
    def elsewhere(self) -> int:
        """Reports that this officer may not open."""
        return self.reports - len(self.mine)


@dataclass(frozen=True)
class Heard:
    """One report that names a contact: where (village code, empty for none) and on which day."""

    report: UUID
    village: str
    on: date
    is_passed_on: bool  # the words of somebody who told before


def recurrence(officer: Officer, contact_id: UUID) -> Recurrence | None:
    """What this officer may know of a contact; None when none of its reports is theirs."""
    contact = Contact.objects.filter(id=contact_id).first()
    named = Hearing.objects.filter(contact__in=group_of(contact_id))
    heard = list(named.values_list("report", "village", "heard_on").distinct())
    theirs = reports_for(officer).filter(id__in=[report for report, _v, _d in heard])
    mine = tuple(theirs.order_by("received_on", "id").values_list("id", flat=True))
    if contact is None or not mine:
        return None
    villages = {village for _r, village, _d in heard if village}
    return Recurrence(
        contact=contact.id,
        kind=contact.kind,
        first_heard_on=min(day for _r, _v, day in heard),
        last_heard_on=max(day for _r, _v, day in heard),
        reports=len(heard),
        villages=len(villages),
        regencies=len({village[:5] for village in villages}),
        mine=mine,
    )


def group_of(contact_id: UUID) -> frozenset[UUID]:
    """This contact and all that people said are one with it."""
    group, new = {contact_id}, {contact_id}
    while new:
        joined = Resemblance.objects.filter(Q(first__in=new) | Q(second__in=new), said=Said.ONE)
        new = {one for pair in joined.values_list("first", "second") for one in pair} - group
        group |= new
    return frozenset(group)


def pairs_for(officer: Officer) -> QuerySet[Resemblance]:
    """Names that may be one and that this officer may read on both sides, the likest first."""
    mine = Hearing.objects.filter(report__in=reports_for(officer))
    seen = [Exists(mine.filter(contact=OuterRef(side))) for side in ("first", "second")]
    written = {"first__original__isnull": False, "second__original__isnull": False}
    found = Resemblance.objects.filter(*seen, **written).select_related("first", "second")
    return found.order_by("-score", "id")


def pair_for(officer: Officer, pair_id: UUID) -> Resemblance:
    """Two names this officer may read. Raises NoSuchPair."""
    pair = pairs_for(officer).filter(id=pair_id).first()
    if pair is None:
        raise NoSuchPair
    return pair


def contacts_of(report_id: UUID) -> list[Contact]:
    """The contacts a report names."""
    named = Hearing.objects.filter(report_id=report_id).values("contact")
    return list(Contact.objects.filter(id__in=named).order_by("kind", "id"))


def villages_of(contact_id: UUID) -> tuple[str, ...]:
    """The codes of the villages where a contact was heard."""
    heard = Hearing.objects.filter(contact__in=group_of(contact_id)).exclude(village="")
    return tuple(heard.order_by("village").values_list("village", flat=True).distinct())


def heard_since(contact_id: UUID, *, since: date) -> list[tuple[str, date]]:
    """Where (village code, empty for none) and when a contact was heard since a day, in order."""
    heard = Hearing.objects.filter(contact__in=group_of(contact_id), heard_on__gte=since)
    return list(heard.order_by("heard_on", "village").values_list("village", "heard_on"))


def hearings_of(contact_id: UUID, *, since: date) -> list[Heard]:
    """The reports that name a contact since a day, each once, in order. For no page as they are."""
    heard = Hearing.objects.filter(contact__in=group_of(contact_id), heard_on__gte=since)
    rows = heard.order_by("heard_on", "village", "report_id").values_list(
        "report_id", "village", "heard_on", "voice"
    )
    return list(
        {
            report: Heard(report, village, on, voice not in (None, report))
            for report, village, on, voice in rows
        }.values()
    )


def reports_naming(officer: Officer, contact_id: UUID) -> list[UUID]:
    """The reports this officer may read that name a contact or what is one with it; maybe none."""
    named = Hearing.objects.filter(
        contact__in=group_of(contact_id), report__in=reports_for(officer)
    )
    return list(named.order_by("report").values_list("report", flat=True).distinct())


def voices_since(contact_id: UUID, *, since: date) -> list[tuple[str, UUID]]:
    """In which village (code) and by which voice a contact was heard since a day."""
    heard = Hearing.objects.filter(contact__in=group_of(contact_id), heard_on__gte=since)
    spoke = Coalesce("voice", "report_id")
    return list(heard.order_by("heard_on", "village").values_list("village", spoke))
