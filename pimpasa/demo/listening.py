"""The system listens every Monday of the demonstration, and officers look into what it raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from pimpasa.counts.rules import week_of
from pimpasa.demo.found import belongs
from pimpasa.demo.planted import CAMPAIGN, Planted
from pimpasa.demo.setting import morning
from pimpasa.demo.stage import Deed, Stage
from pimpasa.outreach.actions import Done, Plan, plan_visit, report_visit
from pimpasa.signals.listening import listen_weekly
from pimpasa.signals.models import Signal
from pimpasa.signals.queries import villages_of
from pimpasa.verification.actions import Decision, Doing, StepKind, Verdict, take_step
from pimpasa.verification.models import Step

WEEKS = 26  # of listening before the demonstration opens
WOMEN = 0.6  # of those who come to a talk


@dataclass(frozen=True)
class Watch:
    """Who listens and looks in the play, and what is true of it."""

    stage: Stage
    planted: Sequence[Planted]

    def plan(self, *, until: date) -> None:
        """Let every Monday be listened to, every day be looked at, and the talks be held."""
        first = week_of(until) - timedelta(weeks=WEEKS)
        for day in range((until - first).days + 1):
            on = first + timedelta(days=day)
            if on.weekday() == 0:
                self.stage.plan(morning(on) - timedelta(hours=2), self._listens)
            self.stage.plan(morning(on) + timedelta(hours=2), self._looks)
        for one in self.planted:
            if one.kind == CAMPAIGN:
                for village in dict.fromkeys(one.villages):
                    self.stage.plan(morning(one.began), self._talks(village, one.people))

    def _listens(self, now: datetime) -> None:
        listen_weekly(today=now.date())
        self.stage.work(now)

    def _looks(self, now: datetime) -> None:
        """Somebody decides on each new signal; those worth it are concluded some days later."""
        begun = Step.objects.values("verification")
        for signal in Signal.objects.exclude(id__in=begun).order_by("raised_on", "id"):
            is_true = any(belongs(signal, one) for one in self.planted if one.is_outbreak)
            self._step(signal, StepKind.DECISION, Decision.ASSESS, now)
            verdict = Verdict.TRUE if is_true else Verdict.FALSE
            self.stage.plan(now + timedelta(days=4), self._concludes(signal, verdict))

    def _concludes(self, signal: Signal, verdict: Verdict) -> Deed:
        return lambda now: self._step(signal, StepKind.VERDICT, verdict, now)

    def _step(self, signal: Signal, kind: StepKind, value: str, now: datetime) -> None:
        village = villages_of(signal)[0]
        officer = self.stage.officer(self.stage.supervising(village, now), now)
        doing = Doing(uuid4(), kind, value, note="Contoh: diperiksa bersama desa dan mitra.")
        take_step(officer, signal.id, doing, now=now)

    def _talks(self, village: str, people: int) -> Deed:
        def talk(now: datetime) -> None:
            officer = self.stage.officer(self.stage.serving(village, now), now)
            visit = plan_visit(officer, Plan(uuid4(), village, "dialogue", now.date()), now=now)
            women = int(people * WOMEN)
            audience = {"F.26-45": women, "M.26-45": people - women}
            report_visit(officer, visit.id, Done(now.date(), audience=audience), now=now)
            self.stage.work(now)

        return talk
