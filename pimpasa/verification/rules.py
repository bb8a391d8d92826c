"""How soon a signal must be decided on, what may follow what, and how levels are called."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from math import sqrt

VERIFY_WITHIN = timedelta(hours=48)
SUSPICION_WITHIN = timedelta(hours=6)
LIFE_WITHIN = timedelta(hours=1)
_SUSPICIONS = {"topic:tppo", "topic:tppm", "flag:tppo", "flag:tppm"}


class Level(StrEnum):
    """What a risk is, and so how soon and how widely one acts."""

    LOW = "LOW"
    MODERATE = "MODERATE"
    HIGH = "HIGH"
    VERY_HIGH = "VERY_HIGH"


def decide_within(what: str, *, is_life_in_danger: bool = False) -> timedelta:
    """How long there is to decide on a signal about this."""
    if is_life_in_danger:
        return LIFE_WITHIN
    return SUSPICION_WITHIN if what in _SUSPICIONS else VERIFY_WITHIN


def share_range(found: int, of: int) -> tuple[int, int]:
    """Between which shares, in whole hundredths, the true one lies, 95 % sure (Wilson's interval).

    `of` is one or more.
    """
    share, squared = found / of, _STEPS * _STEPS
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = _STEPS / (1 + squared / of) * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    return round(100 * max(0.0, middle - half)), round(100 * min(1.0, middle + half))


_STEPS = 1.959964  # standard deviations to either side that hold 95 of 100
