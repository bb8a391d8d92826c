"""Which past weeks a Farrington method learns from, by index or by date, and in which season."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Array, Floats, Integers

Dates = np.ndarray[tuple[int], np.dtype[np.datetime64]]

LEAST = 3
"""Reference weeks below which a level, a trend and a spread cannot all be told."""


@dataclass(frozen=True)
class Reference:
    """The baseline of each judged week, sorted by season and time.

    rows    past weeks, (judged, longest); each row is filled up to its last start
    clock   the trend's clock for them, in periods
    now     the clock of the judged weeks
    starts  where each season begins, (judged, seasons + 1); the last season holds the judged week
    """

    rows: Integers
    clock: Floats
    now: Floats
    starts: Integers


@dataclass(frozen=True)
class Calendar:
    """Where a series stands in time: plain indices, or dates."""

    total: int
    frequency: int
    dates: Dates | None

    def reference_weeks(self, week: int, years: int) -> list[int]:
        """The same week of this year and of each of the `years` before, as indices."""
        if self.dates is None:
            return [week - self.frequency * back for back in range(years + 1)]
        found = [self._find(day, week) for day in self._anniversaries(week, years)]
        return sorted(found, reverse=True)

    def windows(self, week: int, years: int, half: int) -> Integers:
        """Rows within `half` periods of each anniversary, those that exist, in order of time."""
        steps = np.arange(-half, half + 1)
        if self.dates is None:
            rows = np.concatenate(
                [week - self.frequency * back + steps for back in range(years, 0, -1)]
            )
            return np.asarray(rows[rows >= 0])
        days = [
            self._aligned(years_before(self.dates[week], back), int(step), week)
            for back in range(years, 0, -1)
            for step in steps
        ]
        places = np.searchsorted(self.dates, days).clip(max=self.total - 1)
        return np.asarray(places[self.dates[places] == days])

    def clock(self, week: int, rows: Integers) -> tuple[Floats, float]:
        """Time of the baseline rows and of the judged week, counted as R counts it."""
        if self.dates is None:
            return rows.astype(np.float64) + 1.0, week + 1.0
        days = (self.dates - self.dates[rows.min()]).astype(np.int64)
        step = float(days[1] - days[0])
        return np.asarray(days[rows] / step, np.float64), float(days[week]) / step

    def _anniversaries(self, week: int, years: int) -> list[np.datetime64]:
        assert self.dates is not None  # noqa: S101 - the only caller looked
        today = self.dates[week]
        days = [years_before(today, back) for back in range(years + 1)]
        return [nearest_weekday(day, today) for day in days] if self.frequency == 52 else days

    def _aligned(self, day: np.datetime64, step: int, week: int) -> np.datetime64:
        assert self.dates is not None  # noqa: S101 - the only caller looked
        today = self.dates[week]
        if self.frequency == 52:
            return nearest_weekday(day + np.timedelta64(7 * step, "D"), today)
        if self.frequency == 12:
            within = today - first_of_month(today, 0)
            return np.datetime64(first_of_month(day, step) + within)
        return np.datetime64(day + np.timedelta64(step, "D"))

    def _find(self, day: np.datetime64, week: int) -> int:
        assert self.dates is not None  # noqa: S101 - the only caller looked
        place = int(np.searchsorted(self.dates, day))
        if place == self.total or self.dates[place] != day:
            raise ValueError(
                f"week {week} needs the reference date {day}, which dates lack; take a smaller b "
                "or judge later weeks"
            )
        return place


def read_dates(dates: ArrayLike | None, total: int) -> Dates | None:
    """Check that dates ascend and are as many as the weeks; None stays None."""
    if dates is None:
        return None
    days = np.asarray(dates).astype("datetime64[D]")
    if days.shape != (total,):
        raise ValueError(f"dates must have shape ({total},), got {days.shape}")
    if np.isnat(days).any() or (np.diff(days) <= np.timedelta64(0, "D")).any():
        raise ValueError("dates must ascend, got one that does not")
    return days


def years_before(day: np.datetime64, years: int) -> np.datetime64:
    """The same day of the month `years` earlier; 29 February may become 1 March."""
    within = day.astype("datetime64[D]") - first_of_month(day, 0)
    return np.datetime64(first_of_month(day, -12 * years) + within)


def first_of_month(day: np.datetime64, later: int) -> np.datetime64:
    """The first day of the month `later` months after that of `day`."""
    return np.datetime64((day.astype("datetime64[M]") + later).astype("datetime64[D]"))


def nearest_weekday(day: np.datetime64, like: np.datetime64) -> np.datetime64:
    """The day nearest to `day` that falls on the weekday of `like`.

    R subtracts weekday numbers (Sunday 0), then tries one week to the other side.
    """
    shift = weekday(like) - weekday(day)
    other = shift - 7 if shift > 0 else shift + 7
    return np.datetime64(day + np.timedelta64(other if abs(other) < abs(shift) else shift, "D"))


def weekday(day: np.datetime64) -> int:
    """0 on Sunday; 1 January 1970 was a Thursday."""
    return int((day.astype("datetime64[D]").astype(np.int64) + 4) % 7)


def flexible_reference(
    calendar: Calendar, weeks: range, *, b: int, w: int, seasons: int, left_out: int
) -> Reference:
    """Baselines of `farringtonFlexible`: windows around the anniversaries, and blocks between them.

    b, w      years back; half-width of a window, which is the last season
    seasons   number of blocks a year is cut into, the window included; 1: windows alone
    left_out  most recent weeks kept out, so that an outbreak under way does not hide itself
    """
    made = [_flexible_rows(calendar, week, b, w, seasons, left_out) for week in weeks]
    return _reference(calendar, weeks, made)


def windows_reference(calendar: Calendar, weeks: range, *, b: int, w: int) -> Reference:
    """Baselines of `farrington`: the windows alone, as one season; the clock is the row.

    As in R, reference weeks before the first, or on a date that is not there, are left out.

    Raises ValueError where fewer than `LEAST` are left.
    """
    made = []
    for week in weeks:
        rows = calendar.windows(week, b, w)
        if rows.size < LEAST:
            raise ValueError(f"week {week} needs {LEAST} reference weeks, got {rows.size}")
        made.append((rows, np.array([0, rows.size])))
    return _reference(Calendar(calendar.total, calendar.frequency, None), weeks, made)


def _flexible_rows(
    calendar: Calendar, week: int, b: int, w: int, seasons: int, left_out: int
) -> tuple[Integers, Integers]:
    season = np.zeros(calendar.total, np.int64)
    anchors = calendar.reference_weeks(week, b)
    # One week short is borne, as in R, whose index 0 selects nothing.
    if anchors[-1] - w < -1:
        raise ValueError(f"week {week} needs {b} years and {w} weeks before it, got {week} weeks")
    season[max(0, week - w) : week + 1] = seasons
    for later, anchor in pairwise(anchors):
        season[max(0, anchor - w) : anchor + w + 1] = seasons
        if seasons > 1:
            _fill_blocks(season[anchor + w + 1 : later - w], seasons - 1)
    season[max(0, week - left_out) : week + 1] = 0
    rows = np.flatnonzero(season)
    order = np.argsort(season[rows], kind="stable")
    rows = rows[order]
    edges = np.searchsorted(season[rows], np.arange(1, seasons + 2))
    return rows, edges.astype(np.int64)


def _fill_blocks(between: Array, blocks: int) -> None:
    if between.size < blocks:
        raise ValueError(
            f"no_periods leaves {blocks} blocks for {between.size} weeks between windows, got too "
            "many"
        )
    length, rest = divmod(between.size, blocks)
    sizes = np.full(blocks, length)
    sizes[:rest] += 1
    between[:] = np.repeat(np.arange(1, blocks + 1), sizes)


def _reference(
    calendar: Calendar, weeks: range, made: list[tuple[Integers, Integers]]
) -> Reference:
    longest = max(rows.size for rows, _ in made)
    rows = np.zeros((len(made), longest), np.int64)
    times = np.zeros((len(made), longest))
    now = np.zeros(len(made))
    for i, (week, (past, _)) in enumerate(zip(weeks, made, strict=True)):
        rows[i, : past.size] = past
        times[i, : past.size], now[i] = calendar.clock(week, past)
    return Reference(
        rows=rows,
        clock=times,
        now=now,
        starts=np.array([starts for _, starts in made]),
    )
