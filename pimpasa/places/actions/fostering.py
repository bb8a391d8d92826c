"""Make a village a fostered one (Desa Binaan Imigrasi) under a decree, and end that."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere, Refused
from pimpasa.ledger.actions import record_act
from pimpasa.places.models import FosteredVillage, VillageTag
from pimpasa.places.queries import office_of
from pimpasa.places.rules import Decree


class AlreadyFostered(Refused):
    """One decree at a time."""

    reason = _("This village is fostered already on that day.")


class NotInTerritory(Refused):
    """The decree is of the head of the office that serves the village."""

    reason = _("This village lies in the territory of another office.")


class EndsTooEarly(Refused):
    """A period has at least one day."""

    reason = _("It can only end after it began.")


@transaction.atomic
def foster_village(village: str, *, decree: Decree, actor: UUID, now: datetime) -> FosteredVillage:
    """Note the decree by which an office fosters a village from a day on.

    Raises NotInTerritory, AlreadyFostered.
    """
    serving = office_of(village, on=decree.since)
    if serving is None or serving.id != decree.office:
        raise NotInTerritory
    lasting = FosteredVillage.objects.filter(Q(until=None) | Q(until__gt=decree.since))
    if lasting.filter(village_id=village).exists():
        raise AlreadyFostered
    fostered = FosteredVillage.objects.create(
        village_id=village, office_id=decree.office, decree=decree.number, since=decree.since
    )
    words = sorted({tag.strip() for tag in decree.tags if tag.strip()})
    VillageTag.objects.bulk_create([VillageTag(fostered=fostered, word=w) for w in words])
    record_act("places.village_fostered", subject=fostered.id, actor=actor, at=now, code=village)
    return fostered


@transaction.atomic
def end_fostering(fostered: UUID, *, on: date, actor: UUID, now: datetime) -> None:
    """The village is no longer fostered from this day on. Raises NotThere, EndsTooEarly."""
    kept = FosteredVillage.objects.filter(id=fostered, until=None).first()
    if kept is None:
        raise NotThere
    if on <= kept.since:
        raise EndsTooEarly
    kept.until = on
    kept.save(update_fields=["until"])
    record_act("places.fostering_ended", subject=fostered, actor=actor, at=now)
