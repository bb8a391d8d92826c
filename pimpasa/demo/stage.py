"""The stage a year is played on: what is still to happen, who serves whom, and the jobs that run.

Everything goes through the same actions as in real life, told the moment at which it happens.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID

from django.db import transaction
from django.test.utils import override_settings

from pimpasa.answers.clocks import escalate_overdue
from pimpasa.base.days import day_in
from pimpasa.demo.setting import Change, morning
from pimpasa.ledger import followups
from pimpasa.ledger.followups import Worker
from pimpasa.people.models import Account
from pimpasa.people.queries import accounts_serving, officer_of
from pimpasa.people.rules import Deed as RightTo
from pimpasa.people.rules import Officer
from pimpasa.places import queries as places
from pimpasa.training.queries import may_now

Deed = Callable[[datetime], object]
WORKER = Worker("demo")
NO_MAIL = {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


def _nobody_is_told(day: date) -> None:
    """What is done after a day where nobody waits for it."""


@dataclass
class Stage:
    """A running year: deeds in order of their moment, up to `until`."""

    random: Random
    until: datetime
    supervisors: Mapping[str, Account]  # by name of the office, as they come
    _next: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _turn: Iterator[int] = field(default_factory=count)
    _serving: dict[str, list[Account]] = field(default_factory=dict)
    _supervising: dict[str | None, Account] = field(default_factory=dict)
    _officers: dict[UUID, Officer] = field(default_factory=dict)

    def plan(self, when: datetime, deed: Deed) -> None:
        """Let something happen at a moment; what would come after the end never happens."""
        if when <= self.until:
            heapq.heappush(self._next, (when, next(self._turn), deed))

    def plan_changes(self, changes: Iterable[Change]) -> None:
        """Let the setting change on its days, in the morning."""
        for change in changes:
            self.plan(morning(change.on), self._changing(change.deed))

    def play(self, *, since: date, after: Callable[[date], object] = _nobody_is_told) -> None:
        """Play everything from a day on, telling `after` each. Nothing is mailed."""
        with override_settings(**NO_MAIL):
            while self._next:
                day, since = since, self._play_a_day(since)
                after(day)
            self.work(self.until)
            escalate_overdue(now=self.until)

    def work(self, now: datetime) -> None:
        """Run the jobs that wait, as the worker would."""
        while job := followups.take(WORKER, now=now):
            followups.run(job, now=now)

    def serving(self, village: str | None, now: datetime) -> Account:
        """An officer who serves the village now, or else the supervisor of its office."""
        if village is None:
            return self.supervising(None, now)
        if village not in self._serving:
            found = accounts_serving(village, on=now.date()).order_by("username")
            self._serving[village] = list(found) or [self.supervising(village, now)]
        return self.random.choice(self._serving[village])

    def supervising(self, village: str | None, now: datetime) -> Account:
        """The supervisor of the office that serves the village, or takes what has no village."""
        if village not in self._supervising:
            office = places.office_of(village, on=now.date()) if village else None
            office = office or places.office_for_unplaced()
            assert office is not None  # noqa: S101  an office of the plan takes the unplaced
            self._supervising[village] = self.supervisors[office.name]
        return self._supervising[village]

    def officer(self, account: Account, now: datetime) -> Officer:
        """The account as the stages take it."""
        if account.id not in self._officers:
            self._officers[account.id] = officer_of(account, on=now.date())
        return self._officers[account.id]

    def may(self, officer: Officer, deed: RightTo, now: datetime) -> bool:
        """True when the officer is certified for it on the day it is where they serve."""
        return may_now(officer, deed, on=day_in(officer.zone, now))

    def _play_a_day(self, day: date) -> date:
        """One day in one transaction; returns the next day."""
        end = datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
        with transaction.atomic():
            while self._next and self._next[0][0] < end:
                now, _, deed = heapq.heappop(self._next)
                deed(now)
                self.work(now)
            if end < self.until:
                escalate_overdue(now=end)
        return day + timedelta(days=1)

    def _changing(self, deed: Deed) -> Deed:
        def change(now: datetime) -> None:
            deed(now)
            self._serving.clear()
            self._supervising.clear()
            self._officers.clear()

        return change
