"""The digest of what is new: gathered by the clock, written by one, approved by another.

It knows provinces and nothing narrower; small counts are not told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_tasks import task

from pimpasa.answers.cards import hotlines
from pimpasa.base.days import Zone, day_in
from pimpasa.base.errors import NotThere
from pimpasa.counts.rules import SMALL
from pimpasa.ledger.actions import record, record_act
from pimpasa.ledger.followups import LONG_SOON, OUTSIDE
from pimpasa.people.models import Account
from pimpasa.people.queries import accounts_of_roles
from pimpasa.people.rules import Deed, Role, may
from pimpasa.signals.models import Signal, SignalKind
from pimpasa.signals.queries import villages_of
from pimpasa.verification.queries import proved_true_since, reports_behind
from pimpasa.warnings.actions import BetraysSomebody, NotPossible
from pimpasa.warnings.betraying import betrayals
from pimpasa.warnings.models import Digest, DigestEvent, DigestReader

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "Digest",
    "News",
    "NoSuchDigest",
    "approve_digest",
    "deliver_digest",
    "digest_for",
    "digests_for",
    "gather_digest",
    "mail_digest",
    "news_in",
    "note_digest_read",
    "receipts",
    "write_digest",
]

WITHIN = timedelta(hours=24)
LOOK_BACK = timedelta(days=7)  # what proved true before that is no news
KNOWN_FOR = timedelta(days=90)  # told of a province once, the same thing is no news there
TOLD = (Role.PIMPASA, Role.SUPERVISOR, Role.ANALYST, Role.DIRECTORATE, Role.TRAINER)
PROVINCE = 2
LONGEST = 1500


class NoSuchDigest(NotThere):
    """There is no such digest, or it is not out yet."""

    reason = gettext_lazy("This digest was not found.")


@dataclass(frozen=True)
class News:
    """One thing that is new in a province. None stands for fewer than five."""

    what: str
    province: str  # code; empty for several
    week: date  # its Monday
    reports: int | None
    villages: int | None


def gather_digest(*, now: datetime) -> int:
    """Put what proved true and is new into the digest that waits; how much was new."""
    fresh = 0
    with transaction.atomic():
        for signal, proved_at in proved_true_since(now - LOOK_BACK):
            if _is_news(signal, now=now):
                digest = _waiting(now=now, due_at=proved_at + WITHIN)
                DigestEvent.objects.create(signal=signal, digest=digest, proved_at=proved_at)
                fresh += 1
    return fresh


def write_digest(
    officer: Officer, digest_id: UUID, *, text_id: str, text_en: str, now: datetime
) -> None:
    """Say in both languages what is new about it.

    Raises NoSuchDigest, NotPossible, BetraysSomebody.
    """
    if not may(officer.role, Deed.APPROVE_WARNING):
        raise NoSuchDigest
    with transaction.atomic():
        digest = _locked(digest_id)
        if digest.approved_at is not None:
            raise NotPossible(gettext_lazy("This digest is out already."))
        if not all(0 < len(text.strip()) <= LONGEST for text in (text_id, text_en)):
            raise NotPossible(gettext_lazy("Say it in both languages, in a few sentences."))
        _refuse_betrayal(digest, f"{text_id}\n{text_en}")
        digest.text_id, digest.text_en = text_id.strip(), text_en.strip()
        digest.written_by, digest.written_at = officer.id, now
        digest.save(update_fields=["text_id", "text_en", "written_by", "written_at"])
        record_act("warnings.digest_written", subject=digest.id, actor=officer.id, at=now)


def approve_digest(officer: Officer, digest_id: UUID, *, now: datetime) -> None:
    """A second person lets it out. Approving again changes nothing."""
    if not may(officer.role, Deed.APPROVE_WARNING):
        raise NoSuchDigest
    with transaction.atomic():
        digest = _locked(digest_id)
        if digest.approved_at is not None:
            return
        if digest.written_by is None:
            raise NotPossible(gettext_lazy("Somebody has to write it first."))
        if digest.written_by == officer.id:
            raise NotPossible(gettext_lazy("You wrote this, so somebody else has to approve it."))
        _refuse_betrayal(digest, f"{digest.text_id}\n{digest.text_en}")
        digest.approved_by, digest.approved_at = officer.id, now
        digest.save(update_fields=["approved_by", "approved_at"])
        record_act("warnings.digest_approved", subject=digest.id, actor=officer.id, at=now)


@task()
def deliver_digest(digest_id: str, *, now: datetime) -> None:
    """A digest was approved: bring it before all offices."""
    told = accounts_of_roles(TOLD, on=day_in(Zone.WIB, now))
    DigestReader.objects.bulk_create(
        [DigestReader(digest_id=digest_id, account=account.id) for account in told],
        ignore_conflicts=True,
    )
    record(
        "warnings.digest_delivered",
        subject=UUID(digest_id),
        on=day_in(Zone.WIB, now),
        receivers=len(told),
    )


@task(queue_name=OUTSIDE, priority=LONG_SOON)
def mail_digest(digest_id: str, *, now: datetime) -> None:
    """Write to those who have not been written to: the way to the page, and nothing of it."""
    address = f"{settings.SITE}/kantor/kabar/{digest_id}/"
    waiting = DigestReader.objects.filter(digest_id=digest_id, mailed_on=None)
    for account in Account.objects.filter(id__in=list(waiting.values_list("account", flat=True))):
        if not account.email:
            continue
        with override(account.language):
            send_mail(
                _("Pimpasa: something new was seen"),
                _("What is new somewhere, in short: %(address)s") % {"address": address},
                settings.DEFAULT_FROM_EMAIL,
                [account.email],
            )
        waiting.filter(account=account.id).update(mailed_on=day_in(Zone.WIB, now))


def note_digest_read(officer: Officer, digest_id: UUID, *, now: datetime) -> None:
    """Keep that somebody it was sent to has opened it, once."""
    unread = DigestReader.objects.filter(digest=digest_id, account=officer.id, read_at=None)
    with transaction.atomic():
        if unread.update(read_at=now):
            record_act("warnings.digest_read", subject=digest_id, actor=officer.id, at=now)


def digests_for(officer: Officer) -> QuerySet[Digest]:
    """What is out, for all offices; what waits, for those who may let it out. The newest first."""
    if officer.role not in TOLD:
        return Digest.objects.none()
    seen = Digest.objects.all()
    if not may(officer.role, Deed.APPROVE_WARNING):
        seen = seen.filter(approved_at__isnull=False)
    return seen.order_by("-opened_at", "id")


def digest_for(officer: Officer, digest_id: UUID) -> Digest:
    """One digest this officer may see. Raises NoSuchDigest."""
    digest = digests_for(officer).filter(id=digest_id).first()
    if digest is None:
        raise NoSuchDigest
    return digest


def news_in(digest: Digest) -> list[News]:
    """What the digest tells: by province, small counts left out."""
    return [_news(signal) for signal in _signals(digest)]


def receipts(digest: Digest) -> tuple[int, int]:
    """How many it came before, and how many of them have read it."""
    told = DigestReader.objects.filter(digest=digest)
    return told.count(), told.filter(read_at__isnull=False).count()


def _news(signal: Signal) -> News:
    return News(
        what=signal.what,
        province=signal.place[:PROVINCE],
        week=signal.week,
        reports=_told(int(signal.observed)),
        villages=_told(len(villages_of(signal))),
    )


def _told(count: int) -> int | None:
    return count if count >= SMALL else None


def _signals(digest: Digest) -> QuerySet[Signal]:
    told = DigestEvent.objects.filter(digest=digest)
    return Signal.objects.filter(id__in=told.values("signal")).order_by("what", "place", "id")


def _is_news(signal: Signal, *, now: datetime) -> bool:
    """A contact is no modus; and what a province was told of lately is known there."""
    if signal.kind == SignalKind.RECURRENCE:
        return False
    known = DigestEvent.objects.filter(
        signal__what=signal.what,
        signal__place__startswith=signal.place[:PROVINCE],
        proved_at__gt=now - KNOWN_FOR,
    )
    return not known.exists()


def _waiting(*, now: datetime, due_at: datetime) -> Digest:
    """The digest that is not out yet, or a new one."""
    digest = Digest.objects.filter(approved_at=None).order_by("opened_at").first()
    if digest is None:
        digest = Digest.objects.create(opened_at=now, due_at=due_at)
        record("warnings.digest_opened", subject=digest.id, on=day_in(Zone.WIB, now))
    return digest


def _refuse_betrayal(digest: Digest, text: str) -> None:
    told = (
        report.words or ""
        for signal in _signals(digest)
        for report in reports_behind(signal).iterator(200)
    )
    if found := betrayals(text, told=told, allowed=[line.number for line in hotlines()]):
        raise BetraysSomebody(found)


def _locked(digest_id: UUID) -> Digest:
    digest = Digest.objects.select_for_update().filter(id=digest_id).first()
    if digest is None:
        raise NoSuchDigest
    return digest
