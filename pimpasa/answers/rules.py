"""When something is due: pure arithmetic over days and moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pimpasa.base.days import Zone, add_working_days, day_in

ACKNOWLEDGE_WITHIN = 1  # working days
ANSWER_WITHIN = 5  # working days
SUSPICION_WITHIN = timedelta(hours=6)
EMERGENCY_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Due:
    """The last day, and the last moment where hours count."""

    on: date
    at: datetime | None = None


def due_in_working_days(day: date, count: int) -> Due:
    """Due at the end of the working day `count` working days after `day`."""
    return Due(add_working_days(day, count))


def due_within(span: timedelta, *, now: datetime, zone: Zone) -> Due:
    """Due `span` after the moment `now`; the day is the one in the village's zone."""
    moment = now + span
    return Due(day_in(zone, moment), moment)


def is_overdue(due: Due, *, now: datetime, zone: Zone) -> bool:
    """True once the moment has passed, or the day is over in the village's zone."""
    return now > due.at if due.at else day_in(zone, now) > due.on
