"""Officers learn how their villages live, visit and teach there, and keep their promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from pimpasa.demo import life
from pimpasa.demo.plan import Home
from pimpasa.demo.script import Scene
from pimpasa.demo.setting import morning
from pimpasa.demo.stage import Deed, Stage
from pimpasa.outreach.actions import (
    Done,
    Given,
    Plan,
    keep_promise,
    plan_visit,
    report_visit,
    write_profile,
)
from pimpasa.outreach.findings import (
    Checked,
    Written,
    add_photo,
    check_recall,
    note_heard,
    write_record,
)
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.models import Visit
from pimpasa.outreach.recall import questions
from pimpasa.outreach.rules import BANDS, LATER
from pimpasa.people import rules

MOST_VISITS = 5  # to each village in the year
STANDING_VISITS = 14  # more, without a talk, to those of the standing officer: no month is empty
MESSAGES_A_VISIT = 600  # a shorter year has fewer, but at least one
KNOWN = {"BEFORE": 0.35, "AFTER": 0.82, "LATER": 0.63}  # the share of a room that knows an answer
TOPICS = ("work_legal", "illegal_place", "tppo", "passport")
SORTS = ("talk", "visit", "school", "dialogue", "talk")
BESIDE = ("BHABINKAMTIBMAS", "KAWAN_PMI", "VILLAGE_STAFF")
FORGOTTEN = 7  # every so many-th village has not been visited lately


@dataclass
class Rounds:
    """The visits of a year, with a chance of their own."""

    stage: Stage
    random: Random
    heard: Mapping[tuple[str, date], Sequence[str]] = field(default_factory=dict)  # kinds of words
    asked_again: set[str] = field(default_factory=set)  # villages: the first talk is, in each

    def plan(self, homes: Sequence[Home], *, since: date, visits: int, standing: set[str]) -> None:
        """Let each village be known first, and be visited from then on."""
        for place, home in enumerate(homes):
            known = _working(max(home.since, since) + timedelta(days=3 + place % 9))
            self.stage.plan(morning(known) + timedelta(hours=3), self._learns(home, place))
            for n, on in enumerate(self._days(home, known, visits, place)):
                self._goes(home, SORTS[n % len(SORTS)], on, place)
            if home.code in standing:
                for on in self._days(home, known, STANDING_VISITS, 0):
                    self._goes(home, "visit", on + timedelta(days=1), place)

    def _goes(self, home: Home, kind: str, on: date, place: int) -> None:
        self.stage.plan(
            morning(on) - timedelta(days=4), self._plans(home, kind, _working(on), place)
        )

    def leave_open(self, homes: Sequence[Home]) -> None:
        """One visit of the standing officer waits for its report, another is still to come."""
        now = self.stage.until
        for home, days in zip(homes, (-1, 3), strict=False):
            on = now.date() + timedelta(days=days)
            self.stage.plan(now - timedelta(days=4), self._only_plans(home, on))

    def _only_plans(self, home: Home, on: date) -> Deed:
        def plan(now: datetime) -> None:
            officer = self._officer(home.code, now)
            plan_visit(officer, Plan(uuid4(), home.code, "visit", on), now=now)

        return plan

    def _days(self, home: Home, known: date, visits: int, place: int) -> list[date]:
        """Evenly over what is left of the year, on days on which words were told to an officer."""
        ends = self.stage.until.date() - timedelta(days=10)
        step = max((ends - known - timedelta(days=10)).days, 20) // max(visits - 1, 1)
        days = [
            known + timedelta(days=6 + n * step + self.random.randrange(5)) for n in range(visits)
        ]
        kept = days[:-2] if place % FORGOTTEN == 3 and visits > 2 else days
        return [self._when_told(home.code, _working(on)) for on in kept]

    def _when_told(self, village: str, on: date) -> date:
        near = [on + timedelta(days=n) for n in (0, 1, -1, 2, -2, 3, 4)]
        told = [day for day in near if day.weekday() < 5 and (village, day) in self.heard]
        return told[0] if told else on

    def _learns(self, home: Home, place: int) -> Deed:
        def learn(now: datetime) -> None:
            officer = self._officer(home.code, now)
            facts = life.facts_of(home, now.date())
            write_profile(officer, home.code, facts, id=uuid4(), seen_version=0, now=now)
            if place % 3 == 0:
                known = life.records()[place // 3 % len(life.records())]
                record = Written(uuid4(), known["kind"], known["text"])
                write_record(officer, home.code, record, now=now)

        return learn

    def _plans(self, home: Home, kind: str, on: date, place: int) -> Deed:
        def plan(now: datetime) -> None:
            officer = self._officer(home.code, now)
            may_teach = self.stage.may(officer, rules.Deed.TEACH, now)
            chosen = kind if may_teach or not kinds()[kind].needs_profile else "visit"
            visit = plan_visit(officer, Plan(uuid4(), home.code, chosen, on), now=now)
            self.stage.plan(morning(on) + timedelta(days=1), self._reports(visit, home, place))

        return plan

    def _reports(self, planned: Visit, home: Home, place: int) -> Deed:
        def report(now: datetime) -> None:
            officer, on = self._officer(home.code, now), now.date() - timedelta(days=1)
            is_talk, visit_id = kinds()[planned.kind].is_talk, planned.id
            done = self._done(on, place, people=6 if is_talk else 1.5)
            visit = report_visit(officer, visit_id, done, now=now)
            for given in done.promises:
                self._keeps_later(given, home, now)
            for kind in self.heard.get((home.code, on), ()):
                note_heard(officer, visit_id, id=uuid4(), kind=kind, now=now)
            if is_talk:
                self._asks(visit_id, home, on, now)
            if visit.kind == "talk":
                add_photo(officer, visit_id, life.picture(), id=uuid4(), now=now)

        return report

    def _done(self, on: date, place: int, *, people: float) -> Done:
        came = {band: max(0, round(self.random.gauss(people, people / 2))) for band in BANDS}
        given = life.promises()[self.random.randrange(len(life.promises()))]
        due = on + timedelta(days=self.random.randrange(14, 45))
        return Done(
            on,
            topic=self.random.choice(TOPICS),
            materials="Brosur tanda bahaya, poster nomor pengaduan (contoh)",
            joint_with=(BESIDE[place % len(BESIDE)],) if place % 2 else (),
            audience={band: many for band, many in came.items() if many},
            promises=(Given(uuid4(), given, due),) if self.random.random() < 0.5 else (),
        )

    def _keeps_later(self, given: Given, home: Home, now: datetime) -> None:
        """Nine in ten promises are kept, mostly in time."""
        if self.random.random() < 0.9:
            when = morning(given.due_on) + timedelta(days=self.random.randrange(-9, 4), hours=4)

            def keep(at: datetime) -> None:
                keep_promise(self._officer(home.code, at), given.id, now=at)

            self.stage.plan(max(when, now + timedelta(days=1)), keep)

    def _asks(self, visit_id: UUID, home: Home, on: date, now: datetime) -> None:
        """Three questions before and after; most rooms are asked again after three months."""
        asked = self.random.randrange(18, 40)
        for moment in ("BEFORE", "AFTER"):
            self._recall(visit_id, home, moment, asked, on)(now)
        if self.random.random() < 0.85 or home.code not in self.asked_again:
            self.asked_again.add(home.code)
            again = _working(on + LATER + timedelta(days=self.random.randrange(7)))
            later = self._recall(visit_id, home, "LATER", asked * 2 // 3, again)
            self.stage.plan(morning(again) + timedelta(hours=6), later)

    def _recall(self, visit_id: UUID, home: Home, moment: str, asked: int, on: date) -> Deed:
        def recall(now: datetime) -> None:
            right = {
                code: sum(self.random.random() < KNOWN[moment] for _ in range(asked))
                for code in questions()
            }
            found = Checked(uuid4(), moment, on, asked, right)
            check_recall(self._officer(home.code, now), visit_id, found, now=now)

        return recall

    def _officer(self, village: str, now: datetime) -> rules.Officer:
        return self.stage.officer(self.stage.serving(village, now), now)


def plan_rounds(
    stage: Stage,
    homes: Sequence[Home],
    scenes: Sequence[Scene],
    *,
    seed: int,
    since: date,
    standing: set[str],
) -> None:
    """Plan the visits of the year; a year with few messages has few visits, never none.

    `standing` are the villages of the officer as whom one can sign in: they are visited often,
    a few houses each time, for many ears lent in one place make its counts wait for more.
    """
    heard: dict[tuple[str, date], list[str]] = {}
    for scene in scenes:
        if scene.village and scene.channel == "OFFICER":
            heard.setdefault((scene.village, scene.on), []).append(scene.kind)
    visits = min(MOST_VISITS, 1 + len(scenes) // MESSAGES_A_VISIT)
    chance = Random(seed)  # noqa: S311  a play, not a secret
    rounds = Rounds(stage, chance, heard)
    rounds.plan(homes, since=since, visits=visits, standing=standing)
    rounds.leave_open([home for home in homes if home.since < since][:2])


def _working(on: date) -> date:
    """The day itself, or the Monday after it."""
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)
