"""An alert budget made into thresholds: as many alarms as officers can look into, no more."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats

MORE = 1e-9
"""Room for rounding when rates are added up to the budget."""


@dataclass(frozen=True)
class Budget:
    """Thresholds that keep a budget: a stream alarms when its score is above its threshold.

    threshold  (streams,) infinite where even the highest quiet score comes too often
    expected   (streams,) false alarms a week
    total      false alarms a week, all streams together
    """

    threshold: Floats
    expected: Floats
    total: float


def spend_budget(
    quiet: ArrayLike,
    *,
    alerts_per_week: float,
    weights: ArrayLike | None = None,
    in_a_row_once: bool = True,
) -> Budget:
    """Share a budget of alerts among streams by what they score in quiet weeks.

    Every stream has the lowest threshold at which it alarms at most u times its weight a week, and
    u is the highest for which all together keep the budget: what one stream cannot use, because its
    scores come in steps, goes to the others. No randomness: same scores, same thresholds.

    quiet            (weeks, streams) scores of weeks in a row without anything unusual, simulated
                     or past; with `weeks` of them a stream cannot be held below 1 / weeks but by
                     silence, so bring many more weeks than one over the share of a stream
    alerts_per_week  all officers together: alerts one officer can look into times officers
    weights          (streams,) how much one alarm of a stream is worth; None: all alike
    in_a_row_once    weeks above the threshold in a row are one alarm

    Raises ValueError naming the requirement and what came.
    """
    scores = np.asarray(quiet, dtype=np.float64)
    if scores.ndim != 2 or scores.size == 0 or np.isnan(scores).any():
        raise ValueError(f"quiet must be numbers (weeks, streams), got shape {scores.shape}")
    if not alerts_per_week > 0:
        raise ValueError(f"alerts_per_week must be above 0, got {alerts_per_week}")
    share = _shares(weights, scores.shape[1])
    ladders = [_ladder(stream, in_a_row_once) for stream in scores.T]
    # Only where some stream steps down does the sum change: those are the values of u to try.
    steps = np.unique(
        np.concatenate([rates / part for (_, rates), part in zip(ladders, share, strict=True)])
    )
    low, high = 0, steps.size - 1
    while low < high:
        middle = (low + high + 1) // 2
        fits = _at(ladders, share, float(steps[middle]))[1].sum() <= alerts_per_week + MORE
        low, high = (middle, high) if fits else (low, middle - 1)
    threshold, expected = _at(ladders, share, float(steps[low]))
    return Budget(threshold=threshold, expected=expected, total=float(expected.sum()))


def _shares(weights: ArrayLike | None, streams: int) -> Floats:
    share = np.ones(streams) if weights is None else np.asarray(weights, dtype=np.float64)
    if share.shape != (streams,) or not (np.isfinite(share) & (share > 0)).all():
        raise ValueError(f"weights must be above 0 for each of {streams} streams, got {weights!r}")
    return np.asarray(share)


def _ladder(stream: Floats, in_a_row_once: bool) -> tuple[Floats, Floats]:
    """Thresholds from the highest down, and the most alarms a week at that height or above."""
    heights = np.concatenate([[np.inf], np.unique(stream)[::-1]])
    alarms = np.array([_alarms(stream > height, in_a_row_once) for height in heights])
    return heights, np.maximum.accumulate(alarms) / stream.size


def _alarms(above: np.ndarray, in_a_row_once: bool) -> int:
    if not in_a_row_once:
        return int(above.sum())
    return int(above[0]) + int(np.count_nonzero(above[1:] & ~above[:-1]))


def _at(ladders: list[tuple[Floats, Floats]], share: Floats, level: float) -> tuple[Floats, Floats]:
    """Threshold and rate of each stream whose rate may be level times its share."""
    places = [
        int(np.searchsorted(rates, level * part * (1.0 + MORE), side="right")) - 1
        for (_, rates), part in zip(ladders, share, strict=True)
    ]
    pairs = list(zip(ladders, places, strict=True))
    return (
        np.array([heights[place] for (heights, _), place in pairs]),
        np.array([rates[place] for (_, rates), place in pairs]),
    )
