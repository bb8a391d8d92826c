"""Note the contacts named in words, and say when one is heard in another place."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks import task

from pimpasa.base import vault
from pimpasa.base.sentences import found
from pimpasa.intake.models import Report
from pimpasa.ledger.actions import record
from pimpasa.links.alike import people_in, plain
from pimpasa.links.lines import public_contacts
from pimpasa.links.models import Contact, Hearing
from pimpasa.links.queries import group_of
from pimpasa.links.resemblance import NAMED, suggest_alike
from pimpasa.links.rules import PERSON, contacts_in
from pimpasa.links.voices import voice_of
from pimpasa.triage.queries import reading_of, whole_reading

MOST_COMPARED = 200  # hearings of one contact, the newest: what it says is known by then


@task()
def note_contacts(report_id: str, *, now: datetime) -> None:
    """Keep which contacts a report names; tell when one was heard in another place before.

    Lines that are meant for everybody are no contacts. People of one name are not one person: each
    report has its own, and a person joins them.
    """
    report = found(Report, id=report_id)
    reading = reading_of(UUID(report_id)) if report else None
    whole = whole_reading(reading) if reading else None
    if report is None or whole is None:
        return
    named = [one for one in contacts_in(whole["entities"]) if one[:2] not in public_contacts()]
    people = people_in(report.words or "")
    named += [(PERSON, f"{plain(name)} {report_id}", name) for name in people]
    for kind, key, surface in named:
        with transaction.atomic():
            _hear(report, kind=kind, key=key, surface=surface)


@task()
def forget_contacts(report_id: str, *, now: datetime) -> None:
    """The words are gone: what they named stays known as a hash; its writing goes with the last.

    Hearings are kept, for they say no more than that something recurs.
    """
    named = Hearing.objects.filter(report_id=report_id).values("contact")
    kept = Hearing.objects.filter(report__forgotten_on=None).values("contact")
    Contact.objects.filter(id__in=named).exclude(id__in=kept).update(original=None)


def _hear(report: Report, *, kind: str, key: str, surface: str) -> None:
    digest = vault.blind_index(key, purpose=f"links.{kind.lower()}")
    contact, is_new_name = Contact.objects.get_or_create(
        kind=kind,
        digest=digest,
        defaults={"original": surface, "first_heard_on": report.received_on},
    )
    village = report.village_id or ""
    group = group_of(contact.id)
    voice = _voice(report, group)
    elsewhere = Hearing.objects.filter(contact__in=group).exclude(village__in=[village, ""])
    heard, is_new = Hearing.objects.get_or_create(
        contact=contact,
        report=report,
        defaults={"village": village, "heard_on": report.received_on, "voice": voice},
    )
    if is_new_name and kind in NAMED:
        suggest_alike(contact, surface, on=report.received_on)
    if is_new and village and elsewhere.exists():
        record("links.heard_elsewhere", subject=min(group), on=heard.heard_on)


def _voice(report: Report, group: frozenset[UUID]) -> UUID:
    """The first report that named this contact in the same words, or by the same sender."""
    named = Hearing.objects.filter(contact__in=group).exclude(report=report)
    earlier = {
        hearing.report_id: hearing.voice
        for hearing in named.order_by("-heard_on", "id")[:MOST_COMPARED]
    }
    known = list(Report.objects.filter(id__in=earlier).order_by("received_on", "id"))
    sender = bytes(report.sender_digest or b"")
    same = next(
        (one.id for one in known if sender and bytes(one.sender_digest or b"") == sender), None
    )
    texts = ((one.id, one.words) for one in known if one.words)
    found = same or voice_of(report.words or "", texts)
    return (earlier[found] or found) if found else report.id
