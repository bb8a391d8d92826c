"""Plays the year: villagers speak, officers read, settle and answer, in time or too late."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from pimpasa.answers import cardsearch
from pimpasa.answers.actions import answer, write_back
from pimpasa.base.codes import new_code
from pimpasa.base.days import zone_of
from pimpasa.demo.script import Scene
from pimpasa.demo.stage import Deed, Stage
from pimpasa.intake.actions import Channel, Kind, Told, open_words, receive_report
from pimpasa.people import rules
from pimpasa.people.models import Account
from pimpasa.triage.actions import Decision, answer_emergency, settle
from pimpasa.triage.models import Reading, Urgency
from pimpasa.triage.queries import reading_of, whole_reading
from pimpasa.triage.reader.law import codes_of
from pimpasa.triage.rules import View

Who = Callable[[str | None, datetime], Account]  # who acts for a village at a moment
FORGETS = 0.05  # how often an officer lets an answer lie until the supervisor takes it over


@dataclass(frozen=True)
class Heard:
    """Words that came in: their place, their code, and what they say."""

    report_id: UUID
    code: str
    village: str | None
    words: str


@dataclass
class Play:
    """How villagers and officers behave, by chance and the same for a seed."""

    stage: Stage
    replies: Sequence[str]
    thanks: Sequence[str]

    @property
    def random(self) -> Random:
        """The chance of the stage: one for all, so that a seed fixes everything."""
        return self.stage.random

    def plan(self, scenes: Sequence[Scene]) -> None:
        """Let villagers speak; what follows plans itself."""
        for scene in scenes:
            self.stage.plan(_moment(scene.on, self.random, scene.village), self._speaks(scene))

    def hear(self, scene: Scene, now: datetime) -> Heard:
        """Take words in and let the machine read them."""
        told = Told(words=scene.words, kind=Kind(scene.kind), village=scene.village)
        channel = Channel(scene.channel)
        account = self.stage.serving(scene.village, now)
        code = new_code()
        receipt = receive_report(
            told,
            code=code,
            channel=channel,
            today=scene.on,
            officer=None if channel is Channel.WEB else account.id,
        )
        self.stage.work(now)
        return Heard(receipt.report_id, code, scene.village, scene.words)

    def _speaks(self, scene: Scene) -> Deed:
        def speak(now: datetime) -> None:
            heard = self.hear(scene, now)
            self.stage.plan(self._when_read(heard.report_id, now), self._reads(heard))

        return speak

    def _reads(self, heard: Heard) -> Deed:
        def read(now: datetime) -> None:
            officer = self.stage.officer(self.stage.serving(heard.village, now), now)
            open_words(officer, heard.report_id, now=now)
            reading = reading_of(heard.report_id)
            assert reading is not None  # noqa: S101  the machine reads all that is heard
            if reading.urgency == Urgency.EMERGENCY:
                answer_emergency(officer, heard.report_id, now=now)
            decision = mostly_agree(reading, now.date(), self.random)
            settle(self._who_may_settle(officer, heard, now), heard.report_id, decision, now=now)
            self._plan_answer(now, partial(self._answers, heard), days=2.2)

        return read

    def _who_may_settle(self, officer: rules.Officer, heard: Heard, now: datetime) -> rules.Officer:
        """The officer; the supervisor where the officer's certificate has run out."""
        if self.stage.may(officer, rules.Deed.SETTLE, now):
            return officer
        return self.stage.officer(self.stage.supervising(heard.village, now), now)

    def _answers(self, heard: Heard, who: Who) -> Deed:
        def reply(now: datetime) -> None:
            found = cardsearch.suggest(heard.words, on=now.date(), limit=1).cards
            text = found[0].answer.id if found else self.random.choice(self.thanks)
            self._say(who, heard, text, now, card=found[0].slug if found else "")
            if self.random.random() < 0.25:
                self.stage.plan(now + later(self.random, days=1.5), self._writes_back(heard))

        return reply

    def _writes_back(self, heard: Heard) -> Deed:
        def write(now: datetime) -> None:
            words = self.random.choice(self.replies)
            write_back(heard.code, words, message_id=uuid4(), today=now.date())
            self._plan_answer(now, partial(self._thanks, heard), days=2)

        return write

    def _thanks(self, heard: Heard, who: Who) -> Deed:
        def thank(now: datetime) -> None:
            self._say(who, heard, self.random.choice(self.thanks), now)

        return thank

    def _plan_answer(self, now: datetime, deed: Callable[[Who], Deed], *, days: float) -> None:
        """Mostly the officer answers in good time; what is forgotten, the supervisor answers."""
        late = timedelta(days=self.random.uniform(8, 13))
        if self.random.random() < FORGETS:
            self.stage.plan(now + late, deed(self.stage.supervising))
        else:
            self.stage.plan(now + later(self.random, days=days), deed(self.stage.serving))

    def _say(self, who: Who, heard: Heard, words: str, now: datetime, *, card: str = "") -> None:
        officer = self.stage.officer(who(heard.village, now), now)
        answer(officer, heard.report_id, words, message_id=uuid4(), now=now, card=card)

    def _when_read(self, report_id: UUID, now: datetime) -> datetime:
        """Emergencies within the hour, suspicions within hours, the rest in a day or so."""
        reading = reading_of(report_id)
        if reading is not None and reading.urgency == Urgency.EMERGENCY:
            return now + timedelta(minutes=self.random.lognormvariate(2.9, 0.7))
        if reading is not None and (reading.is_tppo or reading.is_tppm):
            return now + timedelta(hours=self.random.lognormvariate(0.8, 0.7))
        return now + later(self.random, days=0.6)


def texts(folder: Path, name: str) -> list[str]:
    """The `text` of every row of the files that begin with this name."""
    return [
        json.loads(row)["text"]
        for path in sorted(folder.glob(f"{name}*.jsonl"))
        for row in path.read_text(encoding="utf-8").splitlines()
        if row.strip()
    ]


def later(random: Random, *, days: float) -> timedelta:
    """Mostly around `days`, now and then much later: a long tail, as with people."""
    return timedelta(days=days * random.lognormvariate(-0.3, 0.8))


def mostly_agree(reading: Reading, today: date, random: Random) -> Decision:
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


def _moment(on: date, random: Random, village: str | None) -> datetime:
    hour = min(22, max(5, round(random.gauss(13, 4))))
    local = datetime.combine(on, time(hour, random.randrange(60)))
    return local.replace(tzinfo=zone_of(village or "").info).astimezone(UTC)
