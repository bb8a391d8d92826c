"""The weekly listening: each regency and thing once a week, then the levels above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from pimpasa.counts import queries as counts
from pimpasa.counts.queries import Panel, panel
from pimpasa.counts.rules import WEEK, week_of
from pimpasa.places.queries import located
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.assumptions import Assumptions, assumptions
from pimpasa.signals.balancing import keep_budget
from pimpasa.signals.copies import voices_behind, why_quiet
from pimpasa.signals.models import Listening, Round, Signal
from pimpasa.signals.queries import threshold_of, was_raised_inside
from pimpasa.signals.rules.places import Rise, listen_to_places
from pimpasa.signals.rules.villages import DURATION, FEWEST, Found, Look
from pimpasa.signals.spreading import heard
from pimpasa.signals.watching import ask_rules

YEARS = 5 * 52 * WEEK  # of history for the levels above the villages
VILLAGE_HISTORY = 104 * WEEK
LEVELS = (8, 5, 2)  # districts, regencies, provinces: the narrowest place that tells it speaks
VILLAGE = 13
MOST = 2  # reports of one village and week that count for the places above it


@dataclass(frozen=True)
class _Now:
    """One listening: the week it is about, and with what it listens."""

    week: date
    today: date
    began: date  # the first week that anything was counted in
    assumed: Assumptions
    away: list[str] = field(default_factory=list)  # why a cluster that is named did not listen


def listen(
    *, week: date, today: date, whats: Sequence[str] = (), away: list[str] | None = None
) -> list[Signal]:
    """Listen to one week everywhere and raise what is unusual. Listening again changes nothing.

    `week` is a Monday; `whats` are things as counts name them (topic:tppo), all topics when none is
    given. Only what was spoken of in these weeks can be unusual, so nothing else is looked at.
    `away` takes why a cluster did not listen where one is named.
    """
    began = counts.first_week()
    if began is None or began >= week:
        return []
    here = _Now(week, today, began, assumptions(), [] if away is None else away)
    since = week - (DURATION - 1) * WEEK
    told = counts.spoken_of(first=since, last=week)
    spoken = [
        (regency, what)
        for regency, what in told
        if (what in whats if whats else what.startswith("topic:"))
    ]
    often = {pair for pair, times in told.items() if times >= FEWEST}  # less is no look's worth
    looked = [pair for pair in spoken if pair in often]
    return list(_villages(here, looked)) + list(_levels(here, spoken))


def listen_weekly(*, today: date) -> None:
    """Listen to the week that is over, once; what came in late is heard in the next two weeks."""
    week = week_of(today) - WEEK
    if Round.objects.filter(week=week).exists():
        return
    keep_budget(today=today)
    away = list[str]()
    raised = [*listen(week=week, today=today, away=away), *ask_rules(week=week, today=today)]
    told = {"on": today, "raised": len(raised), "away": (away or [""])[-1][:40]}
    Round.objects.get_or_create(week=week, defaults=told)


def _villages(here: _Now, spoken: Iterable[tuple[str, str]]) -> Iterator[Signal]:
    threshold = threshold_of(Listening.VILLAGES, on=here.today)
    looks = (look_at(what, one, week=here.week, began=here.began) for one, what in spoken)
    for look, unusual in heard(
        looks, threshold=threshold, talks=here.assumed.talks, away=here.away
    ):
        for found in unusual:
            yield raise_signal(_noticed(look, found), today=here.today)


def look_at(what: str, regency: str, *, week: date, began: date) -> Look:
    """What there is to hear in a regency: its villages' counts, attendance and coordinates."""
    first = max(began, week - VILLAGE_HISTORY)
    seen = panel(what, within=[regency], level=VILLAGE, first=first, last=week)
    where = located(seen.places)
    are_known = len(where) == len(seen.places)
    coordinates = np.array([where[code] for code in seen.places]) if are_known else None
    return Look(what, regency, week, seen.places, seen.heard, seen.attendance, coordinates)


def _levels(here: _Now, spoken: Iterable[tuple[str, str]]) -> Iterator[Signal]:
    threshold = threshold_of(Listening.PLACES, on=here.today)
    first = max(here.began, here.week - YEARS)
    for what, provinces in _provinces(spoken):
        seen = panel(
            what, within=provinces, level=LEVELS[0], first=first, last=here.week, most=MOST
        )
        for level in LEVELS:
            seen = folded(seen, level=level)
            rises = listen_to_places(
                seen.places,
                seen.heard,
                seen.attendance,
                threshold=threshold,
                talks=here.assumed.talks,
            )
            yield from _told(here, what, rises)


def _told(here: _Now, what: str, rises: Iterable[Rise]) -> Iterator[Signal]:
    """A place speaks only where nothing inside it has spoken already."""
    for rise in rises:
        if was_raised_inside(rise.place, what=what, since=here.week - (DURATION - 1) * WEEK):
            continue
        villages = counts.villages_that_spoke(what, within=rise.place, week=here.week)
        yield raise_signal(_risen(here, what, rise, villages), today=here.today)


def folded(seen: Panel, *, level: int) -> Panel:
    """The same counts at a level further up."""
    begins: dict[str, int] = {}
    for at, place in enumerate(seen.places):
        begins.setdefault(place[:level], at)
    places, starts = tuple(begins), list(begins.values())
    return replace(
        seen,
        places=places,
        n=np.add.reduceat(seen.n, starts, axis=1),
        heard=np.add.reduceat(seen.heard, starts, axis=1),
        visits=np.add.reduceat(seen.visits, starts, axis=1),
        attendance=np.add.reduceat(seen.attendance, starts, axis=1),
    )


def _provinces(spoken: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    where: dict[str, set[str]] = {}
    for regency, what in spoken:
        where.setdefault(what, set()).add(regency[:2])
    return [(what, sorted(provinces)) for what, provinces in sorted(where.items())]


def _noticed(look: Look, found: Found) -> Noticed:
    return Noticed(
        kind=SignalKind.RISE,
        what=look.what,
        villages=found.villages,
        week=look.week,
        method=found.method,
        observed=found.observed,
        expected=found.expected,
        upper=found.upper,
        chance=found.chance,
        **_heard_by(look.what, found.villages, DURATION, look.week, found),
    )


def _risen(here: _Now, what: str, rise: Rise, villages: Sequence[str]) -> Noticed:
    return Noticed(
        kind=SignalKind.RISE,
        what=what,
        villages=villages,
        week=here.week,
        method=rise.method,
        observed=rise.observed,
        expected=rise.expected,
        upper=rise.upper,
        chance=rise.chance,
        place=rise.place,
        **_heard_by(what, villages, 1, here.week, rise),
    )


def _heard_by(
    what: str, villages: Sequence[str], weeks: int, week: date, unusual: Found | Rise
) -> dict[str, Any]:
    """The figures behind a signal, and why it is quiet, if it is.

    Over how many weeks, who was at talks there and what those were reckoned to bring, and how many
    reports are words that others had said already.
    """
    behind = voices_behind(what, villages, first=week - (weeks - 1) * WEEK, last=week)
    why = {
        "weeks": weeks,
        "people": unusual.people,
        "per_hundred": round(100 * unusual.per_person, 1),
        "copies": behind.copies,
    }
    quiet = why_quiet(what, observed=unusual.observed, upper=unusual.upper, behind=behind)
    return {"why": why, "quiet": quiet}
