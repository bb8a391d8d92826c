"""Suggest contacts that may be one, and keep what a person says of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from pimpasa.base import vault
from pimpasa.base.days import day_in
from pimpasa.ledger.actions import record, record_act
from pimpasa.links.alike import ALIKE, likeness, sounds
from pimpasa.links.models import Contact, ContactKind, Hearing, Resemblance, Said, Sound
from pimpasa.links.queries import NoSuchPair, group_of, pair_for
from pimpasa.people.rules import Deed, may

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["Said", "say_of_pair", "suggest_alike"]

NAMED = (ContactKind.FIRM, ContactKind.PERSON)
MOST_COMPARED = 200  # of those that share one sound, the newest: some are borne by every tenth


def suggest_alike(contact: Contact, surface: str, *, on: date) -> None:
    """Keep which known names sound like this one, for a person to look at."""
    digests = [vault.blind_index(one, purpose="links.sound") for one in sorted(sounds(surface))]
    Sound.objects.bulk_create(
        [Sound(contact=contact, digest=digest, heard_on=on) for digest in digests],
        ignore_conflicts=True,
    )
    sharing = {other for digest in digests for other in _newest(digest)} - {contact.id}
    known = Contact.objects.filter(id__in=sharing, kind=contact.kind, original__isnull=False)
    for other in known.order_by("-first_heard_on", "id"):
        score = likeness(surface, other.original or "")
        if score >= ALIKE:
            first, second = sorted((contact, other), key=lambda one: one.id)
            Resemblance.objects.get_or_create(
                first=first, second=second, defaults={"score": round(score), "noticed_on": on}
            )


def _newest(digest: bytes) -> list[UUID]:
    """Who last bore a name that sounds so: at hand in an index, however many did."""
    bear_it = Sound.objects.filter(digest=digest).order_by("-heard_on", "contact")
    return list(bear_it.values_list("contact", flat=True)[:MOST_COMPARED])


def say_of_pair(officer: Officer, pair_id: UUID, said: Said, *, now: datetime) -> Resemblance:
    """A person says whether two names are one. Said twice, it is said once; it may be said anew.

    Raises NoSuchPair.
    """
    if not may(officer.role, Deed.VERIFY):
        raise NoSuchPair
    with transaction.atomic():
        pair = pair_for(officer, pair_id)
        if pair.said == said:
            return pair
        pair.said, pair.said_by, pair.said_on = said, officer.id, day_in(officer.zone, now)
        pair.save(update_fields=["said", "said_by", "said_on"])
        event = "links.joined" if said == Said.ONE else "links.kept_apart"
        record_act(event, subject=pair.id, actor=officer.id, at=now)
        if said == Said.ONE:
            tell_of_group(pair.first_id)
    return pair


def tell_of_group(contact: UUID) -> None:
    """Names that are one now may be heard in more than one village."""
    group = group_of(contact)
    heard = Hearing.objects.filter(contact__in=group).exclude(village="")
    if heard.values("village").distinct().count() > 1:
        last = heard.order_by("-heard_on").values_list("heard_on", flat=True)[0]
        record("links.heard_elsewhere", subject=min(group), on=last)
