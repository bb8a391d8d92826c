"""What the person agreed to, seen and taken back under the code: no officer stands between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from pimpasa.answers.queries import NoSuchCode
from pimpasa.intake.actions import stop_sharing
from pimpasa.intake.models import Report, Sharing
from pimpasa.intake.queries import report_with_code
from pimpasa.ledger.actions import record
from pimpasa.referrals import rules
from pimpasa.referrals.models import Consent, LawfulReason, Referral, State, Step
from pimpasa.referrals.packets import packets


@dataclass(frozen=True)
class Agreed:
    """One agency that the person agreed to, and the guarded things it may be told."""

    id: UUID
    to_id: str
    to_en: str
    given_on: date
    things_id: tuple[str, ...]
    things_en: tuple[str, ...]


@dataclass(frozen=True)
class Passing:
    """Whether anything may be passed on, and the agreements that are in force."""

    village_code: str | None
    may_pass: bool
    agreed: tuple[Agreed, ...]


def passing_with_code(code: str) -> Passing:
    """What may be passed on of what was said under this code. Raises NoSuchCode."""
    report = _report(code)
    given = Consent.objects.filter(report=report, withdrawn_on=None).order_by("given_on", "id")
    return Passing(
        village_code=report.village_id,
        may_pass=report.sharing != Sharing.NO,
        agreed=tuple(_agreed(one) for one in given if one.packet in packets()),
    )


def take_consent_back(code: str, consent_id: UUID, *, today: date) -> None:
    """The person no longer agrees: what went by it can no longer be read there.

    Taken back twice, it is taken back once; somebody else's is left alone. Raises NoSuchCode.
    """
    with transaction.atomic():
        report = _report(code)
        _withdraw(report, Consent.objects.filter(id=consent_id), today=today)


def pass_nothing_on(code: str, *, today: date) -> None:
    """The person wants nothing told to anybody any more: every agreement ends.

    What a law or a life obliges us to tell stays told. Raises NoSuchCode.
    """
    with transaction.atomic():
        report = _report(code)
        stop_sharing(report, today=today)
        _withdraw(report, Consent.objects.all(), today=today)
        _revoke(Referral.objects.filter(report=report, reason=LawfulReason.NONE), today=today)


def _report(code: str) -> Report:
    report = report_with_code(code)
    if report is None or report.forgotten_on is not None:
        raise NoSuchCode
    return report


def _withdraw(report: Report, wanted: QuerySet[Consent], *, today: date) -> None:
    for consent in wanted.filter(report=report, withdrawn_on=None):
        Consent.objects.filter(id=consent.id).update(withdrawn_on=today)
        record("referrals.consent_withdrawn", subject=report.id, on=today, packet=consent.packet)
        _revoke(Referral.objects.filter(consent=consent), today=today)


def _revoke(held: QuerySet[Referral], *, today: date) -> None:
    """Take referrals back that have not come to an end; a person's step has a day and no hour."""
    can = [state for state, follow in rules.FOLLOWS.items() if State.REVOKED in follow]
    for referral in held.filter(state__in=can).select_for_update():
        referral.state, referral.due_at, referral.escalated_on = State.REVOKED, None, None
        referral.save(update_fields=["state", "due_at", "escalated_on"])
        Step.objects.create(
            referral=referral,
            position=Step.objects.filter(referral=referral).count() + 1,
            state=State.REVOKED,
            at=datetime.combine(today, time(0), UTC),
        )
        record("referrals.revoked", subject=referral.id, on=today, packet=referral.packet)


def _agreed(consent: Consent) -> Agreed:
    packet = packets()[consent.packet]
    things = [field for field in packet.fields if field.code in consent.fields]
    return Agreed(
        id=consent.id,
        to_id=packet.to_id,
        to_en=packet.to_en,
        given_on=consent.given_on,
        things_id=tuple(field.label_id for field in things),
        things_en=tuple(field.label_en for field in things),
    )
