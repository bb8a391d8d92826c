"""An officer arranges the stops of a week by hand: it is kept, and who moved what is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.db import transaction

from pimpasa.base.days import day_in
from pimpasa.ledger.actions import record_act
from pimpasa.outreach.models import Moved, WeekPlan
from pimpasa.outreach.queries import NoSuchVisit
from pimpasa.people.rules import Deed, may

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["Moved", "WeekPlan"]  # what doors may name

Days = Mapping[date, Sequence[str]]  # codes of villages in their order
Spot = tuple[date, int]


@dataclass(frozen=True)
class Move:
    """A village went from one place in the week to another; None: it was, or is, in no day."""

    village: str
    before: Spot | None
    after: Spot | None


def arrange(officer: Officer, monday: date, days: Days, *, proposed: Days, now: datetime) -> int:
    """Keep a week's stops as the officer wants them; returns how many were moved.

    What is moved is told against the plan that was kept, or else against the proposal. The same
    arrangement sent twice is kept once. Raises NoSuchVisit for villages of others.
    """
    codes = [code for stops in days.values() for code in stops]
    if not may(officer.role, Deed.VISIT) or not all(map(officer.serves, codes)):
        raise NoSuchVisit
    today = day_in(officer.zone, now)
    with transaction.atomic():
        mine = WeekPlan.objects.select_for_update().filter(officer=officer.id, monday=monday)
        kept = mine.first()
        moves = moved(days_of(kept) if kept else proposed, days)
        if not moves:
            return 0
        plan = kept or WeekPlan(officer=officer.id, monday=monday)
        plan.days = {str(day): list(stops) for day, stops in days.items() if stops}
        plan.arranged_on = today
        plan.save()
        Moved.objects.bulk_create(_row(plan, move, by=officer, on=today) for move in moves)
        record_act(
            "outreach.week_arranged", subject=plan.id, actor=officer.id, at=now, moves=len(moves)
        )
    return len(moves)


def arranged(officer: Officer, monday: date) -> WeekPlan | None:
    """What this officer arranged for a week, if anything."""
    return WeekPlan.objects.filter(officer=officer.id, monday=monday).first()


def moves_of(plan: WeekPlan) -> list[Moved]:
    """Who moved what, the latest first."""
    return list(Moved.objects.filter(plan=plan).order_by("-id"))


def days_of(plan: WeekPlan) -> dict[date, list[str]]:
    """The stops of each day in their order."""
    return {date.fromisoformat(day): list(stops) for day, stops in plan.days.items()}


def moved(before: Days, after: Days) -> list[Move]:
    """What was moved between two arrangements, by the fewest villages that explain it."""
    was, is_now = _spots(before), _spots(after)
    still = {
        code
        for day in {*before, *after}
        for code in _in_order(before.get(day, ()), after.get(day, ()))
    }
    return [
        Move(code, was.get(code), is_now.get(code))
        for code in sorted({*was, *is_now} - still, key=lambda one: (is_now.get(one) is None, one))
    ]


def _spots(days: Days) -> dict[str, Spot]:
    return {
        code: (day, place)
        for day, stops in days.items()
        for place, code in enumerate(stops, start=1)
    }


def _in_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return [code for block in blocks for code in before[block.a : block.a + block.size]]


def _row(plan: WeekPlan, move: Move, *, by: Officer, on: date) -> Moved:
    from_day, from_place = move.before or (None, None)
    to_day, to_place = move.after or (None, None)
    return Moved(
        plan=plan,
        village=move.village,
        from_day=from_day,
        from_place=from_place,
        to_day=to_day,
        to_place=to_place,
        by=by.id,
        on=on,
    )
