"""Open the offices of the directory that are not open here yet, with the territory they take."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from pimpasa.base.periods import in_force
from pimpasa.places.actions.territory import Opening, move_territory, open_by_decree
from pimpasa.places.directory import Entry, directory
from pimpasa.places.models import Office, Territory


@transaction.atomic
def open_directory(*, on: date, actor: UUID, now: datetime) -> list[str]:
    """Open every listed office that is open on this day and not known here; return their names.

    A new office takes its regencies from the day it opened, from nobody or from the office it was
    split from; what an administrator gave to others stays with them. Safe to run again.
    """
    known = set(Office.objects.values_list("name", flat=True))
    missing = [entry for entry in directory().open_on(on) if entry.name not in known]
    for entry in missing:
        _open(entry, actor=actor, now=now)
    return [entry.name for entry in missing]


def _open(entry: Entry, *, actor: UUID, now: datetime) -> None:
    opening = Opening(
        entry.name, entry.zone, entry.region, entry.rank, on=entry.opened, decree=entry.decree
    )
    office = open_by_decree(opening, actor=actor, now=now)
    move = partial(move_territory, to=office.id, on=entry.since, actor=actor, now=now)
    for regency in entry.serves:
        if _holder(regency, on=entry.since) in (None, entry.split_from):
            move(regency, decree=entry.decree)


def _holder(regency: str, *, on: date) -> str | None:
    """The name of the office that holds a regency on a day or takes it later; None for nobody."""
    held = Territory.objects.filter(regency_id=regency).select_related("office")
    now = held.filter(in_force(on)).first() or held.filter(since__gt=on).first()
    return now.office.name if now else None
