"""Many alarms judged together: p-values adjusted for how many were looked at."""

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats
from kentongan.panel import check_choice

METHODS = ("BH", "BY", "holm", "hochberg", "hommel", "bonferroni")


def adjust(p_values: ArrayLike, *, method: str = "BH") -> Floats:
    """Adjusted p-values: reject where they are at most the rate one can bear, in any shape.

        BH          min over j >= i of p(j) n / j: false discoveries; Benjamini, Hochberg (1995)
        BY          BH times 1 + 1/2 + .. + 1/n: under any dependence; Benjamini, Yekutieli (2001)
        holm        max over j <= i of p(j) (n - j + 1): any false alarm; Holm (1979)
        hochberg    min over j >= i of p(j) (n - j + 1); Hochberg (1988)
        hommel      the closure of Simes' test: any false alarm; Hommel (1988), Biometrika 75:383
        bonferroni  p n

    Equals R's `p.adjust`. NaN stays NaN and is not counted.
    """
    check_choice("method", method, METHODS)
    given = np.asarray(p_values, np.float64)
    known = ~np.isnan(given)
    p = given[known]
    if ((p < 0) | (p > 1)).any():
        raise ValueError(f"p-values must lie between 0 and 1, got {p.min()} to {p.max()}")
    adjusted = given.copy()
    adjusted[known] = np.minimum(1.0, _adjusted(p, method))
    return adjusted


def _adjusted(p: Floats, method: str) -> Floats:
    n = p.size
    order = np.argsort(p, kind="stable")
    rank = np.arange(1, n + 1)
    if method == "bonferroni":
        return np.asarray(p * n)
    if method == "hommel":
        return _hommel(p)
    if method == "holm":
        stepped = np.maximum.accumulate(p[order] * (n - rank + 1))
    else:
        factor = (n - rank + 1) if method == "hochberg" else n / rank
        if method == "BY":
            factor = factor * np.sum(1 / rank)
        stepped = np.minimum.accumulate((p[order] * factor)[::-1])[::-1]
    result = np.empty(n)
    result[order] = stepped
    return result


def _hommel(p: Floats) -> Floats:
    """The largest Simes p-value of all sets a hypothesis is in, size by size."""
    n = p.size
    order = np.argsort(p, kind="stable")
    ordered = p[order]
    rank = np.arange(1, n + 1)
    adjusted = np.full(n, np.min(ordered * n / rank, initial=1.0))
    for size in range(n - 1, 1, -1):
        rest, largest = ordered[: n - size + 1], ordered[n - size + 1 :]
        simes = np.min(size * largest / np.arange(2, size + 1))
        adjusted[: n - size + 1] = np.maximum(
            adjusted[: n - size + 1], np.minimum(size * rest, simes)
        )
        adjusted[n - size + 1 :] = np.maximum(adjusted[n - size + 1 :], adjusted[n - size])
    result = np.empty(n)
    result[order] = np.maximum(adjusted, ordered)
    return result
