"""OutbreakP: has the level begun to rise? No baseline is needed."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats, Integers, Truths, kernel, parallel, prange
from kentongan.panel import check_choice, check_least, read_panel, read_weeks


@dataclass(frozen=True)
class OutbreakP:
    """What was heard in `weeks`, each array (weeks, series) or (weeks,).

    statistic    to be held against k; NaN where it has overflowed past comparing
    upper_bound  the smallest count that alarms, with ret="cases", else NaN; NaN too where none up
                 to max_upperbound_cases does, or no case at all still would
    """

    weeks: range
    upper_bound: Floats
    alarm: Truths
    statistic: Floats


def outbreak_p(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    k: float = 100.0,
    ret: Literal["value", "cases"] = "value",
    max_upperbound_cases: int = 100_000,
    exposure: ArrayLike | None = None,
) -> OutbreakP:
    """Raise an alarm where a rising mean explains all counts so far k times better than a flat one.

        statistic(t) = product over s <= t of (up(s) / flat)^y(s)

    up is the non-decreasing mean of highest likelihood (pool adjacent violators), flat the plain
    mean; with exposure both are rates, and the product is e(s) up(s) / (e(s) flat).

    Equals R's `outbreakP`; R has no exposure.

    Source: Frisén, Andersson (2009), Sankhya 71; Frisén, Andersson, Schiöler (2009), Stat Med
    28:1177-1194.
    """
    check_least("k", k, 0.0)
    check_choice("ret", ret, ("value", "cases"))
    check_least("max_upperbound_cases", max_upperbound_cases, 1)
    panel = read_panel(counts, exposure=exposure)
    judged = read_weeks(panel, weeks, first=0)
    risk = np.ones(panel.counts.shape) if panel.exposure is None else panel.exposure
    value = np.full((len(judged), panel.series), np.nan)
    bound = np.full((len(judged), panel.series), np.nan)
    most = max_upperbound_cases if ret == "cases" else -1
    y = np.ascontiguousarray(panel.counts.T, np.int64)
    _rise_all(y, np.ascontiguousarray(risk.T), judged[0], k, most, value, bound)
    return OutbreakP(
        weeks=judged,
        upper_bound=panel.shaped(bound),
        alarm=panel.shaped(value > k),
        statistic=panel.shaped(value),
    )


@parallel
def _rise_all(
    counts: Integers, risk: Floats, first: int, k: float, most: int, value: Floats, bound: Floats
) -> None:
    for i in prange(counts.shape[0]):
        _rise(counts[i], risk[i], first, k, most, value[:, i], bound[:, i])


@kernel
def _rise(
    y: Integers, risk: Floats, first: int, k: float, most: int, value: Floats, bound: Floats
) -> None:
    sums, masses = np.empty(y.size), np.empty(y.size)
    starts = np.zeros(y.size + 1, np.int64)
    blocks = 0
    flat = exposed = 0.0
    for t in range(min(y.size, first + value.size)):
        exposed += risk[t]
        if t >= first:
            row = t - first
            value[row] = _value(y, risk[t], sums, masses, starts, blocks, flat, exposed, t, y[t])
            if most >= 0 and t > 0 and not math.isnan(value[row]):
                bound[row] = _bound(
                    y, risk[t], sums, masses, starts, blocks, flat, exposed, t, k, most
                )
        if risk[t] > 0.0:
            # A running mean, so that rounding falls where R's falls.
            flat += (y[t] - flat * risk[t]) / exposed
            blocks = _push(sums, masses, starts, blocks, t, y[t], risk[t])
        starts[blocks] = t + 1


@kernel
def _push(
    sums: Floats, masses: Floats, starts: Integers, blocks: int, t: int, now: int, risk: float
) -> int:
    """Add a week to the blocks of equal mean, pool those that would fall, return how many."""
    sums[blocks], masses[blocks], starts[blocks] = now, risk, t
    blocks += 1
    while blocks > 1 and sums[blocks - 1] / masses[blocks - 1] <= (
        sums[blocks - 2] / masses[blocks - 2]
    ):
        sums[blocks - 2] += sums[blocks - 1]
        masses[blocks - 2] += masses[blocks - 1]
        blocks -= 1
    return blocks


@kernel
def _value(
    y: Integers,
    risk: float,
    sums: Floats,
    masses: Floats,
    starts: Integers,
    blocks: int,
    flat: float,
    exposed: float,
    t: int,
    now: int,
) -> float:
    """The statistic in week t, were its count `now`; sums, masses, starts are those before."""
    if risk > 0.0:
        flat += (now - flat * risk) / exposed
        sums, masses, starts = sums[: t + 1].copy(), masses[: t + 1].copy(), starts[: t + 2].copy()
        blocks = _push(sums, masses, starts, blocks, t, now, risk)
        starts[blocks] = t + 1
    ratio = 1.0
    for block in range(blocks):
        up = sums[block] / masses[block]
        step = 1.0 if up == 0.0 and flat == 0.0 else up / flat
        for s in range(starts[block], starts[block + 1]):
            ratio *= step ** (now if s == t else y[s])
    return ratio


@kernel
def _bound(
    y: Integers,
    risk: float,
    sums: Floats,
    masses: Floats,
    starts: Integers,
    blocks: int,
    flat: float,
    exposed: float,
    t: int,
    k: float,
    most: int,
) -> float:
    """The smallest count of week t that alarms, looked for by halves; what overflows alarms."""
    low, high = -1, 1
    while True:
        value = _value(y, risk, sums, masses, starts, blocks, flat, exposed, t, min(high, most))
        if not value <= k:
            break
        if high >= most:
            return math.nan
        low, high = high, 2 * high
    high = min(high, most)
    while high - low > 1:
        middle = (low + high) // 2
        if _value(y, risk, sums, masses, starts, blocks, flat, exposed, t, middle) <= k:
            low = middle
        else:
            high = middle
    return float(high) if high > 0 else math.nan
