"""Open and close offices, and move a regency from one to another, each by decree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import Zone
from pimpasa.base.errors import NotThere, Refused
from pimpasa.ledger.actions import record_act
from pimpasa.places.models import FosteredVillage, Office, Regency, Region, Territory

_HELD: tuple[type[FosteredVillage] | type[Territory], ...] = (FosteredVillage, Territory)


class NameTaken(Refused):
    """Two offices cannot have one name."""

    reason = _("There is an office of this name already.")


class TakesThemAll(Refused):
    """An office cannot read about itself in the place of itself."""

    reason = _("This office takes words from everywhere, so another one has to stand in.")
    status = 409


class StillServes(Refused):
    """Nobody may be left without an office."""

    reason = _(
        "This office still has regencies, fostered villages or the words without a village. "
        "Give them to another office first."
    )


class NotMoved(Refused):
    """The move would overlap what is kept, or change nothing."""

    reason = _("This regency already has an office from that day on, or a later move is planned.")


@dataclass(frozen=True)
class Opening:
    """An office that is opened, and the paper that opens it."""

    name: str
    zone: Zone
    region: str
    rank: str = ""
    on: date | None = None  # None: since before anybody wrote it down here
    decree: str = ""


def open_office(
    name: str, *, zone: Zone, region: str, actor: UUID, now: datetime, rank: str = ""
) -> Office:
    """Write down an office that has long been there, with no territory yet. Raises NameTaken."""
    return open_by_decree(Opening(name, zone, region, rank), actor=actor, now=now)


@transaction.atomic
def open_by_decree(opening: Opening, *, actor: UUID, now: datetime) -> Office:
    """Open an office of a region, with no territory yet. Raises NameTaken."""
    if Office.objects.filter(name=opening.name).exists():
        raise NameTaken
    under, _made = Region.objects.get_or_create(name=opening.region)
    office = Office.objects.create(
        name=opening.name,
        rank=opening.rank,
        zone=opening.zone.name,
        region=under,
        opened_on=opening.on,
        opening_decree=opening.decree,
    )
    record_act(
        "places.office_opened", subject=office.id, actor=actor, at=now, decree=opening.decree
    )
    return office


@transaction.atomic
def close_office(office: UUID, *, on: date, decree: str, actor: UUID, now: datetime) -> None:
    """Close an office from a day on. Raises NotThere, StillServes."""
    kept = Office.objects.filter(id=office, closed_on=None).first()
    if kept is None:
        raise NotThere
    lasting = Q(until=None) | Q(until__gt=on)
    held = [model.objects.filter(lasting, office_id=office) for model in _HELD]
    if kept.takes_unplaced or kept.stands_in or any(rows.exists() for rows in held):
        raise StillServes
    kept.closed_on, kept.closing_decree = on, decree
    kept.save(update_fields=["closed_on", "closing_decree"])
    record_act("places.office_closed", subject=office, actor=actor, at=now, decree=decree)


@transaction.atomic
def rename_office(
    office: UUID, name: str, *, rank: str, decree: str, actor: UUID, now: datetime
) -> None:
    """Give an office another name or class. The ledger keeps the old ones.

    Raises NotThere, NameTaken.
    """
    kept = Office.objects.filter(id=office, closed_on=None).first()
    if kept is None:
        raise NotThere
    if Office.objects.filter(name=name).exclude(id=office).exists():
        raise NameTaken
    told: dict[str, Any] = {"before": [kept.name, kept.rank], "after": [name, rank]}
    kept.name, kept.rank = name, rank
    kept.save(update_fields=["name", "rank"])
    record_act("places.office_renamed", subject=office, actor=actor, at=now, decree=decree, **told)


@transaction.atomic
def write_contact(office: UUID, contact: str, *, actor: UUID, now: datetime) -> None:
    """Write down how people reach an office, as printed on its door. Raises NotThere."""
    kept = Office.objects.filter(id=office, closed_on=None).first()
    if kept is None:
        raise NotThere
    before, kept.contact = kept.contact, contact
    kept.save(update_fields=["contact"])
    told: dict[str, Any] = {"before": before, "after": contact}
    record_act("places.contact_written", subject=office, actor=actor, at=now, **told)


@transaction.atomic
def take_unplaced(office: UUID, *, actor: UUID, now: datetime) -> None:
    """From now on this office takes the words that name no village. Raises NotThere."""
    Office.objects.filter(takes_unplaced=True).update(takes_unplaced=False)
    open_one = Office.objects.filter(id=office, closed_on=None)
    if not open_one.update(takes_unplaced=True, stands_in=False):
        raise NotThere
    record_act("places.unplaced_taken", subject=office, actor=actor, at=now)


@transaction.atomic
def stand_in(office: UUID, *, actor: UUID, now: datetime) -> None:
    """From now on this office takes words about the people of the office that takes all others.

    Raises NotThere, and TakesThemAll: nobody stands in for himself.
    """
    if Office.objects.filter(id=office, takes_unplaced=True).exists():
        raise TakesThemAll
    Office.objects.filter(stands_in=True).update(stands_in=False)
    if not Office.objects.filter(id=office, closed_on=None).update(stands_in=True):
        raise NotThere
    record_act("places.stands_in", subject=office, actor=actor, at=now)


@transaction.atomic
def move_territory(
    regency: str, *, to: UUID, on: date, actor: UUID, now: datetime, decree: str = ""
) -> Territory:
    """Give a regency to an office from a day on; whoever held it, held it until that day.

    Words that came before stay where they were read; the villages' words are read by the new
    office from that day. Raises NotThere, NotMoved.
    """
    office = Office.objects.filter(id=to, closed_on=None).first()
    if office is None or not Regency.objects.filter(code=regency).exists():
        raise NotThere
    later = Territory.objects.filter(regency_id=regency).filter(Q(until=None) | Q(until__gt=on))
    if later.filter(Q(since__gte=on) | Q(office=office)).exists():
        raise NotMoved
    held = later.first()
    if held:
        held.until = on
        held.save(update_fields=["until"])
    moved = Territory.objects.create(office=office, regency_id=regency, since=on, decree=decree)
    record_act(
        "places.territory_moved",
        subject=office.id,
        actor=actor,
        at=now,
        regency=regency,
        since=on.isoformat(),
        decree=decree,
        before=str(held.office_id) if held else None,
    )
    return moved
