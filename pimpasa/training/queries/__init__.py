"""Ask what somebody may do now: a certificate in force is authority, and it ends by itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.base.errors import Refused
from pimpasa.base.sentences import asked_often
from pimpasa.people.rules import Deed, may
from pimpasa.training.courses import Course, needed_for
from pimpasa.training.models import Certificate, Exemption

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NotCertified(Refused):
    """The certificate that this act needs has run out, was revoked, or was never earned."""

    status = 403

    def __init__(self, course: Course) -> None:
        """Say which course is meant, and what can be done."""
        self.course = course
        super().__init__(
            _(
                "This needs a certificate in force: %(course)s. Renew it, or ask your supervisor "
                "for an exception."
            )
            % {"course": course.title(get_language() or "id")}
        )


def in_force(on: date) -> Q:
    """Certificates that hold on a day."""
    not_revoked = Q(revoked_on=None) | Q(revoked_on__gt=on)
    return Q(issued_on__lte=on, expires_on__gt=on) & not_revoked


def is_certified(account: UUID, course: str, *, on: date) -> bool:
    """True when the account holds a certificate of the course in force, or an exemption."""
    return bool(_held(account, course, on) or _spared(account, course, on))


@asked_often
def _held(account: UUID, course: str, on: date) -> QuerySet[Certificate]:
    return Certificate.objects.filter(in_force(on), account_id=account, course=course)[:1]


@asked_often
def _spared(account: UUID, course: str, on: date) -> QuerySet[Exemption]:
    held = Exemption.objects.filter(account_id=account, course=course)
    return held.filter(since__lte=on, until__gt=on)[:1]


def may_now(officer: Officer, deed: Deed, *, on: date) -> bool:
    """True when the role may do this at all and the certificate it needs is in force."""
    course = needed_for(deed)
    return may(officer.role, deed) and (
        course is None or is_certified(officer.id, course.code, on=on)
    )


def require(officer: Officer, deed: Deed, *, on: date) -> None:
    """Raises NotCertified when the role may do this, but the certificate is not in force."""
    course = needed_for(deed)
    if course is not None and not is_certified(officer.id, course.code, on=on):
        raise NotCertified(course)


def missing(officer: Officer, deed: Deed, *, on: date) -> NotCertified | None:
    """Why an act that the role may do cannot be done now, to be told before it is tried."""
    try:
        require(officer, deed, on=on)
    except NotCertified as refusal:
        return refusal
    return None


def certificates_of(account: UUID) -> QuerySet[Certificate]:
    """Every certificate of an account, the newest first."""
    return Certificate.objects.filter(account_id=account).order_by("-issued_on", "course")


def exemptions_of(account: UUID) -> QuerySet[Exemption]:
    """Every exception made for an account, the newest first."""
    return Exemption.objects.filter(account_id=account).order_by("-since", "course")
