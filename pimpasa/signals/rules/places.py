"""Listen to districts and above: does a place count more than its past makes likely?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentongan import ears, exact_tail, farrington_flexible
from pimpasa.signals.rules.expectation import GAP, Counts, expect, lingering
from pimpasa.signals.rules.talks import TalkPrior

YEAR = 52
YEARS_OF_SEASONS = 3  # Farrington learns seasons from as many years
FEWEST_WEEKS = 26  # for an exact tail; below it EARS, below ten nothing
FEWEST_REPORTS = 3  # one or two reports are for the villages to tell
EARS_BASELINE = 7
Z_LEAST = 0.75  # reports: after seven silent weeks one is no alarm


@dataclass(frozen=True)
class Rise:
    """A place of one level that counted more than expected in the last week."""

    place: str
    method: str
    observed: int
    expected: float
    upper: float
    chance: float | None  # none where the method knows only a bound
    people: int
    per_person: float


@dataclass(frozen=True)
class Bands:
    """What was usual, week by week: (weeks, places), NaN where no method could say."""

    method: str
    expected: NDArray[np.float64]
    upper: NDArray[np.float64]
    alarm: NDArray[np.bool_]
    chance: NDArray[np.float64]
    per_person: float


def listen_to_places(
    places: tuple[str, ...],
    heard: Counts,
    attendance: Counts,
    *,
    threshold: float,
    talks: TalkPrior,
) -> list[Rise]:
    """The places of a level whose last week lies above its bound."""
    loud = np.flatnonzero(heard[-1] >= FEWEST_REPORTS)
    if not loud.size:
        return []
    told, lent = heard[:, loud], attendance[:, loud]
    bands = judge(told, lent, weeks=1, threshold=threshold, talks=talks)
    if bands is None:
        return []
    return [
        Rise(
            place=places[loud[at]],
            method=bands.method,
            observed=int(told[-1, at]),
            expected=float(bands.expected[-1, at]),
            upper=float(bands.upper[-1, at]),
            chance=None if np.isnan(bands.chance[-1, at]) else float(bands.chance[-1, at]),
            people=int(lent[-1, at]),
            per_person=bands.per_person,
        )
        for at in np.flatnonzero(bands.alarm[-1])
    ]


def judge(
    heard: Counts, attendance: Counts, *, weeks: int, threshold: float, talks: TalkPrior
) -> Bands | None:
    """Bounds for the last weeks by the method that the length of history allows; None: none does.

    Talks are exposure: a week in which people were talked to may bring as many more.
    """
    history = len(heard) - weeks
    learned = expect(heard, attendance, judged=weeks, talks=talks)
    base = np.maximum(learned.quiet[-1], 1e-6)
    exposure = 1.0 + learned.per_person * lingering(attendance) / base
    judged = range(history, len(heard))
    if history >= YEARS_OF_SEASONS * YEAR + GAP:
        return _farrington(heard, exposure, judged, threshold, learned.per_person)
    if history >= FEWEST_WEEKS + GAP:
        baseline = min(history - GAP, YEAR)
        told = exact_tail(
            heard, weeks=judged, baseline=baseline, gap=GAP, exposure=exposure, alpha=threshold
        )
        return Bands(
            "exact_tail",
            told.expected,
            told.upper_bound,
            told.alarm,
            told.p_value,
            learned.per_person,
        )
    if history >= EARS_BASELINE + GAP + 1:
        return _ears(heard, exposure, judged, threshold, learned.per_person)
    return None


def _farrington(
    heard: Counts,
    exposure: NDArray[np.float64],
    judged: range,
    threshold: float,
    per_person: float,
) -> Bands:
    found = farrington_flexible(
        heard,
        weeks=judged,
        b=min((judged.start - GAP) // YEAR, 5),
        no_periods=10,
        past_weeks_not_included=GAP,
        alpha=threshold,
        threshold_method="nbPlugin",
        exposure=exposure,
        skip_silent=True,
    )
    return Bands(
        "farrington_flexible",
        found.mu0,
        found.upper_bound,
        found.alarm,
        found.p_value,
        per_person,
    )


def _ears(
    heard: Counts,
    exposure: NDArray[np.float64],
    judged: range,
    threshold: float,
    per_person: float,
) -> Bands:
    found = ears(
        heard,
        weeks=judged,
        method="C2",
        baseline=EARS_BASELINE,
        min_sigma=Z_LEAST,
        alpha=threshold,
        exposure=exposure,
        quantile="t",
    )
    late = slice(judged.start, judged.stop)
    before = [heard[at - EARS_BASELINE - GAP : at - GAP].mean(axis=0) for at in judged]
    lent = [exposure[at - EARS_BASELINE - GAP : at - GAP].mean(axis=0) for at in judged]
    return Bands(
        "ears_c2",
        np.array(before) / np.array(lent) * exposure[late],
        found.upper_bound,
        found.alarm,
        np.full(heard[late].shape, np.nan),
        per_person,
    )
