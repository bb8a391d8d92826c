"""A person agrees that an agency is told certain things, and may take it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from pimpasa.base.days import day_in
from pimpasa.intake.queries import refuse_own_case, report_to_act_on
from pimpasa.ledger.actions import record_act
from pimpasa.referrals.actions import take_back
from pimpasa.referrals.models import Consent, ConsentHow, Referral
from pimpasa.referrals.queries import consent_for, consent_with

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["ConsentHow", "record_consent", "withdraw_consent"]


def record_consent(
    officer: Officer,
    report_id: UUID,
    *,
    packet: str,
    fields: tuple[str, ...],
    how: ConsentHow,
    now: datetime,
) -> Consent:
    """Note that a person agreed to one agency being told certain guarded things."""
    with transaction.atomic():
        report = report_to_act_on(officer, report_id)
        earlier = consent_for(report.id, packet)
        if earlier and (earlier.fields, earlier.how) == (sorted(fields), how):
            return earlier
        consent = Consent.objects.create(
            report=report,
            packet=packet,
            fields=sorted(fields),
            how=how,
            given_on=day_in(officer.zone, now),
            recorded_by=officer.id,
        )
        record_act(
            "referrals.consent_given", subject=report.id, actor=officer.id, at=now, packet=packet
        )
    return consent


def withdraw_consent(officer: Officer, consent_id: UUID, *, now: datetime) -> None:
    """A person took it back: what goes by it is taken back too, unless it has come to an end.

    Raises NoSuchReferral.
    """
    with transaction.atomic():
        report = consent_with(officer, consent_id).report
        refuse_own_case(officer, report)
        today = day_in(officer.zone, now)
        given = Consent.objects.filter(id=consent_id, withdrawn_on=None)
        if not given.update(withdrawn_on=today):
            return
        record_act("referrals.consent_withdrawn", subject=report.id, actor=officer.id, at=now)
        for referral in Referral.objects.select_for_update().filter(consent_id=consent_id):
            take_back(referral, officer, now=now)
