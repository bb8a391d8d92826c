"""So many in so many weeks: what a rule written by an analyst asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pimpasa.signals.rules.expectation import Counts


def sums(heard: Counts, *, weeks: int) -> Counts:
    """Reports (weeks, places) of a window that ends with each week."""
    added = np.cumsum(heard, axis=0)
    late = added.copy()
    late[weeks:] -= added[:-weeks]
    return late


def newly_met(heard: Counts, *, at_least: int, weeks: int) -> NDArray[np.bool_]:
    """Where and when a window first holds enough; it speaks again only after it fell below."""
    met = sums(heard, weeks=weeks) >= at_least
    before = np.zeros_like(met)
    before[1:] = met[:-1]
    return np.asarray(met & ~before)
