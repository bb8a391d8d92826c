"""When an answer is owed, when somebody is reminded, and which letter says no: pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum


class Ground(StrEnum):
    """Why nothing is given."""

    NOTHING_FOUND = "NOTHING_FOUND"
    PROTECTS = "PROTECTS"  # what is kept could betray who told, or endanger somebody
    IDENTITY_NOT_SHOWN = "IDENTITY_NOT_SHOWN"
    LAW_KEEPS = "LAW_KEEPS"


class Letter(StrEnum):
    """The letters there are for saying no."""

    NOTHING_TO_GIVE = "NOTHING_TO_GIVE"
    IDENTITY_NOT_SHOWN = "IDENTITY_NOT_SHOWN"
    LAW_KEEPS = "LAW_KEEPS"


def letter_for(ground: Ground) -> Letter:
    """Which letter says no for this ground.

    Nothing found and somebody protected are one letter: whoever asks cannot tell which it was, and
    so does not learn that somebody told.
    """
    if ground in (Ground.NOTHING_FOUND, Ground.PROTECTS):
        return Letter.NOTHING_TO_GIVE
    return Letter(ground.value)


def hours_to_remind(
    *, came_at: datetime, now: datetime, steps: Collection[int], reminded: int
) -> int | None:
    """After how many hours somebody is to be reminded of now; None when not, or reminded already.

    Of several that have passed only the last is told.
    """
    passed = [hours for hours in steps if now - came_at >= timedelta(hours=hours)]
    last = max(passed, default=0)
    return last if last > reminded else None
