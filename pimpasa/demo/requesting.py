"""People ask what is kept about them: one is answered, one is refused, one still waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from pimpasa.base.content import read_toml
from pimpasa.demo.plan import Home, folder
from pimpasa.demo.stage import Stage
from pimpasa.people.models import Account
from pimpasa.people.rules import Officer, Role
from pimpasa.rights.actions import (
    Answer,
    Asked,
    Outcome,
    Shown,
    Wish,
    answer_request,
    open_request,
    take_down,
)
from pimpasa.rights.rules import Ground


def plan_requests(stage: Stage, homes: list[Home]) -> None:
    """Let each of content/demo/requests.toml come on its day, at the counter or as a letter."""
    for turn, told in enumerate(read_toml(folder() / "requests.toml")["request"]):
        came_at = stage.until - timedelta(hours=told["ago_hours"])
        village = homes[turn % len(homes)].code if told["counter"] else None
        stage.plan(came_at, partial(_comes, stage, told, village))


def _comes(stage: Stage, told: dict[str, Any], village: str | None, now: datetime) -> None:
    at_the_counter = stage.officer(stage.serving(village, now), now) if village else None
    asked = Asked(
        request_id=uuid4(),
        wish=Wish(told["wish"]),
        shown=Shown(told["shown"]),
        who=told["who"],
        words=told["words"],
        came_at=now,
    )
    kept = take_down(at_the_counter or _who_answers(stage, now), asked, now=now)
    if outcome := told.get("outcome"):
        ground = Ground(told["ground"]) if "ground" in told else None
        answer = Answer(Outcome(outcome), told.get("letter", ""), ground, told["note"])
        when = now + timedelta(hours=told["after_hours"])
        stage.plan(when, partial(_answers, stage, kept.id, answer))


def _answers(stage: Stage, request: UUID, answer: Answer, now: datetime) -> None:
    officer = _who_answers(stage, now)
    open_request(officer, request, now=now)
    answer_request(officer, request, answer, now=now)


def _who_answers(stage: Stage, now: datetime) -> Officer:
    return stage.officer(Account.objects.get(role=Role.DPO), now)
