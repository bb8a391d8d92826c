"""Rules that an analyst writes without code: tried on the past, kept, asked every week, ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere, Refused
from pimpasa.base.periods import in_force
from pimpasa.counts import queries as counts
from pimpasa.counts.queries import Panel, panel
from pimpasa.counts.rules import WEEK, week_of
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.models import Rule, Signal
from pimpasa.signals.rules.windows import newly_met, sums

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

PAST = 52 * WEEK  # what a rule is tried on before it is kept
VILLAGE = 13


class NoSuchRule(NotThere):
    """There is no such rule, or it looks at places that are not this officer's."""

    reason = _("This rule was not found.")


class NotYourPlace(Refused):
    """The rule would look at places of others."""

    reason = _("Choose a place that is yours.")
    status = 422


@dataclass(frozen=True)
class Draft:
    """What a rule asks: at least so many reports about a thing, in so many weeks, in one place.

    `within` is the code of a province, regency or district; `level` the length of the codes of the
    places that are counted each for itself.
    """

    name: str
    what: str
    within: str
    level: int
    at_least: int
    weeks: int


@dataclass(frozen=True)
class Trial:
    """What a rule would have done in the past: when and where it would have spoken."""

    weeks: int  # of the past it was tried on
    times: tuple[tuple[date, str, int], ...]  # week, code of the place, reports; the newest first

    @property
    def a_month(self) -> float:
        """How often it would have spoken in four weeks."""
        return round(4 * len(self.times) / self.weeks, 1) if self.weeks else 0.0


def try_rule(officer: Officer, draft: Draft, *, today: date, past: timedelta = PAST) -> Trial:
    """Run a rule over the past (a year), without keeping it. Raises NotYourPlace."""
    _refuse_elsewhere(officer, draft)
    seen = _past(draft, last=week_of(today) - WEEK, past=past)
    if seen is None:
        return Trial(0, ())
    met = newly_met(seen.heard, at_least=draft.at_least, weeks=draft.weeks)
    reports = sums(seen.heard, weeks=draft.weeks)
    times = [
        (seen.weeks[row], seen.places[column], int(reports[row, column]))
        for row, column in np.argwhere(met)
    ]
    return Trial(len(seen.weeks), tuple(reversed(times)))


def write_rule(officer: Officer, draft: Draft, *, rule_id: UUID, now: datetime) -> Rule:
    """Keep a rule; from the next listening on it is asked every week. The same id is kept once.

    Raises NotYourPlace.
    """
    _refuse_elsewhere(officer, draft)
    columns = {
        "name": draft.name,
        "what": draft.what,
        "within": draft.within,
        "level": draft.level,
        "at_least": draft.at_least,
        "days": 7 * draft.weeks,
        "made_by": officer.id,
        "since": now.date(),
    }
    with transaction.atomic():
        rule, is_new = Rule.objects.get_or_create(id=rule_id, defaults=columns)
        if is_new:
            record_act("signals.rule_written", subject=rule.id, actor=officer.id, at=now)
    return rule


def end_rule(officer: Officer, rule_id: UUID, *, now: datetime) -> None:
    """Let a rule speak no more; what it raised stays. Raises NoSuchRule."""
    with transaction.atomic():
        rule = rules_for(officer).select_for_update().filter(id=rule_id).first()
        if rule is None:
            raise NoSuchRule
        if rule.until is None:
            rule.until = now.date()
            rule.save(update_fields=["until"])
            record_act("signals.rule_ended", subject=rule.id, actor=officer.id, at=now)


def rules_for(officer: Officer) -> QuerySet[Rule]:
    """The rules that look at places of this officer, ended ones too."""
    if not may(officer.role, Deed.WRITE_RULES):
        return Rule.objects.none()
    mine = Q(pk__in=[])
    for code in officer.scope:
        mine |= Q(within__startswith=code)
    return Rule.objects.filter(mine).order_by("until", "-since", "name")


def ask_rules(*, week: date, today: date) -> Iterator[Signal]:
    """Ask every rule in force about one week, and raise what it notices."""
    for rule in Rule.objects.filter(in_force(today)).order_by("id"):
        draft = _draft(rule)
        seen = _past(draft, last=week)
        if seen is None:
            continue
        met = newly_met(seen.heard, at_least=draft.at_least, weeks=draft.weeks)[-1]
        for column in np.flatnonzero(met):
            yield _speak(rule, draft, seen, int(column), today=today)


def _speak(rule: Rule, draft: Draft, seen: Panel, column: int, *, today: date) -> Signal:
    place, week = seen.places[column], seen.weeks[-1]
    first = max(week - (draft.weeks - 1) * WEEK, seen.weeks[0])
    near = panel(draft.what, within=[place], level=VILLAGE, first=first, last=week)
    spoke = near.heard.sum(axis=0) > 0
    noticed = Noticed(
        kind=SignalKind.RULE,
        what=draft.what,
        villages=[code for code, has_spoken in zip(near.places, spoke, strict=True) if has_spoken],
        week=week,
        method="rule",
        observed=int(sums(seen.heard, weeks=draft.weeks)[-1, column]),
        why={"weeks": draft.weeks},
        rule=rule,
        place=place,
    )
    return raise_signal(noticed, today=today)


def _past(draft: Draft, *, last: date, past: timedelta = PAST) -> Panel | None:
    began = counts.first_week()
    if began is None or began > last:
        return None
    first = max(began, last - past)
    return panel(draft.what, within=[draft.within], level=draft.level, first=first, last=last)


def _draft(rule: Rule) -> Draft:
    return Draft(rule.name, rule.what, rule.within, rule.level, rule.at_least, rule.days // 7)


def _refuse_elsewhere(officer: Officer, draft: Draft) -> None:
    if not may(officer.role, Deed.WRITE_RULES) or not officer.serves(draft.within):
        raise NotYourPlace
