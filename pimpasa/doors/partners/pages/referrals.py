"""Referrals: those of the caller's agency, read and answered."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from pimpasa.doors.partners import forms
from pimpasa.doors.partners.access import Key, Once, PartnerRequest, answers, deed
from pimpasa.exchange.queries import referrals_after
from pimpasa.exchange.rules import Scope
from pimpasa.referrals.actions import State, Taken, move, open_referral
from pimpasa.referrals.queries import fields_of, steps_for

router = Router(tags=["referrals"])
ANSWER = Key(Scope.REFERRALS_ANSWER)


@router.get(
    "",
    url_name="referrals",
    operation_id="listReferrals",
    auth=Key(Scope.REFERRALS_READ),
    response=answers(forms.Referrals),
)
def listed(
    request: PartnerRequest,
    state: Annotated[forms.Stage | None, Query()] = None,
    after: Annotated[UUID | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> forms.Referrals:
    """What was sent to your agency, the oldest first, without what was told."""
    found = referrals_after(request.officer, state=state or "", after=after, limit=limit)
    page = [forms.Referral(**_brief(one)) for one in found[:limit]]
    return forms.Referrals(referrals=page, next=page[-1].id if len(found) > limit else None)


@router.get(
    "/{uuid:referral_id}",
    url_name="referral",
    operation_id="readReferral",
    auth=Key(Scope.REFERRALS_READ),
    response=answers(forms.WholeReferral),
)
def read(request: PartnerRequest, referral_id: UUID) -> forms.WholeReferral:
    """One referral with what your agency is told; the ledger notes that it was opened."""
    referral = open_referral(request.officer, referral_id, now=request.now)
    steps = steps_for(request.officer, referral)
    return forms.WholeReferral(
        **_brief(referral),
        told=fields_of(referral, on=request.today),
        steps=[forms.Step.model_validate(step) for step in steps],
    )


@deed(router, "acknowledge", answer=forms.Referral, auth=ANSWER)
def acknowledge(
    request: PartnerRequest, referral_id: UUID, sent: forms.Acknowledgement, idempotency_key: Once
) -> forms.Referral:
    """It arrived. Nothing is promised by this."""
    return _move(request, referral_id, State.RECEIVED, Taken(number=sent.number))


@deed(router, "accept", answer=forms.Referral, auth=ANSWER)
def accept(
    request: PartnerRequest, referral_id: UUID, sent: forms.Acceptance, idempotency_key: Once
) -> forms.Referral:
    """Your agency will act."""
    return _move(request, referral_id, State.ACCEPTED, Taken(sent.note, sent.number))


@deed(router, "decline", answer=forms.Referral, auth=ANSWER)
def decline(
    request: PartnerRequest, referral_id: UUID, sent: forms.Refusal, idempotency_key: Once
) -> forms.Referral:
    """Your agency cannot act, and why."""
    return _move(request, referral_id, State.DECLINED, Taken(sent.reason, sent.number))


@deed(router, "progress", answer=forms.Referral, auth=ANSWER)
def progress(
    request: PartnerRequest, referral_id: UUID, sent: forms.Progress, idempotency_key: Once
) -> forms.Referral:
    """Your agency is acting on what it accepted."""
    return _move(request, referral_id, State.IN_PROGRESS, Taken(sent.note, sent.number))


@deed(router, "answer", answer=forms.Referral, auth=ANSWER)
def answer(
    request: PartnerRequest, referral_id: UUID, sent: forms.Result, idempotency_key: Once
) -> forms.Referral:
    """What became of it."""
    return _move(request, referral_id, State.OUTCOME, Taken(sent.result, sent.number))


def _move(request: PartnerRequest, referral_id: UUID, state: State, taken: Taken) -> forms.Referral:
    moved = move(request.officer, referral_id, state, now=request.now, taken=taken)
    return forms.Referral(**_brief(moved))


def _brief(referral: Any) -> dict[str, Any]:
    return {
        "id": referral.id,
        "packet": referral.packet,
        "state": referral.state,
        "sent_on": referral.sent_on,
        "answer_by": referral.due_at,
        "answered_on": referral.answered_on,
        "number": referral.their_number,
        "readable_until": referral.expires_on,
    }
