"""What is brought home from a visit: words heard, what was remembered, photos, records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.pictures import PictureSpoilt, PictureTooLarge, redrawn
from pimpasa.ledger.actions import record_act
from pimpasa.outreach.actions import MarksPeople, NotPossible
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.models import Heard, Photo, Recall, Record, Visit
from pimpasa.outreach.queries import NoSuchVisit, photo_for, visit_for
from pimpasa.outreach.recall import questions
from pimpasa.outreach.rules import LATER, MOMENTS, MOST, RECORDS, marks_people
from pimpasa.people.rules import Deed, may

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

MOST_PHOTOS = 6
PHOTO_SIDE = 1280  # pixels: enough to see a hall, too few to know a face in the last row


@dataclass(frozen=True)
class Checked:
    """How many of those asked knew each answer."""

    id: UUID
    moment: str
    on: date
    asked: int
    right: Mapping[str, int]


@dataclass(frozen=True)
class Written:
    """A record of a village."""

    id: UUID
    kind: str
    text: str
    until: date | None = None
    call: str = ""


def note_heard(officer: Officer, visit_id: UUID, *, id: UUID, kind: str, now: datetime) -> Heard:
    """Count words that were heard at a visit and taken in elsewhere. Sent twice counts once."""
    visit = _own(officer, visit_id)
    with transaction.atomic():
        heard, is_new = Heard.objects.get_or_create(id=id, defaults={"visit": visit, "kind": kind})
        if is_new:
            record_act("outreach.words_heard", subject=visit.id, actor=officer.id, at=now)
    return heard


def check_recall(officer: Officer, visit_id: UUID, found: Checked, *, now: datetime) -> Recall:
    """Keep how many of a talk's room knew the answers, once for each moment.

    Raises NotPossible for numbers that cannot be, a visit that is no talk, or a moment too early.
    """
    visit = _own(officer, visit_id)
    _check_recall(visit, found)
    if found.on > day_in(officer.zone, now):
        raise NotPossible(_("That day is still to come."))
    with transaction.atomic():
        kept, is_new = Recall.objects.get_or_create(
            visit=visit,
            moment=found.moment,
            defaults={
                "id": found.id,
                "on": found.on,
                "asked": found.asked,
                "right": dict(found.right),
            },
        )
        if is_new:
            record_act("outreach.recall_checked", subject=visit.id, actor=officer.id, at=now)
        elif kept.id != found.id:
            raise NotPossible(_("This was asked and written down already."))
    return kept


def add_photo(
    officer: Officer, visit_id: UUID, content: bytes, *, id: UUID, now: datetime
) -> Photo:
    """Keep a photo of a visit, drawn anew without place, device or hour. Sent twice is kept once.

    Raises NotPossible for what is no photo.
    """
    visit = _own(officer, visit_id)
    if Photo.objects.filter(visit=visit).exclude(id=id).count() >= MOST_PHOTOS:
        raise NotPossible(_("Six photos of one visit are enough."))
    try:
        clean = redrawn(content, longest_side=PHOTO_SIDE)
    except PictureTooLarge as too_large:
        raise NotPossible(_("The photo is too large. Send a smaller one.")) from too_large
    except PictureSpoilt as spoilt:
        raise NotPossible(_("This file is no photo that we can open.")) from spoilt
    with transaction.atomic():
        photo, is_new = Photo.objects.get_or_create(
            id=id,
            defaults={"visit": visit, "content": clean, "added_on": day_in(officer.zone, now)},
        )
        if photo.visit_id != visit.id:
            raise NoSuchVisit
        if is_new:
            record_act("outreach.photo_added", subject=visit.id, actor=officer.id, at=now)
    return photo


def remove_photo(officer: Officer, photo_id: UUID, *, now: datetime) -> UUID:
    """Take a photo away for good, since somebody can be known on it; returns its visit."""
    if not may(officer.role, Deed.VISIT):
        raise NoSuchVisit
    with transaction.atomic():
        photo = photo_for(officer, photo_id)
        visit = photo.visit_id
        photo.delete()
        record_act("outreach.photo_removed", subject=visit, actor=officer.id, at=now)
    return visit


def write_record(officer: Officer, village: str, record: Written, *, now: datetime) -> Record:
    """Keep what was settled in a village, or what its police are asked to look after.

    A request says what to observe, until when and which officer to call; never who told us.
    """
    if not may(officer.role, Deed.VISIT) or not officer.serves(village):
        raise NoSuchVisit
    today = day_in(officer.zone, now)
    if record.kind not in RECORDS or not record.text.strip():
        raise NotPossible(_("Write down what it is about."))
    if marks_people(record.text, ()):
        raise MarksPeople
    if record.kind == "REQUEST" and not (
        record.until and record.until >= today and record.call.strip()
    ):
        raise NotPossible(_("A request says until when, and which officer to call."))
    with transaction.atomic():
        kept, is_new = Record.objects.get_or_create(
            id=record.id,
            defaults={
                "village_id": village,
                "kind": record.kind,
                "text": record.text.strip(),
                "until": record.until,
                "call": record.call.strip() or None,
                "written_by": officer.id,
                "written_on": today,
            },
        )
        if kept.village_id != village:
            raise NoSuchVisit
        if is_new:
            record_act("outreach.record_written", subject=kept.id, actor=officer.id, at=now)
    return kept


def _own(officer: Officer, visit_id: UUID) -> Visit:
    if not may(officer.role, Deed.VISIT):
        raise NoSuchVisit
    return visit_for(officer, visit_id)


def _check_recall(visit: Visit, found: Checked) -> None:
    kind = kinds().get(visit.kind)
    if kind is None or not kind.is_talk or visit.made_on is None:
        raise NotPossible(_("Only a talk that was held is followed by these questions."))
    if found.moment not in MOMENTS or set(found.right) != set(questions()):
        raise NotPossible(_("All three questions are asked together."))
    if not 0 < found.asked <= MOST or not all(0 <= n <= found.asked for n in found.right.values()):
        raise NotPossible(_("The number of people cannot be right."))
    if found.moment == "LATER" and found.on < visit.made_on + LATER:
        raise NotPossible(_("Ask again when three months have passed."))
