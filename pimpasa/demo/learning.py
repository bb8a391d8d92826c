"""Officers practise now and then, and supervisors see some readings otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from pimpasa.counts.queries import topics_heard
from pimpasa.demo.setting import Setting
from pimpasa.demo.stage import Deed, Stage
from pimpasa.intake.actions import Kind
from pimpasa.people.models import Account
from pimpasa.training.actions.practice import practise
from pimpasa.training.queries.practice import to_practise
from pimpasa.triage.actions import Decision, settle
from pimpasa.triage.models import Settlement, Urgency
from pimpasa.triage.rules import View

READINGS = 6  # that a supervisor settles otherwise
LATELY = timedelta(days=45)
KNOWS = 0.7  # the chance that an answer in practice is right


def plan_learning(stage: Stage, setting: Setting, *, seed: int) -> None:
    """Let everybody of the offices practise once in three weeks, and some readings be changed."""
    chance = Random(seed)  # noqa: S311  a play, not a secret

    def begin(now: datetime) -> None:
        everybody = [account for staff in setting.staff.values() for account in staff]
        for place, account in enumerate(everybody):
            when = now + timedelta(days=place % 19, minutes=place)
            stage.plan(when, _practises(stage, account, chance))

    stage.plan(stage.until - timedelta(days=20), begin)
    stage.plan(stage.until - timedelta(hours=20), lambda now: _sees_otherwise(stage, now))


def _practises(stage: Stage, account: Account, chance: Random) -> Deed:
    def practises(now: datetime) -> None:
        officer, on = stage.officer(account, now), now.date()
        asked = topics_heard(within=officer.scope, first=on - LATELY, last=on)
        for item in to_practise(officer, changed={}, asked=asked, on=on):
            key, is_right = item.question.key, chance.random() < KNOWS
            chosen = key if is_right else (key + 1) % len(item.question.options)
            practise(officer, item.question.code, chosen, id=uuid4(), now=now)

    return practises


def _sees_otherwise(stage: Stage, now: datetime) -> None:
    for first in _spread(now):
        supervisor = stage.officer(stage.supervising(first.report.village_id, now), now)
        if first.settled_by != supervisor.id:
            settle(supervisor, first.report_id, _turned(first), now=now)


def _spread(now: datetime) -> Iterable[Settlement]:
    """Some readings of officers that nobody has changed, evenly over the last weeks."""
    only = Settlement.objects.filter(version=1, settled_at__gte=now - LATELY)
    changed = Settlement.objects.filter(version=2).values("report")
    settled = list(
        only.exclude(report__in=changed).select_related("report").order_by("settled_at", "report")
    )
    return settled[:: max(len(settled) // READINGS, 1)][:READINGS]


def _turned(first: Settlement) -> Decision:
    return Decision(
        views={code: View(view) for code, view in first.views.items()},
        kind=Kind(first.kind),
        topics=tuple(first.topics),
        urgency=Urgency(first.urgency),
        is_tppo=not first.is_tppo,
        is_tppm=first.is_tppm,
        is_child=first.is_child,
        law_on=first.law_on,
        seen_version=first.version,
    )
