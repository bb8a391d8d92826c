"""Everything that can be done with a signal: decide, ask, assess, conclude, close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.signals.grouping import stand_alone
from pimpasa.signals.models import Signal
from pimpasa.signals.queries import NoSuchSignal, signal_for
from pimpasa.verification.models import (
    Asked,
    Assessment,
    Conflict,
    Decision,
    Step,
    StepKind,
    Verdict,
    Verification,
)
from pimpasa.verification.queries import (
    is_life_in_danger,
    is_too_near,
    last_step,
    open_questions,
)
from pimpasa.verification.risks import risk_level
from pimpasa.verification.rules import decide_within

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "Asked",
    "Decision",
    "Doing",
    "StepKind",
    "Verdict",
    "declare_conflict",
    "start_verification",
    "take_step",
]

_OFFERED = {
    StepKind.DECISION: Decision.values,
    StepKind.ASKED: Asked.values,
    StepKind.VERDICT: Verdict.values,
}
_PARTS = {"hazard", "exposure", "context"}


class NotInThisOrder(Refused):
    """The step does not follow from what was done before."""

    reason = _("This comes later: first decide to look into it, then conclude, then close.")
    status = 409


class SamePerson(Refused):
    """Whoever concluded may not close."""

    reason = _("You concluded this yourself, so somebody else has to close it.")
    status = 409


class TooNear(Refused):
    """Whoever stands near to a case, or is named in it, does not judge it."""

    reason = _(
        "You are too near to this: you said so yourself, or your name stands in what was told. "
        "Somebody else looks into it."
    )
    status = 409


class NoReason(Refused):
    """What is decided for others to rely on needs its reason."""

    reason = _("Write the reason, so that others can follow it.")


@dataclass(frozen=True)
class Doing:
    """A step an officer takes. `id` is made by whoever sends it: the same one is kept once."""

    id: UUID
    kind: StepKind
    value: str = ""
    note: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)  # of an assessment, 1 to 5 each
    parts: Mapping[str, str] = field(default_factory=dict)  # hazard, exposure, context
    answers: UUID | None = None  # the question that something was learned from


@task()
def start_verification(signal_id: str, *, now: datetime) -> None:
    """A signal was raised: somebody must decide on it in time. The clock starts with the day.

    One that is worked under another hastens that other. Where nobody goes after that other one, or
    it proved false, or a life is in danger after it was decided on, it is worked for itself.
    """
    signal = Signal.objects.select_related("head").get(id=signal_id)
    begun = max(now, datetime.combine(signal.raised_on, time(0), UTC))
    in_danger = is_life_in_danger(signal)
    due_at = begun + decide_within(signal.what, is_life_in_danger=in_danger)
    if signal.head:
        with transaction.atomic():
            if _is_worked_under(signal.head, due_at=due_at, in_danger=in_danger):
                return
            stand_alone(signal)
    with transaction.atomic():
        work = Verification.objects.select_for_update().get_or_create(signal=signal)[0]
        if last_step(work, StepKind.DECISION) is None:
            _hasten(work, due_at)


def _is_worked_under(head: Signal, *, due_at: datetime, in_danger: bool) -> bool:
    """Let the work on another alarm stand for one more, if somebody does it; hasten its decision.

    The clock of the other runs by itself: it may not have begun yet when both come at once.
    """
    work = Verification.objects.select_for_update().get_or_create(signal=head)[0]
    decided = last_step(work, StepKind.DECISION)
    if decided is None:
        _hasten(work, due_at)
        return True
    verdict = last_step(work, StepKind.VERDICT)
    found = verdict.value if verdict else ""
    return decided.value == Decision.ASSESS and found != Verdict.FALSE and not in_danger


def _hasten(work: Verification, due_at: datetime) -> None:
    if work.due_at is None or work.due_at > due_at:
        work.due_at = due_at
        work.save(update_fields=["due_at"])


def take_step(officer: Officer, signal_id: UUID, doing: Doing, *, now: datetime) -> Step:
    """Keep what an officer did about a signal. The same step sent twice is kept once.

    Raises NoSuchSignal, NotInThisOrder, SamePerson, TooNear, NoReason, and ValueError for what
    no form offers.
    """
    if not may(officer.role, Deed.VERIFY):
        raise NoSuchSignal
    _refuse_unknown(doing)
    with transaction.atomic():
        signal = signal_for(officer, signal_id)
        locked = Verification.objects.select_for_update()
        verification = locked.get_or_create(signal=signal)[0]
        if earlier := Step.objects.filter(id=doing.id, verification=verification).first():
            return earlier
        if is_too_near(officer, verification):
            raise TooNear
        _refuse_out_of_order(verification, doing, officer)
        _refuse_without_reason(doing)
        step = _keep(verification, doing, by=officer.id, now=now)
        record_act(
            f"verification.{doing.kind.lower()}",
            subject=signal.id,
            actor=officer.id,
            at=now,
            value=doing.value,
        )
    return step


def declare_conflict(officer: Officer, signal_id: UUID, *, now: datetime) -> None:
    """An officer says to be too near to this case; from then on they take no step in it."""
    if not may(officer.role, Deed.VERIFY):
        raise NoSuchSignal
    with transaction.atomic():
        signal = signal_for(officer, signal_id)
        verification = Verification.objects.get_or_create(signal=signal)[0]
        _conflict, is_new = Conflict.objects.get_or_create(
            verification=verification,
            officer=officer.id,
            defaults={"declared_on": day_in(officer.zone, now)},
        )
        if is_new:
            record_act(
                "verification.conflict_declared", subject=signal.id, actor=officer.id, at=now
            )


def _keep(verification: Verification, doing: Doing, *, by: UUID, now: datetime) -> Step:
    step = Step.objects.create(
        id=doing.id,
        verification=verification,
        position=Step.objects.filter(verification=verification).count() + 1,
        kind=doing.kind,
        value=doing.value,
        answers=_question(verification, doing),
        figures=dict(doing.figures),
        note=doing.note.strip() or None,
        by=by,
        at=now,
    )
    if doing.kind == StepKind.DECISION:
        Verification.objects.filter(pk=verification.pk).update(due_at=None)
    if doing.parts:
        Assessment.objects.create(step=step, **doing.parts)
    return step


def _question(verification: Verification, doing: Doing) -> Step | None:
    if doing.answers is None:
        return None
    return open_questions(verification).filter(id=doing.answers).first()


def _refuse_unknown(doing: Doing) -> None:
    offered = _OFFERED.get(doing.kind, [""])
    if doing.value not in offered:
        raise ValueError(f"{doing.kind} has no value {doing.value!r}")
    if doing.kind == StepKind.ASSESSMENT:
        risk_level(**doing.figures)
    if not _PARTS.issuperset(doing.parts):
        raise ValueError("an assessment has hazard, exposure and context")


def _refuse_without_reason(doing: Doing) -> None:
    if doing.note.strip():
        return
    if doing.kind == StepKind.VERDICT or doing.value == Decision.DISCARD:
        raise NoReason


def _refuse_out_of_order(verification: Verification, doing: Doing, officer: Officer) -> None:
    decision = last_step(verification, StepKind.DECISION)
    verdict = last_step(verification, StepKind.VERDICT)
    if last_step(verification, StepKind.CLOSING):
        raise NotInThisOrder(_("This signal is closed."))
    if doing.kind == StepKind.CLOSING:
        if verdict is None and (decision is None or decision.value == Decision.ASSESS):
            raise NotInThisOrder
        final = decision if decision and decision.value != Decision.ASSESS else None
        if officer.id in {step.by for step in (verdict, final) if step}:
            raise SamePerson
    elif doing.kind == StepKind.VERDICT and (decision is None or decision.value != Decision.ASSESS):
        raise NotInThisOrder
