"""Materials of an event."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.training.models import Material
from pimpasa.training.queries.results import NoSuchEvent, event_for, material_for

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

MOST_BYTES = 10_000_000
MOST_MATERIALS = 12


class NoMaterial(Refused):
    """A file that cannot be handed out."""


def add_material(
    event_id: UUID, title: str, content: bytes, *, id: UUID, by: Officer, now: datetime
) -> Material:
    """Keep a PDF to be handed out. Sent twice it is kept once. Raises NoSuchEvent, NoMaterial."""
    if not may(by.role, Deed.CERTIFY):
        raise NoSuchEvent
    event = event_for(by, event_id)
    _check(content)
    with transaction.atomic():
        if Material.objects.filter(event=event).exclude(id=id).count() >= MOST_MATERIALS:
            raise NoMaterial(_("Twelve materials of one event are enough."))
        kept, is_new = Material.objects.get_or_create(
            id=id,
            defaults={
                "event": event,
                "title": title.strip(),
                "content": content,
                "added_on": day_in(by.zone, now),
            },
        )
        if kept.event_id != event.id:
            raise NoSuchEvent
        if is_new:
            record_act("training.material_added", subject=event.id, actor=by.id, at=now)
    return kept


def remove_material(material_id: UUID, *, by: Officer, now: datetime) -> UUID:
    """Take a material away; returns its event."""
    if not may(by.role, Deed.CERTIFY):
        raise NoSuchEvent
    with transaction.atomic():
        material = material_for(by, material_id)
        event_id = material.event_id
        material.delete()
        record_act("training.material_removed", subject=event_id, actor=by.id, at=now)
    return event_id


def _check(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise NoMaterial(_("The file is larger than 10 MB."))
    try:
        is_readable = content.startswith(b"%PDF-") and len(PdfReader(io.BytesIO(content)).pages) > 0
    except (PyPdfError, ValueError, OSError, RecursionError):
        is_readable = False
    if not is_readable:
        raise NoMaterial(_("This is no PDF file that we can open."))
