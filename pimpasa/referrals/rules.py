"""Which step may follow which, and which fields may go: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

OURS = frozenset({"APPROVED", "SENT", "TOLD", "REVOKED"})  # steps our officers take
THEIRS = frozenset({"RECEIVED", "ACCEPTED", "DECLINED", "IN_PROGRESS", "OUTCOME"})

FOLLOWS: Mapping[str, frozenset[str]] = {
    "DRAFTED": frozenset({"APPROVED", "REVOKED"}),
    "APPROVED": frozenset({"SENT", "REVOKED"}),
    "SENT": frozenset({"RECEIVED", "ACCEPTED", "DECLINED", "REVOKED"}),
    "RECEIVED": frozenset({"ACCEPTED", "DECLINED", "REVOKED"}),
    "ACCEPTED": frozenset({"IN_PROGRESS", "OUTCOME", "REVOKED"}),
    "IN_PROGRESS": frozenset({"OUTCOME", "REVOKED"}),
    "DECLINED": frozenset({"TOLD"}),
    "OUTCOME": frozenset({"TOLD"}),
    "TOLD": frozenset(),
    "REVOKED": frozenset(),
}
OPEN_STATES = frozenset({"SENT", "RECEIVED", "ACCEPTED", "IN_PROGRESS"})  # they owe us an answer
UNANSWERED = frozenset({"SENT", "RECEIVED"})  # sent is not answered
IN_HAND = frozenset({"ACCEPTED", "IN_PROGRESS"})  # theirs to do
UNTOLD = frozenset({"DECLINED", "OUTCOME"})  # known to us and not yet to the person
LATE_STATES = UNANSWERED | UNTOLD  # in which somebody owes something by a day
TELL_WITHIN = 5  # working days
ANSWERS = frozenset({"ACCEPTED", "DECLINED"})
NEEDS_WHY = frozenset({"DECLINED", "OUTCOME", "REVOKED"})  # a step that says nothing is none

EVENTS: Mapping[str, str] = {  # what the ledger calls each step
    "DRAFTED": "referrals.drafted",
    "APPROVED": "referrals.approved",
    "SENT": "referrals.sent",
    "RECEIVED": "referrals.received",
    "ACCEPTED": "referrals.accepted",
    "DECLINED": "referrals.declined",
    "IN_PROGRESS": "referrals.in_progress",
    "OUTCOME": "referrals.outcome",
    "TOLD": "referrals.told",
    "REVOKED": "referrals.revoked",
}


@dataclass(frozen=True)
class Field:
    """One thing an agency can be told."""

    code: str
    label_id: str
    label_en: str
    guards: str = ""  # whom it could betray: victim, reporter, or nobody


@dataclass(frozen=True)
class Packet:
    """What one addressee must and may be told, and how soon it should answer."""

    code: str
    to_id: str
    to_en: str
    answers_id: str
    answers_en: str
    must: tuple[Field, ...]
    may: tuple[Field, ...]
    within: timedelta | None  # hours, where somebody may be in danger
    working_days: int  # else
    never_id: str  # what must not be written here, in words
    never_en: str
    is_help: bool = False
    is_local: bool = False  # of the village's own chain: not for words about its people

    @property
    def fields(self) -> tuple[Field, ...]:
        """Everything this addressee can be told."""
        return self.must + self.may


def missing(packet: Packet, told: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields this addressee needs that are still empty."""
    return tuple(field for field in packet.must if not told.get(field.code, "").strip())


def unasked(packet: Packet, told: Iterable[str]) -> frozenset[str]:
    """Codes of fields that this addressee must not be told."""
    return frozenset(told) - {field.code for field in packet.fields}


def unagreed(
    packet: Packet, told: Mapping[str, str], *, agreed: Collection[str], is_lawful: bool
) -> frozenset[str]:
    """Codes of guarded fields that would go without consent and without a lawful reason."""
    if is_lawful:
        return frozenset()
    guarded = {field.code for field in packet.fields if field.guards}
    return frozenset(code for code in guarded - set(agreed) if told.get(code, "").strip())
