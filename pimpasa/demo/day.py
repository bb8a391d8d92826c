"""Plays the written day: what stands on the desks of the standing people when somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from pimpasa.answers.actions import answer, write_back
from pimpasa.answers.cards import card
from pimpasa.base.days import day_in, zone_of
from pimpasa.demo.plan import Step, Story
from pimpasa.demo.play import Heard, Play, mostly_agree
from pimpasa.demo.script import Scene
from pimpasa.demo.stage import Deed
from pimpasa.intake.actions import Kind, open_words
from pimpasa.people.rules import Officer
from pimpasa.triage.actions import Decision, answer_emergency, settle
from pimpasa.triage.models import Urgency
from pimpasa.triage.queries import reading_of


def plan_day(play: Play, stories: Sequence[Story]) -> None:
    """Let each story happen, counted back from the end of the play."""
    for story in stories:
        play.stage.plan(play.stage.until - story.ago, _tells(play, story))


def _tells(play: Play, story: Story) -> Deed:
    def tell(now: datetime) -> None:
        today = day_in(zone_of(story.village), now)
        scene = Scene(today, story.village, story.channel, story.kind, story.words)
        heard = play.hear(scene, now)
        for step in story.steps:
            play.stage.plan(play.stage.until - step.ago, _does(play, heard, step))

    return tell


def _does(play: Play, heard: Heard, step: Step) -> Deed:
    def do(now: datetime) -> None:
        officer = play.stage.officer(play.stage.serving(heard.village, now), now)
        match step.do:
            case "read":
                open_words(officer, heard.report_id, now=now)
            case "take_on":
                answer_emergency(officer, heard.report_id, now=now)
            case "settle":
                settle(officer, heard.report_id, _decision(play, heard, step, now), now=now)
            case "answer":
                _answer(officer, heard, step, now)
            case "write_back":
                today = day_in(zone_of(heard.village or ""), now)
                write_back(heard.code, step.text, message_id=uuid4(), today=today)

    return do


def _answer(officer: Officer, heard: Heard, step: Step, now: datetime) -> None:
    words = card(step.card, on=now.date()).answer.id if step.card else step.text
    answer(officer, heard.report_id, words, message_id=uuid4(), now=now, card=step.card)


def _decision(play: Play, heard: Heard, step: Step, now: datetime) -> Decision:
    """What the machine read, but for what the officer knows better."""
    reading = reading_of(heard.report_id)
    assert reading is not None  # noqa: S101  the machine reads all that is heard
    corrections: dict[str, Any] = {
        name: {"kind": Kind, "urgency": Urgency}.get(name, bool)(said)
        for name, said in step.corrections.items()
    }
    agreed = replace(
        mostly_agree(reading, now.date(), play.random),
        is_tppo=reading.is_tppo,
    )
    return replace(agreed, **corrections)
