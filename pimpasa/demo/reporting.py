"""Months are signed by officers, then by supervisors, but for what waits or came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from pimpasa.demo import life
from pimpasa.demo.setting import Setting, morning
from pimpasa.demo.stage import Deed, Stage
from pimpasa.outreach.months import Row, after, as_text, before, month_of
from pimpasa.outreach.reporting import (
    MonthReport,
    countersign,
    digest,
    rows_of,
    send_back,
    sign_month,
)
from pimpasa.people.models import Account
from pimpasa.people.rules import Officer

Follows = Callable[[UUID, str], Deed]  # what the supervisor does with a report of a village


@dataclass(frozen=True)
class Reports:
    """Who signs in the play."""

    stage: Stage
    setting: Setting

    def plan(self, *, since: date) -> None:
        """Sign each month on the second day after it, and again two days later."""
        month, last = month_of(since), before(self.stage.until.date())
        while month <= last:
            signing = morning(after(month)) + timedelta(days=1, hours=1)
            self.stage.plan(signing, self._sign(month, is_last=month == last))
            month = after(month)

    def _sign(self, month: date, *, is_last: bool) -> Deed:
        def sign(now: datetime) -> None:
            for name, staff in self.setting.staff.items():
                done = [(account, rows_of(account.id, month)) for account in staff]
                worked = [(account, rows) for account, rows in done if rows]
                # In the office of the standing people the last month of one came back, and that of
                # another waits for the second hand.
                is_theirs = is_last and name == next(iter(self.setting.staff))
                then: list[Follows | None] = [self._goes_back, None] if is_theirs else []
                for place, (account, rows) in enumerate(worked):
                    report = self._officer_signs(account, month, rows, now)
                    if follows := then[place] if place < len(then) else self._second:
                        deed = follows(report.id, rows[0].village)
                        self.stage.plan(now + timedelta(days=2), deed)

        return sign

    def _officer_signs(
        self, account: Account, month: date, rows: tuple[Row, ...], now: datetime
    ) -> MonthReport:
        officer = self.stage.officer(account, now)
        return sign_month(officer, month, id=uuid4(), seen=digest(as_text(rows)), now=now)

    def _second(self, report_id: UUID, village: str) -> Deed:
        def sign(now: datetime) -> None:
            countersign(self._supervisor(village, now), report_id, now=now)

        return sign

    def _goes_back(self, report_id: UUID, village: str) -> Deed:
        def find_a_mistake(now: datetime) -> None:
            by, because = self._supervisor(village, now), life.sent_back()
            send_back(by, report_id, because=because, id=uuid4(), now=now)

        return find_a_mistake

    def _supervisor(self, village: str, now: datetime) -> Officer:
        return self.stage.officer(self.stage.supervising(village, now), now)


def plan_reports(stage: Stage, setting: Setting, *, since: date) -> None:
    """Plan all signatures of the year."""
    Reports(stage, setting).plan(since=since)
