"""Keep to what officers can look into: thresholds move, step by step and never in secret."""

from __future__ import annotations

STEP = 2.0  # a threshold at most halves or doubles in a week
ROOM = 0.5  # below this share of the budget there is room for more


def moved(value: float, *, usual: float, strictest: float, came: float, budget: float) -> float:
    """The threshold for the next week; the same value where nothing has to move.

    value, usual, strictest  chances: as it is, as it was assumed at first, as far as it may go
    came, budget             signals a week: those that came, and those officers can look into

    Never above `usual`, never below `strictest`: a budget may make the machine stricter than was
    assumed, and may not make it deaf.
    """
    if came > budget:
        lower = value * max(budget / came, 1 / STEP)
        return min(value, max(lower, strictest))
    if came < ROOM * budget and value < usual:
        return min(value * STEP, usual)
    return value
