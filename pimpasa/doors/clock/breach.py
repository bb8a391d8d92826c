"""The pack for a breach: what was shown, when, to whom, and until when it must be told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from pimpasa.base.spreadsheets import csv_lines
from pimpasa.intake.queries import Tally, tally
from pimpasa.ledger.breaches import TELL_WITHIN, Opening, note_pack, opened_between
from pimpasa.ledger.overseeing import verify_ledger
from pimpasa.ledger.queries import signed_head
from pimpasa.people.queries import accounts_named, names_of
from pimpasa.referrals.queries import reports_behind

COLUMNS = ("moment", "who", "who_id", "event", "subject")


@dataclass(frozen=True)
class Suspected:
    """What is known so far, by who asks for the pack."""

    known_at: datetime  # the clock of the law begins here
    since: datetime
    until: datetime
    by: tuple[str, ...] = ()  # usernames of accounts that were misused; empty: all
    how: str = ""
    remedy: str = ""


def write_pack(suspected: Suspected, into: Path, *, now: datetime) -> Path:
    """Write notice, openings and signed head into a folder; returns the notice.

    Nothing in it is a person's words, name or contact, except the names of who opened something.
    Raises LookupError for an account that is none.
    """
    by = accounts_named(suspected.by) if suspected.by else None
    openings = opened_between(suspected.since, suspected.until, by=by)
    today = timezone.localdate(now)
    names = names_of([one.actor for one in openings if one.actor])
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    rows = _rows(openings, names)
    (into / "openings.csv").write_text("".join(csv_lines(rows)), encoding="utf-8", newline="")
    (into / "head.json").write_text(json.dumps(signed_head(on=today), indent=1), encoding="ascii")
    told = {
        "suspected": suspected,
        "tell_until": suspected.known_at + TELL_WITHIN,
        "hours_left": int((suspected.known_at + TELL_WITHIN - now).total_seconds() // 3600),
        "who": _who(openings, names),
        "days": sorted(Counter(timezone.localdate(one.at) for one in openings).items()),
        "shown": _shown(openings),
        "broken": verify_ledger(on=today),
        "now": now,
    }
    with transaction.atomic():
        note_pack(on=today, openings=len(openings))
    notice = into / "notice.md"
    notice.write_text(render_to_string("clock/breach.txt", told), encoding="utf-8")
    return notice


def _shown(openings: list[Opening]) -> Tally:
    subjects = {one.subject for one in openings}
    return tally(subjects | reports_behind(subjects))


def _who(openings: list[Opening], names: dict[UUID, str]) -> list[tuple[str, int, int]]:
    """Each who opened something: their name, how often, and how many things."""
    often = Counter(one.actor for one in openings)
    things = {
        actor: len({one.subject for one in openings if one.actor == actor}) for actor in often
    }
    return [
        (names.get(actor, str(actor)) if actor else "-", count, things[actor])
        for actor, count in often.most_common()
    ]


def _rows(openings: list[Opening], names: dict[UUID, str]) -> Iterator[list[object]]:
    yield list(COLUMNS)
    for one in openings:
        moment = timezone.localtime(one.at).isoformat(timespec="seconds")
        who = names.get(one.actor, "") if one.actor else ""
        yield [moment, who, one.actor, one.name, one.subject]
