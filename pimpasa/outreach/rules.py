"""Who came, in bands that point to nobody: pure."""

from __future__ import annotations

from collections.abc import Mapping

SEXES = ("F", "M")
AGES = ("0-17", "18-25", "26-45", "46+")
BANDS = tuple(f"{sex}.{age}" for sex in SEXES for age in AGES)
MOST = 5_000  # people at one talk; more is a slip of the hand


def attendance(audience: Mapping[str, int]) -> int:
    """How many people came. Raises ValueError for an unknown band or an impossible number."""
    unknown = set(audience) - set(BANDS)
    if unknown:
        raise ValueError(f"no such band: {', '.join(sorted(unknown))}")
    if any(count < 0 for count in audience.values()) or sum(audience.values()) > MOST:
        raise ValueError(f"an audience is 0 to {MOST} people")
    return sum(audience.values())
