"""The system listens every Monday of the demonstration, and officers look into what it raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

from pimpasa.counts.rules import week_of
from pimpasa.demo.found import belongs
from pimpasa.demo.looking import Looking
from pimpasa.demo.planted import CAMPAIGN, Planted
from pimpasa.demo.setting import morning
from pimpasa.demo.stage import Deed, Stage
from pimpasa.outreach.actions import Done, Plan, plan_visit, report_visit
from pimpasa.signals.listening import listen_weekly
from pimpasa.signals.models import Signal
from pimpasa.verification.models import Step

WEEKS = 26  # of listening before the demonstration opens
WOMEN = 0.6  # of those who come to a talk


@dataclass(frozen=True)
class Watch:
    """Who listens and looks in the play, and what is true of it."""

    stage: Stage
    planted: Sequence[Planted]
    looking: Looking

    def plan(self, *, until: date) -> None:
        """Let every Monday be listened to, every day be looked at, and the talks be held."""
        heard = mondays(until)
        for day in range((until - heard[0]).days + 1):
            on = heard[0] + timedelta(days=day)
            if on in heard:
                self.stage.plan(morning(on) - timedelta(hours=2), partial(self._listens, on))
            self.stage.plan(morning(on) + timedelta(hours=2), self._looks)
        for one in self.planted:
            if one.kind == CAMPAIGN:
                for village in dict.fromkeys(one.villages):
                    self.stage.plan(morning(one.began), self._talks(village, one.people))

    def _listens(self, monday: date, now: datetime) -> None:
        listen_weekly(today=monday)  # by UTC it is still Sunday
        self.stage.work(now)

    def _looks(self, now: datetime) -> None:
        """Somebody begins to look into each new signal."""
        new = Signal.objects.filter(quiet="").exclude(id__in=Step.objects.values("verification"))
        for signal in new.order_by("raised_on", "place", "what", "method"):
            outbreaks = (one for one in self.planted if one.is_outbreak and belongs(signal, one))
            self.looking.begin(signal, next(outbreaks, None), now)

    def _talks(self, village: str, people: int) -> Deed:
        def talk(now: datetime) -> None:
            officer = self.stage.officer(self.stage.serving(village, now), now)
            visit = plan_visit(officer, Plan(uuid4(), village, "dialogue", now.date()), now=now)
            women = int(people * WOMEN)
            audience = {"F.26-45": women, "M.26-45": people - women}
            report_visit(officer, visit.id, Done(now.date(), audience=audience), now=now)
            self.stage.work(now)

        return talk


def mondays(until: date) -> list[date]:
    """The Mondays on which the system listens in a play that ends on a day."""
    return [week_of(until) - timedelta(weeks=back) for back in range(WEEKS, -1, -1)]
