"""Plays the year: villagers speak, jobs run, officers read, settle and answer, in time or too late.

Everything goes through the same actions as in real life, told the moment at which it happens.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from django.db import transaction
from django.test.utils import override_settings

from pimpasa.answers import cardsearch
from pimpasa.answers.actions import answer, write_back
from pimpasa.answers.clocks import escalate_overdue
from pimpasa.base.codes import new_code
from pimpasa.base.days import zone_of
from pimpasa.demo.script import Scene
from pimpasa.demo.setting import Staffed
from pimpasa.intake.actions import Channel, Kind, Receipt, Told, open_words, receive_report
from pimpasa.ledger import followups
from pimpasa.ledger.followups import Worker
from pimpasa.people.models import Account
from pimpasa.people.queries import officer_of
from pimpasa.people.rules import Officer
from pimpasa.triage.actions import Decision, answer_emergency, settle
from pimpasa.triage.models import Reading, Urgency
from pimpasa.triage.queries import reading_of, whole_reading
from pimpasa.triage.reader.law import codes_of
from pimpasa.triage.rules import View

Deed = Callable[[datetime], None]
WORKER = Worker("demo")


@dataclass
class Play:
    """A running year: what is still to happen, in order of its moment."""

    staffed: list[Staffed]
    random: Random
    until: datetime
    replies: list[str]
    thanks: list[str]
    progress: Callable[[int], object]
    _next: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _turn: Iterator[int] = field(default_factory=count)
    _officers: dict[UUID, Officer] = field(default_factory=dict)

    def run(self, scenes: list[Scene]) -> None:
        """Play all scenes and what follows from them, up to now. Nothing is mailed."""
        for scene in scenes:
            self._plan(_moment(scene.on, self.random, scene.village), self._speaks(scene))
        day = scenes[0].on
        with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
            while self._next:
                day = self._play_a_day(day)

    def _play_a_day(self, day: date) -> date:
        """One day in one transaction; returns the next day."""
        end = datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
        with transaction.atomic():
            while self._next and self._next[0][0] < end:
                now, _, deed = heapq.heappop(self._next)
                deed(now)
                _work(now)
            if end < self.until:
                escalate_overdue(now=end)
        return day + timedelta(days=1)

    def _plan(self, when: datetime, deed: Deed) -> None:
        if when <= self.until:
            heapq.heappush(self._next, (when, next(self._turn), deed))

    def _speaks(self, scene: Scene) -> Deed:
        def speak(now: datetime) -> None:
            account = self._serving(scene.village)
            told = Told(words=scene.words, kind=Kind(scene.kind), village=scene.village)
            channel = Channel(scene.channel)
            receipt = receive_report(
                told,
                code=new_code(),
                channel=channel,
                today=scene.on,
                officer=None if channel is Channel.WEB else account.id,
            )
            _work(now)
            self.progress(1)
            self._plan(self._when_read(receipt.report_id, now), self._reads(receipt, account))

        return speak

    def _reads(self, receipt: Receipt, account: Account) -> Deed:
        report_id, code = receipt.report_id, receipt.code

        def read(now: datetime) -> None:
            officer = self._officer(account, now)
            opened = open_words(officer, report_id, now=now)
            reading = reading_of(report_id)
            if reading is None or opened.words is None:
                return
            if reading.urgency == Urgency.EMERGENCY:
                answer_emergency(officer, report_id, now=now)
            settle(officer, report_id, _decision(reading, now.date(), self.random), now=now)
            if self.random.random() < 0.96:
                self._plan(
                    now + _later(self.random, days=2.2),
                    self._answers(report_id, code, account, opened.words),
                )

        return read

    def _answers(self, report_id: UUID, code: str, account: Account, words: str) -> Deed:
        def reply(now: datetime) -> None:
            found = cardsearch.suggest(words, on=now.date(), limit=1).cards
            text = found[0].answer.id if found else self.random.choice(self.thanks)
            card = found[0].slug if found else ""
            officer = self._officer(account, now)
            answer(officer, report_id, text, message_id=uuid4(), now=now, card=card)
            if self.random.random() < 0.25:
                self._plan(
                    now + _later(self.random, days=1.5), self._writes_back(report_id, code, account)
                )

        return reply

    def _writes_back(self, report_id: UUID, code: str, account: Account) -> Deed:
        def write(now: datetime) -> None:
            write_back(code, self.random.choice(self.replies), message_id=uuid4(), today=now.date())
            if self.random.random() < 0.9:
                self._plan(now + _later(self.random, days=2), self._thanks(report_id, account))

        return write

    def _thanks(self, report_id: UUID, account: Account) -> Deed:
        def thank(now: datetime) -> None:
            text = self.random.choice(self.thanks)
            answer(self._officer(account, now), report_id, text, message_id=uuid4(), now=now)

        return thank

    def _when_read(self, report_id: UUID, now: datetime) -> datetime:
        """Emergencies within the hour, suspicions within hours, the rest in a day or so."""
        reading = reading_of(report_id)
        if reading is not None and reading.urgency == Urgency.EMERGENCY:
            return now + timedelta(minutes=self.random.lognormvariate(2.9, 0.7))
        if reading is not None and (reading.is_tppo or reading.is_tppm):
            return now + timedelta(hours=self.random.lognormvariate(0.8, 0.7))
        return now + _later(self.random, days=0.6)

    def _serving(self, village: str | None) -> Account:
        for staffed in self.staffed:
            if village in staffed.serving:
                return self.random.choice(staffed.serving[village])
        return self.staffed[0].supervisor

    def _officer(self, account: Account, now: datetime) -> Officer:
        if account.id not in self._officers:
            self._officers[account.id] = officer_of(account, on=now.date())
        return self._officers[account.id]


def texts(folder: Path, name: str) -> list[str]:
    """The `text` of every row of the files that begin with this name."""
    return [
        json.loads(row)["text"]
        for path in sorted(folder.glob(f"{name}*.jsonl"))
        for row in path.read_text(encoding="utf-8").splitlines()
        if row.strip()
    ]


def _work(now: datetime) -> None:
    while job := followups.take(WORKER, now=now):
        followups.run(job, now=now)


def _moment(on: date, random: Random, village: str | None) -> datetime:
    hour = min(22, max(5, round(random.gauss(13, 4))))
    local = datetime.combine(on, time(hour, random.randrange(60)))
    return local.replace(tzinfo=zone_of(village or "").info).astimezone(UTC)


def _later(random: Random, *, days: float) -> timedelta:
    """Mostly around `days`, now and then much later: a long tail, as with people."""
    return timedelta(days=days * random.lognormvariate(-0.3, 0.8))


def _decision(reading: Reading, today: date, random: Random) -> Decision:
    """An officer mostly agrees with the machine, and corrects it now and then."""
    whole = whole_reading(reading) or {}
    views = {
        code: View.PRESENT if random.random() < 0.92 else View.UNKNOWN
        for group in ("process", "means", "purpose")
        for label in whole.get(group, [])
        for code in codes_of(f"{group}:{label}")
    }
    agrees = random.random() < 0.93
    return Decision(
        views=views,
        kind=Kind(reading.kind),
        topics=tuple(reading.topics),
        urgency=Urgency(reading.urgency),
        is_tppo=reading.is_tppo if agrees else not reading.is_tppo,
        is_tppm=reading.is_tppm,
        is_child=reading.is_child,
        law_on=today,
    )
