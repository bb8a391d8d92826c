"""Everything that can be done with a referral: agree, draft, approve, send, answer, take back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import add_working_days, day_in
from pimpasa.base.errors import Refused
from pimpasa.intake.queries import report_for
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, Role, may
from pimpasa.referrals import rules
from pimpasa.referrals.models import Consent, ConsentHow, LawfulReason, Referral, State, Step
from pimpasa.referrals.packets import packets
from pimpasa.referrals.queries import NoSuchReferral, consent_for, referral_for
from pimpasa.training import queries as training

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

KEPT = timedelta(days=90)  # how long an agency can read what it was told


class NotComplete(Refused):
    """Something the addressee needs is missing, or something would go that must not."""


class NotInThisOrder(Refused):
    """The step does not follow from where the referral stands, or another took it meanwhile."""

    reason = _("The referral has moved on since this page was opened. Look at it once more.")
    status = 409


class SamePerson(Refused):
    """Whoever drafted may not approve."""

    reason = _("You drafted this referral yourself, so somebody else has to approve it.")
    status = 409


@dataclass(frozen=True)
class Draft:
    """A referral as an officer writes it. `id` is made by whoever sends it."""

    id: UUID
    packet: str
    fields: Mapping[str, str] = field(default_factory=dict)
    reason: LawfulReason = LawfulReason.NONE
    agency: UUID | None = None  # with an account here; else it goes as a sealed packet or on paper


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
        report = report_for(officer, report_id)
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


def draft_referral(officer: Officer, report_id: UUID, draft: Draft, *, now: datetime) -> Referral:
    """Keep a draft for one addressee. The same draft sent twice is kept once.

    Raises NoSuchReport, NotCertified, and NotComplete: a needed field is empty, a field is none of
    theirs, or a guarded one would go without consent and without a lawful reason.
    """
    if not may(officer.role, Deed.REFER):
        raise NoSuchReferral
    with transaction.atomic():
        report = report_for(officer, report_id)
        if earlier := Referral.objects.filter(id=draft.id, report=report).first():
            return earlier
        training.require(officer, Deed.REFER, on=day_in(officer.zone, now))
        consent = consent_for(report.id, draft.packet)
        _refuse_incomplete(draft, consent)
        referral = Referral.objects.create(
            id=draft.id,
            report=report,
            packet=draft.packet,
            agency_id=draft.agency,
            fields=json.dumps(dict(draft.fields), ensure_ascii=False),
            reason=draft.reason,
            consent=consent if draft.reason == LawfulReason.CONSENT else None,
            expires_on=day_in(officer.zone, now) + KEPT,
            drafted_by=officer.id,
        )
        _step(referral, State.DRAFTED, officer, now=now)
    return referral


def move(
    officer: Officer,
    referral_id: UUID,
    state: State,
    *,
    now: datetime,
    note: str = "",
    number: str = "",
) -> Referral:
    """Take a referral one step on; the step it already took is no second one.

    Raises NoSuchReferral, NotInThisOrder, SamePerson.
    """
    with transaction.atomic():
        seen = referral_for(officer, referral_id)
        referral = Referral.objects.select_for_update().get(id=seen.id)
        if not _may_move(officer, state):
            raise NoSuchReferral
        if referral.state == state:
            return referral
        if state not in rules.FOLLOWS[referral.state]:
            raise NotInThisOrder
        if state == State.APPROVED and referral.drafted_by == officer.id:
            raise SamePerson
        _change(referral, state, officer, now=now, number=number)
        _step(referral, state, officer, now=now, note=note)
    return referral


def _may_move(officer: Officer, state: State) -> bool:
    """The agency answers; our officers write down for it what came on paper or by phone."""
    if officer.role is Role.PARTNER:
        return state in rules.THEIRS
    return may(officer.role, Deed.REFER)


def _change(
    referral: Referral, state: State, officer: Officer, *, now: datetime, number: str
) -> None:
    referral.state = state
    if state == State.APPROVED:
        referral.approved_by = officer.id
    if state == State.SENT:
        referral.due_at = _due(referral.packet, now)
    if state not in rules.UNANSWERED and state != State.SENT:
        referral.due_at = None
    if number:
        referral.their_number = number
    referral.save()


def _due(packet_code: str, now: datetime) -> datetime:
    packet = packets()[packet_code]
    if packet.within:
        return now + packet.within
    day = add_working_days(now.date(), packet.working_days)
    return now + (day - now.date())


def _step(
    referral: Referral, state: State, officer: Officer, *, now: datetime, note: str = ""
) -> None:
    Step.objects.create(
        referral=referral,
        position=Step.objects.filter(referral=referral).count() + 1,
        state=state,
        by=officer.id,
        at=now,
        note=note or None,
    )
    record_act(
        f"referrals.{state.lower()}",
        subject=referral.id,
        actor=officer.id,
        at=now,
        packet=referral.packet,
    )


def _refuse_incomplete(draft: Draft, consent: Consent | None) -> None:
    packet = packets().get(draft.packet)
    if packet is None:
        raise NotComplete(_("Choose whom to refer it to."))
    if rules.unasked(packet, draft.fields):
        raise NotComplete(_("Some of this is not meant for this addressee. Leave it out."))
    if empty := rules.missing(packet, draft.fields):
        is_english = get_language() == "en"
        names = ", ".join(field.label_en if is_english else field.label_id for field in empty)
        raise NotComplete(_("Still missing: %(fields)s") % {"fields": names})
    agreed = consent.fields if consent and draft.reason == LawfulReason.CONSENT else ()
    is_lawful = draft.reason in (LawfulReason.LIFE, LawfulReason.DUTY)
    if rules.unagreed(packet, draft.fields, agreed=agreed, is_lawful=is_lawful):
        raise NotComplete(
            _("This could betray the person. Ask them first, or say why it must be told.")
        )
