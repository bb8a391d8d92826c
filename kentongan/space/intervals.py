"""When a cluster may have happened: the time intervals of a scan."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentongan.compiled import Floats, Integers


@dataclass(frozen=True)
class Intervals:
    """Candidate time intervals, first <= t <= last, t counted from 0.

    first  (intervals,)
    last   (intervals,)
    times  number of times in the study
    """

    first: Integers
    last: Integers
    times: int

    @property
    def horizon(self) -> int:
        """The first time that any interval covers: what lies before is only background."""
        return int(self.first.min())

    @property
    def is_nested(self) -> bool:
        """True where all intervals end together and each begins one time after the one before."""
        steps = np.array_equal(self.first, self.horizon + np.arange(self.first.size))
        return bool(steps and (self.last == self.times - 1).all())


def prospective(times: int, *, longest: int | None = None, shortest: int = 1) -> Intervals:
    """Return the intervals that are still going on at the last time, the longest first.

    Source: Kulldorff 2001, Journal of the Royal Statistical Society A 164: 61-72.
    """
    shortest, longest = _lengths(times, longest, shortest)
    first = np.arange(times - longest, times - shortest + 1)
    return Intervals(first=first, last=np.full(first.size, times - 1), times=times)


def retrospective(times: int, *, longest: int | None = None, shortest: int = 1) -> Intervals:
    """Return every interval of the study between `shortest` and `longest` times."""
    shortest, longest = _lengths(times, longest, shortest)
    pairs = [
        (end - length + 1, end)
        for end in range(times)
        for length in range(shortest, min(longest, end + 1) + 1)
    ]
    first, last = np.array(pairs, dtype=np.int64).T
    return Intervals(first=first.copy(), last=last.copy(), times=times)


def whole(times: int) -> Intervals:
    """Return the whole study as one interval: a purely spatial scan."""
    return Intervals(first=np.zeros(1, np.int64), last=np.full(1, times - 1), times=times)


def _lengths(times: int, longest: int | None, shortest: int) -> tuple[int, int]:
    longest = max(times // 2, 1) if longest is None else longest
    if not 1 <= shortest <= longest <= times:
        raise ValueError(
            f"durations need 1 <= shortest <= longest <= {times} times, "
            f"got shortest {shortest} and longest {longest}"
        )
    return shortest, longest


def within(cells: NDArray[np.generic], intervals: Intervals) -> Floats:
    """Return the sums (locations, intervals) of `cells` (times, locations) over each interval."""
    wide = np.asarray(cells, dtype=np.float64)
    sums = np.empty((wide.shape[1], intervals.first.size))
    for index, (first, last) in enumerate(zip(intervals.first, intervals.last, strict=True)):
        sums[:, index] = wide[first : last + 1].sum(axis=0)
    return sums
