"""Referrals of the demonstration: officers refer, agencies answer, and the person is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from pimpasa.base.content import read_toml
from pimpasa.demo.plan import folder
from pimpasa.demo.setting import morning
from pimpasa.demo.stage import Deed, Stage
from pimpasa.intake.models import Report
from pimpasa.outcomes.actions import Back, Help, close_report, note_help, plan_return, tell_back
from pimpasa.outcomes.models import Reason
from pimpasa.people import rules
from pimpasa.people.models import Account
from pimpasa.people.queries import accounts_serving
from pimpasa.referrals.actions import Draft, LawfulReason, State, Taken, draft_referral, move
from pimpasa.referrals.consents import ConsentHow, record_consent
from pimpasa.referrals.expiry import escalate_unanswered
from pimpasa.referrals.models import Referral
from pimpasa.referrals.packets import packets
from pimpasa.triage.models import Settlement

WEEKS = 26  # of referring before the demonstration opens
A_WEEK = 2  # referrals, at most
PARTNER_OF = "32"  # the province whose agency has an account here
PACKETS = ("migrant_workers", "migrant_workers", "migrant_workers", "police", "credit")
DECLINES, SILENT = 0.15, 0.12  # how often an agency refuses, or never answers


@dataclass
class Referring:
    """How officers and agencies behave, by a chance of its own and the same for a seed."""

    stage: Stage
    random: Random
    texts: dict[str, Any] = field(default_factory=lambda: read_toml(folder() / "referrals.toml"))

    def plan(self, *, until: date) -> None:
        """Each Tuesday some of what was settled in the week before is referred."""
        for day in range(WEEKS * 7, -1, -1):
            on = until - timedelta(days=day)
            if on.weekday() == 1:
                self.stage.plan(morning(on) + timedelta(hours=3), self._refers)

    def _refers(self, now: datetime) -> None:
        escalate_unanswered(now=now)
        suspected = Settlement.objects.filter(
            Q(is_tppo=True) | Q(is_tppm=True),
            settled_at__range=(now - timedelta(days=7), now),
            report__forgotten_on=None,
            report__village__isnull=False,
        ).exclude(report__in=Referral.objects.values("report"))
        reports = suspected.order_by("settled_at").values_list("report", flat=True)
        for report_id in list(dict.fromkeys(reports))[:A_WEEK]:
            self._refer(Report.objects.get(id=report_id), now)

    def _refer(self, report: Report, now: datetime) -> None:
        """The person is asked under the code, agrees, and a draft is written."""
        by, boss = self._pair(report, now)
        if by.id == boss.id or not all(self._can(one, report, now) for one in (by, boss)):
            return
        code = self.random.choice(PACKETS)
        told = {one.code: self.texts["fields"][one.code] for one in packets()[code].must}
        record_consent(
            by, report.id, packet=code, fields=_guarded(code), how=ConsentHow.CODE, now=now
        )
        draft = Draft(uuid4(), code, told, LawfulReason.CONSENT, self._agency(report, code))
        made = draft_referral(by, report.id, draft, now=now)
        self._then(now, 0.8, self._ours(made.id, boss, State.APPROVED, self._send(made.id, by)))

    def _send(self, referral: UUID, by: rules.Officer) -> Deed:
        def then(now: datetime) -> None:
            again = now.date() + timedelta(days=14)
            done = self._step(referral, by, State.SENT, now, Taken(follow_up_on=again))
            if done and self.random.random() >= SILENT:
                self._then(now, 2, self._receives(referral, by))

        return then

    def _receives(self, referral: UUID, by: rules.Officer) -> Deed:
        def receive(now: datetime) -> None:
            they = self._they(referral, by, now)
            number = f"AD-{now.year}-{self.random.randrange(1000, 9999)}"
            if not self._step(referral, they, State.RECEIVED, now, Taken(number=number)):
                return
            if self.random.random() < DECLINES:
                said = self.random.choice(self.texts["decline"])
                self._then(now, 3, self._ends(referral, by, State.DECLINED, said))
            else:
                self._then(now, 3, self._accepts(referral, by))

        return receive

    def _accepts(self, referral: UUID, by: rules.Officer) -> Deed:
        def accept(now: datetime) -> None:
            they = self._they(referral, by, now)
            if not self._step(referral, they, State.ACCEPTED, now, Taken()):
                return
            said = self.random.choice(self.texts["outcome"])
            ends = self._ends(referral, by, State.OUTCOME, said)
            self._then(now, 5, self._ours(referral, they, State.IN_PROGRESS, self._in(12, ends)))

        return accept

    def _ends(self, referral: UUID, by: rules.Officer, state: State, said: Any) -> Deed:
        def end(now: datetime) -> None:
            they = self._they(referral, by, now)
            if self._step(referral, they, state, now, Taken(said["note"])):
                self._then(now, 2, self._tells(referral, by, said))

        return end

    def _tells(self, referral: UUID, by: rules.Officer, said: Any) -> Deed:
        def tell(now: datetime) -> None:
            report = Referral.objects.get(id=referral).report
            if report.forgotten_on or not self._can(by, report, now):
                return
            teller = self.stage.officer(Account.objects.get(id=by.id), now)
            back = Back(said["told"], uuid4(), is_looked_at=True)
            tell_back(teller, referral, back, now=now)
            if "people" in said:
                people = said["people"]
                note_help(teller, report.id, uuid4(), now=now, help=Help.STOPPED, people=people)
                plan_return(teller, report.id, now.date() + timedelta(days=30), now=now)
            if "closing" in said:
                close_report(teller, report.id, Reason(said["closing"]), now=now)

        return tell

    def _ours(self, referral: UUID, by: rules.Officer, state: State, then: Deed) -> Deed:
        def step(now: datetime) -> None:
            if self._step(referral, by, state, now, Taken()):
                self._then(now, 0.5, then)

        return step

    def _in(self, days: float, deed: Deed) -> Deed:
        return lambda now: self._then(now, days, deed)

    def _step(
        self, referral: UUID, by: rules.Officer, state: State, now: datetime, taken: Taken
    ) -> bool:
        """True when it was done; whoever may no longer act leaves it lying, as in real life."""
        report = Referral.objects.get(id=referral).report
        if by.role is not rules.Role.PARTNER and not self._can(by, report, now):
            return False
        now_by = self.stage.officer(Account.objects.get(id=by.id), now)
        move(now_by, referral, state, now=now, taken=taken)
        return True

    def _then(self, now: datetime, days: float, deed: Deed) -> None:
        self.stage.plan(now + timedelta(days=days * self.random.uniform(0.5, 1.6)), deed)

    def _they(self, referral: UUID, by: rules.Officer, now: datetime) -> rules.Officer:
        """The agency's own account; without one, our officer writes down what came by phone."""
        if Referral.objects.get(id=referral).agency_id is None:
            return by
        return self.stage.officer(Account.objects.get(username="partner"), now)

    def _pair(self, report: Report, now: datetime) -> tuple[rules.Officer, rules.Officer]:
        serving = accounts_serving(report.village_id or "", on=now.date()).order_by("username")
        boss = self.stage.supervising(report.village_id, now)
        return self.stage.officer(serving.first() or boss, now), self.stage.officer(boss, now)

    def _can(self, officer: rules.Officer, report: Report, now: datetime) -> bool:
        """Certified for it, still in charge of the village, and not named in the words."""
        officer = self.stage.officer(Account.objects.get(id=officer.id), now)
        may = self.stage.may(officer, rules.Deed.REFER, now)
        here = officer.serves(report.village_id or "")
        return may and here and not officer.is_named_in(report.words or "")

    def _agency(self, report: Report, code: str) -> UUID | None:
        if code != "migrant_workers" or not (report.village_id or "").startswith(PARTNER_OF):
            return None
        return Account.objects.get(username="partner").agency_id


def _guarded(code: str) -> tuple[str, ...]:
    return tuple(one.code for one in packets()[code].must if one.guards)
