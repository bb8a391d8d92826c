"""How soon a signal must be decided on, what may follow what, and how levels are called."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

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
