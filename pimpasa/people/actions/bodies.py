"""Sections of offices and partner agencies: opened, renamed and closed by decree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.errors import NotThere, Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.models import Account, Agency, FormerName, Section
from pimpasa.people.rules import Deed, Officer, may, may_order
from pimpasa.places.queries import office as office_with_id


class BodyNameTaken(Refused):
    """Two bodies side by side cannot have one name."""

    reason = _("There is one of this name already.")


class NotYet(Refused):
    """A name is written down once it holds, not before."""

    reason = _("Write the new name down on the day it begins, or after.")


class NotAfter(Refused):
    """A name held for at least one day."""

    reason = _("It can only change after the present name began.")


class StillStaffed(Refused):
    """Nobody may be left without a place."""

    reason = _("People still belong here. Give them another place first.")


@dataclass(frozen=True)
class Name:
    """A name, since when it holds, and the paper that gave it."""

    text: str
    since: date
    decree: str


@transaction.atomic
def open_section(office: UUID, name: Name, *, by: Officer, now: datetime) -> Section:
    """Write down a section of an office under the name it has there.

    Raises NotThere, BodyNameTaken.
    """
    if not may_order(by, office=office):
        raise NotThere
    office_with_id(office)
    _require_free(name, of=Section.objects.filter(office_id=office, closed_on=None))
    section = Section.objects.create(
        office_id=office, name=name.text, named_since=name.since, decree=name.decree
    )
    _note("people.section_opened", section, by=by, now=now)
    return section


@transaction.atomic
def open_agency(code: str, name: Name, *, by: Officer, now: datetime) -> Agency:
    """Write down a partner agency. Raises NotThere, BodyNameTaken."""
    _require_places(by)
    if Agency.objects.filter(code=code).exists():
        raise BodyNameTaken
    _require_free(name, of=Agency.objects.filter(closed_on=None))
    agency = Agency.objects.create(
        code=code, name=name.text, named_since=name.since, decree=name.decree
    )
    _note("people.agency_opened", agency, by=by, now=now)
    return agency


@transaction.atomic
def rename_section(section_id: UUID, name: Name, *, by: Officer, now: datetime) -> None:
    """Another name from a day on; the one before stays known.

    Raises NotThere, BodyNameTaken, NotYet, NotAfter.
    """
    section = _section(section_id, by)
    beside = Section.objects.filter(office_id=section.office_id, closed_on=None)
    _require_free(name, of=beside.exclude(id=section_id))
    _rename(section, name, by=by, now=now)
    _note("people.section_renamed", section, by=by, now=now)


@transaction.atomic
def rename_agency(agency_id: UUID, name: Name, *, by: Officer, now: datetime) -> None:
    """Another name from a day on; the one before stays known.

    Raises NotThere, BodyNameTaken, NotYet, NotAfter.
    """
    agency = _agency(agency_id, by)
    _require_free(name, of=Agency.objects.filter(closed_on=None).exclude(id=agency_id))
    _rename(agency, name, by=by, now=now)
    _note("people.agency_renamed", agency, by=by, now=now)


@transaction.atomic
def close_section(section_id: UUID, *, on: date, by: Officer, now: datetime) -> None:
    """The section is no more from this day on. Raises NotThere, StillStaffed."""
    section = _section(section_id, by)
    _require_empty(Q(section=section), on=on)
    _close(section, on=on)
    _note("people.section_closed", section, by=by, now=now)


@transaction.atomic
def close_agency(agency_id: UUID, *, on: date, by: Officer, now: datetime) -> None:
    """The agency is no more from this day on. Raises NotThere, StillStaffed."""
    agency = _agency(agency_id, by)
    _require_empty(Q(agency=agency), on=on)
    _close(agency, on=on)
    _note("people.agency_closed", agency, by=by, now=now)


def _section(section_id: UUID, by: Officer) -> Section:
    section = Section.objects.filter(id=section_id, closed_on=None).first()
    if section is None or not may_order(by, office=section.office_id):
        raise NotThere
    return section


def _agency(agency_id: UUID, by: Officer) -> Agency:
    _require_places(by)
    agency = Agency.objects.filter(id=agency_id, closed_on=None).first()
    if agency is None:
        raise NotThere
    return agency


def _require_places(by: Officer) -> None:
    if not may(by.role, Deed.MANAGE_PLACES):
        raise NotThere


def _require_free(name: Name, *, of: QuerySet[Section] | QuerySet[Agency]) -> None:
    if of.filter(name__iexact=name.text).exists():
        raise BodyNameTaken


def _require_empty(belongs: Q, *, on: date) -> None:
    if Account.objects.filter(belongs).filter(Q(leaves_on=None) | Q(leaves_on__gt=on)).exists():
        raise StillStaffed


def _rename(body: Section | Agency, name: Name, *, by: Officer, now: datetime) -> None:
    if name.since > day_in(by.zone, now):
        raise NotYet
    if body.named_since is not None and name.since <= body.named_since:
        raise NotAfter
    FormerName.objects.create(
        bearer=body.id,
        name=body.name,
        decree=body.decree,
        since=body.named_since,
        until=name.since,
    )
    body.name, body.named_since, body.decree = name.text, name.since, name.decree
    body.save(update_fields=["name", "named_since", "decree"])


def _close(body: Section | Agency, *, on: date) -> None:
    if body.named_since is not None and on <= body.named_since:
        raise NotAfter
    body.closed_on = on
    body.save(update_fields=["closed_on"])


def _note(event: str, body: Section | Agency, *, by: Officer, now: datetime) -> None:
    record_act(event, subject=body.id, actor=by.id, at=now, decree=body.decree)
