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

from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.signals.models import Signal
from pimpasa.signals.queries import NoSuchSignal, signal_for
from pimpasa.verification.models import Decision, Step, StepKind, Verdict, Verification
from pimpasa.verification.queries import last_step
from pimpasa.verification.rules import decide_within, risk_level

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["Decision", "Doing", "StepKind", "Verdict", "start_verification", "take_step"]


class NotInThisOrder(Refused):
    """The step does not follow from what was done before."""

    reason = _("This comes later: first decide to look into it, then conclude, then close.")
    status = 409


class SamePerson(Refused):
    """Whoever concluded may not close."""

    reason = _("You concluded this yourself, so somebody else has to close it.")
    status = 409


@dataclass(frozen=True)
class Doing:
    """A step an officer takes. `id` is made by whoever sends it: the same one is kept once."""

    id: UUID
    kind: StepKind
    value: str = ""
    note: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)


@task()
def start_verification(signal_id: str, *, now: datetime) -> None:
    """A signal was raised: somebody must decide on it in time. The clock starts with the day."""
    signal = Signal.objects.get(id=signal_id)
    begun = max(now, datetime.combine(signal.raised_on, time(0), UTC))
    Verification.objects.get_or_create(
        signal=signal, defaults={"due_at": begun + decide_within(signal.what)}
    )


def take_step(officer: Officer, signal_id: UUID, doing: Doing, *, now: datetime) -> Step:
    """Keep what an officer did about a signal. The same step sent twice is kept once.

    Raises NoSuchSignal, NotInThisOrder, SamePerson, and ValueError for figures out of range.
    """
    if not may(officer.role, Deed.VERIFY):
        raise NoSuchSignal
    if doing.kind == StepKind.ASSESSMENT:
        risk_level(**doing.figures)
    with transaction.atomic():
        signal = signal_for(officer, signal_id)
        locked = Verification.objects.select_for_update()
        verification = locked.get_or_create(signal=signal)[0]
        if earlier := Step.objects.filter(id=doing.id, verification=verification).first():
            return earlier
        _refuse_out_of_order(verification, doing, officer)
        step = Step.objects.create(
            id=doing.id,
            verification=verification,
            position=Step.objects.filter(verification=verification).count() + 1,
            kind=doing.kind,
            value=doing.value,
            figures=dict(doing.figures),
            note=doing.note or None,
            by=officer.id,
            at=now,
        )
        if doing.kind == StepKind.DECISION:
            Verification.objects.filter(pk=verification.pk).update(due_at=None)
        record_act(
            f"verification.{doing.kind.lower()}",
            subject=signal.id,
            actor=officer.id,
            at=now,
            value=doing.value,
        )
    return step


def _refuse_out_of_order(verification: Verification, doing: Doing, officer: Officer) -> None:
    decision = last_step(verification, StepKind.DECISION)
    verdict = last_step(verification, StepKind.VERDICT)
    if last_step(verification, StepKind.CLOSING):
        raise NotInThisOrder(_("This signal is closed."))
    if doing.kind == StepKind.CLOSING:
        if verdict is None and (decision is None or decision.value == Decision.ASSESS):
            raise NotInThisOrder
        concluded = verdict or decision
        if concluded is not None and concluded.by == officer.id:
            raise SamePerson
    elif doing.kind == StepKind.VERDICT and (decision is None or decision.value != Decision.ASSESS):
        raise NotInThisOrder
