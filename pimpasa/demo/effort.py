"""How much of the play's work is done on which day, so that what is left can be told honestly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate, chain

# Measured, as multiples of one message with all that follows it.
OPENING, TRAINING, MONDAY, QUIET_DAY = 40.0, 50.0, 28.0, 0.1


def shares_done(
    messages: Iterable[date], *, since: date, until: date, taught: date, listened: Iterable[date]
) -> dict[date, float]:
    """By day, the share (0 to 1) of all work that is done when the day is over.

    `messages` are the days on which somebody speaks; everything is set up on the first day, many
    are taught on one, and the system listens on some.
    """
    cost = {since + timedelta(days=n): QUIET_DAY for n in range((until - since).days + 1)}
    single = [(since, OPENING), (taught, TRAINING)]
    for day, more in chain(single, ((d, MONDAY) for d in listened), ((d, 1.0) for d in messages)):
        if day in cost:
            cost[day] += more
    whole = sum(cost.values())
    return {day: done / whole for day, done in zip(cost, accumulate(cost.values()), strict=True)}
