"""The clock of a digest: on whose desk it waits, and who is written to when its day has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from pimpasa.base.days import Zone, day_in
from pimpasa.ledger.actions import record
from pimpasa.ledger.followups import OUTSIDE
from pimpasa.people.queries import accounts_of_roles
from pimpasa.people.rules import Deed, Role, may
from pimpasa.warnings.models import Digest

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

MAKERS = tuple(role for role in Role if may(role, Deed.APPROVE_WARNING))


@dataclass(frozen=True)
class Owed:
    """A digest that waits: for its words, or for a second person.

    `digest` is None for the directorate, which is told that it is late and reads it once it is out.
    """

    digest: UUID | None
    due_at: datetime
    is_written: bool
    is_late: bool


def owed_by(officer: Officer, *, now: datetime) -> Owed | None:
    """The digest that waits for this officer; for the directorate, one that is late.

    What somebody wrote waits for another person, so it is no longer on the writer's own desk.
    """
    found = Digest.objects.filter(approved_at=None).order_by("opened_at").first()
    if found is None:
        return None
    owed = Owed(found.id, found.due_at, found.written_by is not None, found.due_at < now)
    if may(officer.role, Deed.APPROVE_WARNING):
        return owed if found.written_by != officer.id else None
    is_told = officer.role is Role.DIRECTORATE and owed.is_late
    return Owed(None, owed.due_at, owed.is_written, is_late=True) if is_told else None


def escalate_late_digests(*, now: datetime) -> int:
    """Bring a digest that is not out in time before those who owe it, once; how many were new."""
    late = Digest.objects.filter(approved_at=None, due_at__lt=now, escalated_on=None)
    return sum(_escalate(digest.id, now=now) for digest in late)


@task(queue_name=OUTSIDE)
def mail_lateness_of_digest(digest_id: str, *, now: datetime) -> None:
    """Write to those who may write it and let it out, and to the directorate: nothing of it."""
    if not Digest.objects.filter(id=digest_id, approved_at=None).exists():
        return
    for account in accounts_of_roles((*MAKERS, Role.DIRECTORATE), on=day_in(Zone.WIB, now)):
        if not account.email:
            continue
        page = "" if account.role == Role.DIRECTORATE else f"{digest_id}/"
        with override(account.language):
            send_mail(
                _("Pimpasa: the digest of what is new is late"),
                _("It should have been out by now and waits for two people: %(address)s")
                % {"address": f"{settings.SITE}/kantor/kabar/{page}"},
                settings.DEFAULT_FROM_EMAIL,
                [account.email],
            )


def _escalate(digest_id: UUID, *, now: datetime) -> bool:
    today = day_in(Zone.WIB, now)
    with transaction.atomic():
        still = Digest.objects.filter(id=digest_id, approved_at=None, escalated_on=None)
        if still.update(escalated_on=today):
            record("warnings.digest_missed", subject=digest_id, on=today)
            return True
    return False
