"""Issue and revoke certificates, and make exceptions for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.errors import NotThere, Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.models import Account
from pimpasa.people.rules import Deed, may
from pimpasa.training.courses import courses
from pimpasa.training.models import Certificate, Exemption

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

LONGEST_EXEMPTION = timedelta(days=30)


class NoSuchCertificate(NotThere):
    """There is no such certificate or account, or it is not this officer's to change."""

    reason = _("This was not found, or it is not yours to change.")


class NotPossible(Refused):
    """A reason or a period that cannot be."""


@dataclass(frozen=True)
class Spared:
    """An exception as it is granted. `id` is made by whoever sends it."""

    id: UUID
    account: UUID
    course: str
    until: date
    reason: str


def issue_certificate(
    account: UUID, course: str, *, by: Officer, now: datetime, id: UUID
) -> Certificate:
    """Certify that an officer has learned a course. The same certificate is issued once."""
    known = courses().get(course)
    if known is None or not may(by.role, Deed.CERTIFY):
        raise NoSuchCertificate
    with transaction.atomic():
        today = day_in(by.zone, now)
        certificate, is_new = Certificate.objects.get_or_create(
            id=id,
            defaults={
                "account_id": account,
                "course": course,
                "issued_on": today,
                "expires_on": today + timedelta(days=known.days),
                "issued_by": by.id,
            },
        )
        if is_new:
            record_act(
                "training.certified", subject=certificate.id, actor=by.id, at=now, course=course
            )
    return certificate


def revoke_certificate(
    certificate_id: UUID, *, because: str, by: Officer, now: datetime
) -> Certificate:
    """Take a certificate back from today on, for a reason. Revoking again changes nothing."""
    if not may(by.role, Deed.CERTIFY):
        raise NoSuchCertificate
    if not because.strip():
        raise NotPossible(_("Say why it is taken back."))
    with transaction.atomic():
        certificate = Certificate.objects.select_for_update().filter(id=certificate_id).first()
        if certificate is None:
            raise NoSuchCertificate
        if certificate.revoked_on is None:
            certificate.revoked_on = day_in(by.zone, now)
            certificate.revoked_because = because.strip()
            certificate.save(update_fields=["revoked_on", "revoked_because"])
            record_act("training.revoked", subject=certificate.id, actor=by.id, at=now)
    return certificate


def grant_exemption(spared: Spared, *, by: Officer, now: datetime) -> Exemption:
    """Let an officer of one's own office go on for some days without the certificate."""
    today = day_in(by.zone, now)
    if not may(by.role, Deed.EXEMPT) or by.office is None or spared.account == by.id:
        raise NoSuchCertificate
    theirs = Account.objects.filter(id=spared.account, office_id=by.office, is_active=True)
    if spared.course not in courses() or not theirs.exists():
        raise NoSuchCertificate
    if not spared.reason.strip():
        raise NotPossible(_("Say why an exception is needed."))
    if not today < spared.until <= today + LONGEST_EXEMPTION:
        raise NotPossible(_("An exception holds for one day up to thirty."))
    with transaction.atomic():
        exemption, is_new = Exemption.objects.get_or_create(
            id=spared.id,
            defaults={
                "account_id": spared.account,
                "course": spared.course,
                "since": today,
                "until": spared.until,
                "reason": spared.reason.strip(),
                "granted_by": by.id,
            },
        )
        if is_new:
            record_act("training.exempted", subject=spared.account, actor=by.id, at=now)
    return exemption
