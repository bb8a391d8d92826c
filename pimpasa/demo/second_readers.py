"""Supervisors read a sample a second time, and now and then see it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from pimpasa.demo.setting import morning
from pimpasa.demo.stage import Stage
from pimpasa.intake.models import Kind
from pimpasa.triage.models import Settlement, Urgency
from pimpasa.verification.second import (
    Said,
    say_second_reading,
    take_second_reading,
    waiting_for,
)

EVERY = timedelta(days=28)
ROUNDS = 6
DIFFERS = 0.08  # the chance that a flag, kind or urgency is read otherwise
LEFT = timedelta(days=6)  # before the end nobody reads: something still waits at the desks


@dataclass
class SecondReaders:
    """Who reads again, with a chance of their own."""

    stage: Stage
    random: Random

    def plan(self, *, until: date) -> None:
        """Read what was drawn every four weeks."""
        for n in range(ROUNDS):
            self.stage.plan(morning(until - LEFT - n * EVERY) + timedelta(hours=3), self._read)

    def _read(self, now: datetime) -> None:
        for account in self.stage.supervisors.values():
            officer = self.stage.officer(account, now)
            for report in waiting_for(officer, now=now):
                first = Settlement.objects.get(report=report, version=1)
                take_second_reading(officer, report.id, now=now)
                say_second_reading(officer, report.id, self._said(first), now=now)

    def _said(self, first: Settlement) -> Said:
        def flag(was: bool) -> bool:
            return was ^ (self.random.random() < DIFFERS)

        other = self.random.random() < DIFFERS
        return Said(
            kind=Kind.QUESTION if other and first.kind == Kind.SUGGESTION else Kind(first.kind),
            urgency=Urgency.URGENT if other else Urgency(first.urgency),
            is_tppo=flag(first.is_tppo),
            is_tppm=flag(first.is_tppm),
            is_child=first.is_child,
        )
