"""How an agency stands to what it was asked: the figures of its own staff, and of nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Q

from pimpasa.referrals import rules
from pimpasa.referrals.queries import referrals_for

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

LATELY = timedelta(days=365)


@dataclass(frozen=True)
class Stands:
    """Referrals by what they wait for; days from being sent to a first answer, of the last year."""

    unanswered: int  # nobody there has accepted or declined
    late: int  # of these, past their day
    in_hand: int  # accepted, and no outcome yet
    answered: int  # accepted or declined in the last year
    median_days: float | None  # of these; None without any
    slowest_days: int | None


def stands_of(officer: Officer, *, on: date) -> Stands:
    """The figures of this officer's agency, as lists of the same names show them."""
    rows = list(
        referrals_for(officer)
        .filter(Q(state__in=rules.OPEN_STATES) | Q(answered_on__gt=on - LATELY))
        .values_list("state", "escalated_on", "sent_on", "answered_on")
    )
    days = [
        (answered - sent).days
        for _state, _late, sent, answered in rows
        if sent and answered and answered > on - LATELY
    ]
    waiting = [late for state, late, _sent, _answered in rows if state in rules.UNANSWERED]
    return Stands(
        unanswered=len(waiting),
        late=sum(late is not None for late in waiting),
        in_hand=sum(state in rules.IN_HAND for state, *_rest in rows),
        answered=len(days),
        median_days=median(days) if days else None,
        slowest_days=max(days) if days else None,
    )
