"""Whether clocks were kept: what was owed to reports, and what came in time."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

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


def clocks_kept(officer: Officer, *, since: date, until: date) -> list[Kept]:
    """How the clocks of the reports this officer may read were kept, as the ledger knows."""
    theirs = Q(subject__in=reports_for(officer).values("id"))
    met = events(since=since, until=until).filter(theirs, name="answers.deadline_met")
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for details in met.values_list("details", flat=True).iterator(2000):
        said = json.loads(details)
        tally[said["clock"]][0 if said["in_time"] else 1] += 1
    return [Kept(clock, *tally[clock]) for clock in Clock.values if clock in tally]
