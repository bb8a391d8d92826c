"""Whether clocks were kept: what was owed to reports, and what came in time."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from pimpasa.answers.models import Clock
from pimpasa.intake.queries import reports_for
from pimpasa.ledger.queries import events

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


@dataclass(frozen=True)
class Kept:
    """How one clock was kept in a period."""

    clock: str
    in_time: int
    late: int

    @property
    def share(self) -> int:
        """Per cent that came in time, rounded down: 99.9 is not all."""
        return 100 * self.in_time // (self.in_time + self.late)


@dataclass(frozen=True)
class Met:
    """A clock that somebody met: of which report, on which day, in time or late."""

    report: UUID
    clock: str
    kept: str  # IN_TIME, LATE
    on: date


IN_TIME, LATE = "IN_TIME", "LATE"


def met_clocks(officer: Officer, *, since: date, until: date) -> list[Met]:
    """What was owed to the reports this officer may read and done in these days, newest first."""
    theirs = Q(subject__in=reports_for(officer).values("id"))
    met = events(since=since, until=until).filter(theirs, name="answers.deadline_met")
    rows = met.values_list("subject", "details", "happened_on")
    told = ((report, json.loads(details), on) for report, details, on in rows.iterator(2000))
    return [
        Met(report, said["clock"], IN_TIME if said["in_time"] else LATE, on)
        for report, said, on in told
    ]


def clocks_kept(officer: Officer, *, since: date, until: date) -> list[Kept]:
    """How the clocks of the reports this officer may read were kept, as the ledger knows."""
    tally = Counter((met.clock, met.kept) for met in met_clocks(officer, since=since, until=until))
    known = {clock for clock, _kept in tally}
    return [
        Kept(clock, tally[clock, IN_TIME], tally[clock, LATE])
        for clock in Clock.values
        if clock in known
    ]
