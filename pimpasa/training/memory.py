"""When a question is asked again: pure, by a library of spaced repetition.

Source: Ye, J., Su, J., Cao, Y. (2022), A stochastic shortest path algorithm for optimizing spaced
repetition scheduling, KDD '22, 4381-4390; the FSRS model as the library `fsrs` holds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

KEPT = 0.9  # the chance to still know an answer on the day it is asked again
LONGEST = 365  # days
_NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True)
class Memory:
    """What is remembered of one question, and the day it is to be asked again."""

    state: dict[str, Any]  # as the library writes it down
    due_on: date


def remembered(state: Mapping[str, Any] | None, *, is_right: bool, on: date) -> Memory:
    """The memory after an answer on a day; `state` is None for what was never asked before.

    What was known comes again after ever longer pauses, what was not comes the next day.
    """
    # Only here: pages that practise nothing need not load it.
    from fsrs import Card, Rating, Scheduler  # noqa: PLC0415

    scheduler = Scheduler(
        desired_retention=KEPT,
        learning_steps=(),  # days, not minutes: nobody practises twice in an hour
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )
    card = Card.from_dict(dict(state)) if state else Card(card_id=0)  # type: ignore[arg-type]
    rating = Rating.Good if is_right else Rating.Again
    asked, _log = scheduler.review_card(card, rating, datetime.combine(on, _NOON))
    soonest = on + timedelta(days=1)
    due = max(asked.due.date(), soonest) if is_right else soonest
    return Memory(dict(asked.to_dict()), due)
