"""Everything that can be done with a referral: draft, approve, send, answer, take back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import add_working_days, day_in
from pimpasa.base.errors import Refused
from pimpasa.intake.models import Readers, Report, Sharing
from pimpasa.intake.queries import refuse_own_case, report_to_act_on
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, Role, may
from pimpasa.referrals import rules
from pimpasa.referrals.models import Consent, LawfulReason, Referral, State, Step
from pimpasa.referrals.packets import packets
from pimpasa.referrals.queries import NoSuchReferral, consent_for, referral_for
from pimpasa.training import queries as training

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "Draft",
    "LawfulReason",
    "State",
    "Taken",
    "draft_referral",
    "move",
    "open_referral",
    "take_back",
]

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


class NotPassedOn(Refused):
    """The person said how words may be passed on, and this is not how."""


class NothingSaid(Refused):
    """A step that needs a reason or a result has none."""

    reason = _("Write down the reason or the result: the person will be told what became of it.")


@dataclass(frozen=True)
class Draft:
    """A referral as an officer writes it. `id` is made by whoever sends it."""

    id: UUID
    packet: str
    fields: Mapping[str, str] = field(default_factory=dict)
    reason: LawfulReason = LawfulReason.NONE
    agency: UUID | None = None  # with an account here; else it goes as a sealed packet or on paper


@dataclass(frozen=True)
class Taken:
    """What comes with a step: a reason or a result, their number, when we look again."""

    note: str = ""
    number: str = ""
    follow_up_on: date | None = None


def draft_referral(officer: Officer, report_id: UUID, draft: Draft, *, now: datetime) -> Referral:
    """Keep a draft for one addressee. The same draft sent twice is kept once.

    Raises NoSuchReport, NotCertified, NamesYou, NotPassedOn, and NotComplete: a needed field is
    empty, a field is none of theirs, or a guarded one would go without consent and without a
    lawful reason.
    """
    if not may(officer.role, Deed.REFER):
        raise NoSuchReferral
    with transaction.atomic():
        report = report_to_act_on(officer, report_id)
        if earlier := Referral.objects.filter(id=draft.id, report=report).first():
            return earlier
        today = day_in(officer.zone, now)
        training.require(officer, Deed.REFER, on=today)
        consent = consent_for(report.id, draft.packet)
        _refuse_incomplete(draft, consent)
        _refuse_unwanted(report, draft, consent)
        referral = Referral.objects.create(
            id=draft.id,
            report=report,
            packet=draft.packet,
            agency_id=draft.agency,
            fields=json.dumps(dict(draft.fields), ensure_ascii=False),
            reason=draft.reason,
            consent=consent if draft.reason == LawfulReason.CONSENT else None,
            drafted_on=today,
            expires_on=today + KEPT,
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
    taken: Taken = Taken(),
) -> Referral:
    """Take a referral one step on; the step it already took is no second one.

    Raises NoSuchReferral, NotInThisOrder, SamePerson, NamesYou, NotCertified, NothingSaid.
    """
    with transaction.atomic():
        seen = referral_for(officer, referral_id)
        referral = Referral.objects.select_for_update().get(id=seen.id)
        if not _may_move(officer, state):
            raise NoSuchReferral
        if referral.state == state:
            return referral
        _refuse_step(officer, referral, state, taken=taken, now=now)
        _change(referral, state, officer, now=now, taken=taken)
        _step(referral, state, officer, now=now, note=taken.note)
    return referral


def open_referral(officer: Officer, referral_id: UUID, *, now: datetime) -> Referral:
    """A referral with its fields; the ledger notes who looked. Raises NoSuchReferral."""
    with transaction.atomic():
        referral = referral_for(officer, referral_id)
        record_act("referrals.opened", subject=referral.id, actor=officer.id, at=now)
    return referral


def take_back(referral: Referral, officer: Officer, *, now: datetime, why: str = "") -> None:
    """Nobody there reads it any more, unless it has come to an end."""
    if State.REVOKED in rules.FOLLOWS[referral.state]:
        _change(referral, State.REVOKED, officer, now=now, taken=Taken())
        _step(referral, State.REVOKED, officer, now=now, note=why)


def _may_move(officer: Officer, state: State) -> bool:
    """The agency answers; our officers write down for it what came on paper or by phone."""
    if officer.role is Role.PARTNER:
        return state in rules.THEIRS
    return may(officer.role, Deed.REFER)


def _refuse_step(
    officer: Officer, referral: Referral, state: State, *, taken: Taken, now: datetime
) -> None:
    if state not in rules.FOLLOWS[referral.state]:
        raise NotInThisOrder
    if state in rules.NEEDS_WHY and not taken.note.strip():
        raise NothingSaid
    if officer.role is Role.PARTNER:
        return
    if state == State.APPROVED and referral.drafted_by == officer.id:
        raise SamePerson
    training.require(officer, Deed.REFER, on=day_in(officer.zone, now))
    refuse_own_case(officer, referral.report)


def _change(
    referral: Referral, state: State, officer: Officer, *, now: datetime, taken: Taken
) -> None:
    today = day_in(officer.zone, now)
    referral.state = state
    if state == State.APPROVED:
        referral.approved_by = officer.id
    if state == State.SENT:
        referral.sent_on = today
        referral.due_at = _due(referral.packet, officer, now=now)
    elif state not in rules.UNANSWERED:
        referral.due_at = None
        referral.escalated_on = None
    if state in rules.UNTOLD:
        referral.due_at = _days_on(rules.TELL_WITHIN, officer, now)
    if state in rules.ANSWERS:
        referral.answered_on = today
    referral.their_number = taken.number or referral.their_number
    referral.follow_up_on = taken.follow_up_on or referral.follow_up_on
    referral.save()


def _due(packet_code: str, officer: Officer, *, now: datetime) -> datetime:
    packet = packets()[packet_code]
    if packet.within:
        return now + packet.within
    return _days_on(packet.working_days, officer, now)


def _days_on(working_days: int, officer: Officer, now: datetime) -> datetime:
    today = day_in(officer.zone, now)
    return now + (add_working_days(today, working_days) - today)


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
        rules.EVENTS[state],
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
    if draft.reason == LawfulReason.CONSENT and consent is None:
        raise NotComplete(_("No consent for this addressee has been written down."))
    agreed = consent.fields if consent and draft.reason == LawfulReason.CONSENT else ()
    if rules.unagreed(packet, draft.fields, agreed=agreed, is_lawful=draft.reason in _LAWFUL):
        raise NotComplete(
            _("This could betray the person. Ask them first, or say why it must be told.")
        )


def _refuse_unwanted(report: Report, draft: Draft, consent: Consent | None) -> None:
    """Hold what the person was promised: who reads it, and whether it may be passed on."""
    if report.readers == Readers.ELSEWHERE and packets()[draft.packet].is_local:
        raise NotPassedOn(
            _("These words are for another office only, so they never go to the local chain.")
        )
    if report.sharing == Sharing.YES or consent or draft.reason in _LAWFUL:
        return
    if report.sharing == Sharing.NO:
        raise NotPassedOn(_("The person asked us not to pass it on."))
    raise NotPassedOn(
        _("The person wants to be asked first. Ask under the code and write the consent down.")
    )


_LAWFUL = (LawfulReason.LIFE, LawfulReason.DUTY)
