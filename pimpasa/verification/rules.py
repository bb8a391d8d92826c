"""How soon a signal must be decided on, and what a risk adds up to."""

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


def risk_level(*, likelihood: int, consequence: int) -> Level:
    """The risk of an event from its likelihood and its consequence, each from 1 to 5.

    Likelihood and consequence as in WHO, Rapid risk assessment of acute public health events,
    2012; that their product falls into four bands is our own simplification of its matrix.
    """
    for name, figure in {"likelihood": likelihood, "consequence": consequence}.items():
        if not 1 <= figure <= 5:
            raise ValueError(f"{name} goes from 1 to 5, not {figure}")
    product = likelihood * consequence
    if product >= 15:
        return Level.VERY_HIGH
    if product >= 8:
        return Level.HIGH
    return Level.MODERATE if product >= 4 else Level.LOW
