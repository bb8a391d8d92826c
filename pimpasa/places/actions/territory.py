"""Open an office, and move a regency from one office to another with its history."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import Zone
from pimpasa.base.errors import NotThere, Refused
from pimpasa.ledger.actions import record_act
from pimpasa.places.models import Office, Regency, Region, Territory


class NameTaken(Refused):
    """Two offices cannot have one name."""

    reason = _("There is an office of this name already.")


class NotMoved(Refused):
    """The move would overlap what is kept, or change nothing."""

    reason = _("This regency already has an office from that day on, or a later move is planned.")


@transaction.atomic
def open_office(
    name: str,
    *,
    zone: Zone,
    region: str,
    actor: UUID,
    now: datetime,
    rank: str = "",
) -> Office:
    """Open an office of a region, with no territory yet. Raises NameTaken."""
    if Office.objects.filter(name=name).exists():
        raise NameTaken
    under, _made = Region.objects.get_or_create(name=region)
    office = Office.objects.create(name=name, rank=rank, zone=zone.name, region=under)
    record_act("places.office_opened", subject=office.id, actor=actor, at=now)
    return office


@transaction.atomic
def take_unplaced(office: UUID, *, actor: UUID, now: datetime) -> None:
    """From now on this office takes the words that name no village. Raises NotThere."""
    Office.objects.filter(takes_unplaced=True).update(takes_unplaced=False)
    if not Office.objects.filter(id=office).update(takes_unplaced=True):
        raise NotThere
    record_act("places.unplaced_taken", subject=office, actor=actor, at=now)


@transaction.atomic
def move_territory(regency: str, *, to: UUID, on: date, actor: UUID, now: datetime) -> Territory:
    """Give a regency to an office from a day on; whoever held it, held it until that day.

    Words that came before stay where they were read; the villages' words are read by the new
    office from that day. Raises NotThere, NotMoved.
    """
    office = Office.objects.filter(id=to).first()
    if office is None or not Regency.objects.filter(code=regency).exists():
        raise NotThere
    later = Territory.objects.filter(regency_id=regency).filter(Q(until=None) | Q(until__gt=on))
    if later.filter(Q(since__gte=on) | Q(office=office)).exists():
        raise NotMoved
    held = later.first()
    if held:
        held.until = on
        held.save(update_fields=["until"])
    moved = Territory.objects.create(office=office, regency_id=regency, since=on)
    record_act(
        "places.territory_moved",
        subject=office.id,
        actor=actor,
        at=now,
        regency=regency,
        since=on.isoformat(),
        before=str(held.office_id) if held else None,
    )
    return moved
