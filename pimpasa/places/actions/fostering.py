"""Make a village a fostered one (Desa Binaan Imigrasi) under a decree, and end that."""

from __future__ import annotations

from collections.abc import Iterable
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
    _tag(fostered, decree.tags)
    record_act("places.village_fostered", subject=fostered.id, actor=actor, at=now, code=village)
    return fostered


@transaction.atomic
def end_fostering(
    fostered: UUID, *, on: date, actor: UUID, now: datetime, decree: str = ""
) -> None:
    """The village is no longer fostered from this day on. Raises NotThere, EndsTooEarly."""
    kept = FosteredVillage.objects.filter(id=fostered, until=None).first()
    if kept is None:
        raise NotThere
    if on <= kept.since:
        raise EndsTooEarly
    kept.until, kept.end_decree = on, decree
    kept.save(update_fields=["until", "end_decree"])
    record_act("places.fostering_ended", subject=fostered, actor=actor, at=now)


@transaction.atomic
def tag_village(fostered: UUID, tags: Iterable[str], *, actor: UUID, now: datetime) -> None:
    """These and no other words are said about a fostered village. Raises NotThere."""
    kept = FosteredVillage.objects.filter(id=fostered, until=None).first()
    if kept is None:
        raise NotThere
    VillageTag.objects.filter(fostered=kept).delete()
    words = _tag(kept, tags)
    record_act("places.village_tagged", subject=fostered, actor=actor, at=now, tags=words)


def _tag(fostered: FosteredVillage, tags: Iterable[str]) -> list[str]:
    words = sorted({tag.strip() for tag in tags if tag.strip()})
    VillageTag.objects.bulk_create([VillageTag(fostered=fostered, word=w) for w in words])
    return words
