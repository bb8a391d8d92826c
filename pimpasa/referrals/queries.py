"""Ask about referrals: ours for the reports we may read, theirs for the agency they went to."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.intake.queries import reports_for
from pimpasa.people.rules import Role
from pimpasa.referrals.models import Consent, Referral, State, Step

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

_UNSEEN = (State.DRAFTED, State.APPROVED, State.REVOKED)  # by the agency it is meant for


class NoSuchReferral(NotThere):
    """There is no such referral, or it is between others."""

    reason = _("This referral was not found, or it is between others.")


def referrals_for(officer: Officer) -> QuerySet[Referral]:
    """The referrals of reports this officer may read; for an agency, those it was sent."""
    if officer.role is Role.PARTNER:
        if officer.agency is None:
            return Referral.objects.none()
        return Referral.objects.filter(agency_id=officer.agency).exclude(state__in=_UNSEEN)
    return Referral.objects.filter(report__in=reports_for(officer))


def referral_for(officer: Officer, referral_id: UUID) -> Referral:
    """One referral this officer may see. Raises NoSuchReferral."""
    referral = referrals_for(officer).filter(id=referral_id).first()
    if referral is None:
        raise NoSuchReferral
    return referral


def fields_of(referral: Referral, *, on: date) -> dict[str, str]:
    """What the agency is told; nothing once it has expired or was taken back."""
    if referral.fields is None or on >= referral.expires_on or referral.state == State.REVOKED:
        return {}
    told: dict[str, str] = json.loads(referral.fields)
    return told


def steps_of(referral: Referral) -> QuerySet[Step]:
    """Every step of a referral, first to last."""
    return Step.objects.filter(referral=referral).order_by("position")


def consent_for(report_id: UUID, packet: str) -> Consent | None:
    """The consent in force for telling this addressee of a report."""
    given = Consent.objects.filter(report_id=report_id, packet=packet, withdrawn_on=None)
    return given.order_by("-given_on").first()
