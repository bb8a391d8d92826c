"""How agencies answer, told to those who may not see the referrals: without small numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from pimpasa.counts.rules import SMALL
from pimpasa.referrals.queries import AgencyFigures


@dataclass(frozen=True)
class AgencyTold:
    """What is told of one addressee; None where a number, or its rest, is too small."""

    packet: str
    agency: UUID | None
    sent: int
    open: int | None
    median_days: float | None


def told_outside(figures: Iterable[AgencyFigures]) -> list[AgencyTold]:
    """The figures without what could point to one referral.

    An addressee of fewer than SMALL referrals is left out. How many wait is told only where both
    those that wait and those that were answered are enough; the days only where enough answered.
    """
    return [_told(one) for one in figures if one.sent >= SMALL]


def _told(one: AgencyFigures) -> AgencyTold:
    answered = one.sent - one.open
    is_open_told = one.open >= SMALL and answered >= SMALL
    return AgencyTold(
        packet=one.packet,
        agency=one.agency,
        sent=one.sent,
        open=one.open if is_open_told else None,
        median_days=one.median_days if answered >= SMALL else None,
    )
