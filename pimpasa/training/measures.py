"""What a test before and after says: gain, how hard a question is, whether it tells apart. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Gain:
    """Shares right (0 to 100) before and after, of those who took both, and what was gained."""

    n: int
    before: float
    after: float
    mean: float
    low: float  # of the 95 % confidence interval of the mean gain
    high: float


@dataclass(frozen=True)
class ItemMeasure:
    """One question after the event."""

    code: str
    before: float  # share right, 0 to 1; how easy it is
    after: float
    discrimination: float | None  # point-biserial; None where all or nobody were right


def paired_gain(before: Sequence[float], after: Sequence[float]) -> Gain | None:
    """The mean gain of those who took both tests, with its interval; None for fewer than two.

    d_i = after_i - before_i,  mean(d) +- t(0.975, n - 1) * s(d) / sqrt(n)

    Source: W. S. Gosset ("Student"), 1908, Biometrika 6, 1-25.
    """
    if len(before) != len(after):
        raise ValueError("paired gain: as many results after as before")
    n = len(before)
    if n < 2:
        return None
    # Only here: pages that show no results need not load it.
    from scipy.special import stdtrit  # noqa: PLC0415

    gains = [late - early for early, late in zip(before, after, strict=True)]
    mean = sum(gains) / n
    spread = math.sqrt(sum((gain - mean) ** 2 for gain in gains) / (n - 1))
    half = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * spread / math.sqrt(n)
    return Gain(n, sum(before) / n, sum(after) / n, mean, mean - half, mean + half)


def point_biserial(is_right: Sequence[bool], rest: Sequence[float]) -> float | None:
    """The correlation of one question with the score of all others; None where one is constant.

    r = (M1 - M0) / s * sqrt(n1 * n0 / n^2), with M1 and M0 the mean rest of those right and
    wrong, and s the standard deviation (divisor n) of the rest.

    Source: F. M. Lord, M. R. Novick, 1968, Statistical Theories of Mental Test Scores, 335-341.
    """
    n, ones = len(rest), [score for ok, score in zip(is_right, rest, strict=True) if ok]
    zeros = [score for ok, score in zip(is_right, rest, strict=True) if not ok]
    if not ones or not zeros:
        return None
    mean = sum(rest) / n
    spread = math.sqrt(sum((score - mean) ** 2 for score in rest) / n)
    if spread == 0:
        return None
    apart = sum(ones) / len(ones) - sum(zeros) / len(zeros)
    return apart / spread * math.sqrt(len(ones) * len(zeros)) / n


def measure_items(
    codes: Sequence[str],
    before: Sequence[Mapping[str, bool]],
    after: Sequence[Mapping[str, bool]],
) -> list[ItemMeasure]:
    """Each question: share right before and after, and its discrimination after."""
    totals = [sum(paper.values()) for paper in after]
    measured = []
    for code in codes:
        right = [paper.get(code, False) for paper in after]
        rest = [total - ok for total, ok in zip(totals, right, strict=True)]
        early = [paper.get(code, False) for paper in before]
        measured.append(
            ItemMeasure(code, _share(early), _share(right), point_biserial(right, rest))
        )
    return measured


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
