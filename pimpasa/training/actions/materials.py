"""Materials of an event, and the letters that invite to it."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_tasks import task
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from pimpasa.base.days import Zone, day_in
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.ledger.followups import OUTSIDE
from pimpasa.people.rules import Deed, may
from pimpasa.training.models import Event, Material, Seat
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
            raise NoMaterial(gettext_lazy("Twelve materials of one event are enough."))
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


@task(queue_name=OUTSIDE)
def mail_invitations(event_id: str, *, now: datetime) -> None:
    """Write to those who were invited and not written to: when, where, and where the badge is."""
    event = Event.objects.get(id=event_id)
    for seat in Seat.objects.select_related("account").filter(event=event, told_on=None):
        if seat.account.email and seat.account.is_active:
            _invite(event, seat)
            Seat.objects.filter(id=seat.id).update(told_on=day_in(Zone.WIB, now))


def _invite(event: Event, seat: Seat) -> None:
    with override(seat.account.language):
        said = {
            "title": event.title,
            "day": date_format(event.held_on, "l, j F Y"),
            "place": event.place,
            "address": f"{settings.SITE}/kantor/pelatihan/acara/{event.id}/",
        }
        send_mail(
            _("Pimpasa: you are invited to a training"),
            _(
                "%(title)s, %(day)s, %(place)s. Your badge, the agenda and the materials: "
                "%(address)s"
            )
            % said,
            settings.DEFAULT_FROM_EMAIL,
            [seat.account.email],
        )


def _check(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise NoMaterial(gettext_lazy("The file is larger than 10 MB."))
    try:
        is_readable = content.startswith(b"%PDF-") and len(PdfReader(io.BytesIO(content)).pages) > 0
    except (PyPdfError, ValueError, OSError, RecursionError):
        is_readable = False
    if not is_readable:
        raise NoMaterial(gettext_lazy("This is no PDF file that we can open."))
