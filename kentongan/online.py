"""False discoveries week after week: how much of the bearable rate each new test may spend."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats, Truths
from kentongan.panel import check_between, check_choice

METHODS = ("LOND", "LORD++", "SAFFRON")

CANDIDATE = 0.5
"""SAFFRON's lambda: p-values above it are taken as quiet and cost nothing."""


@dataclass(frozen=True)
class Online:
    """The level of each test and whether it was a discovery, in the order of the tests."""

    level: Floats
    rejected: Truths


def online_fdr(p_values: ArrayLike, *, rate: float = 0.05, method: str = "LORD++") -> Online:
    """Test p-values that come one after another, each level known before its p-value.

    With g(1), g(2), ... falling, summing to at most 1, and r1 < r2 < ... the tests rejected so far:

        LOND     level(t) = rate g(t) (rejections before t + 1)
        LORD++   level(t) = w g(t) + (rate - w) g(t - r1) + rate sum over j >= 2 of g(t - rj)
        SAFFRON  as LORD++ with every lag counted only in tests with p > lambda, times
                 (1 - lambda), and at most lambda; g(j) ~ j^-1.6, lambda = 1/2

    w = rate / 2. For LOND and LORD++ g(j) ~ log(max(j, 2)) / (j exp(sqrt(log j))). The false
    discovery rate is at most `rate` for independent p-values of what is quiet. A test's level
    depends on earlier tests alone, so next week's call with one more p-value repeats this week's.

    p_values  (tests,) in order of time; within a week in any order fixed before looking

    Source: Javanmard, Montanari 2018, Ann Stat 46:526-554 (LOND); Ramdas, Yang, Wainwright, Jordan
    2017, NeurIPS 30 (LORD++); Ramdas, Zrnic, Wainwright, Jordan 2018, ICML 80:4286-4294 (SAFFRON).
    """
    check_between("rate", rate, low=0.0, high=1.0)
    check_choice("method", method, METHODS)
    p = np.asarray(p_values, dtype=np.float64)
    if p.ndim != 1 or not ((p >= 0) & (p <= 1)).all():
        raise ValueError(f"p-values must lie between 0 and 1 in one row, got shape {p.shape}")
    if method == "LOND":
        return _lond(p, rate)
    return _lord(p, rate) if method == "LORD++" else _saffron(p, rate)


def _lond(p: Floats, rate: float) -> Online:
    share, level, rejected = _slow(p.size), np.empty(p.size), np.zeros(p.size, np.bool_)
    found = 0
    for t in range(p.size):
        level[t] = rate * share[t] * (found + 1)
        rejected[t] = p[t] <= level[t]
        found += int(rejected[t])
    return Online(level, rejected)


def _lord(p: Floats, rate: float) -> Online:
    share, level, rejected = _slow(p.size), np.empty(p.size), np.zeros(p.size, np.bool_)
    wealth = rate / 2.0
    spent = wealth * share
    found = 0
    for t in range(p.size):
        level[t] = spent[t]
        rejected[t] = p[t] <= level[t]
        if rejected[t]:
            gained = rate - wealth if found == 0 else rate
            spent[t + 1 :] += gained * share[: p.size - t - 1]
            found += 1
    return Online(level, rejected)


def _saffron(p: Floats, rate: float) -> Online:
    share = np.arange(1.0, p.size + 1.0) ** -1.6
    share /= 2.285765684  # the zeta function at 1.6
    level, rejected = np.empty(p.size), np.zeros(p.size, np.bool_)
    wealth = rate / 2.0
    # Quiet tests seen when each rejection fell: lags are counted in these.
    quiet, marks = 0, [0]
    for t in range(p.size):
        gains = [wealth, rate - wealth] + [rate] * max(len(marks) - 2, 0)
        total = sum(gain * share[quiet - mark] for gain, mark in zip(gains, marks, strict=False))
        level[t] = min(CANDIDATE, (1.0 - CANDIDATE) * total)
        rejected[t] = p[t] <= level[t]
        quiet += int(p[t] > CANDIDATE)
        if rejected[t]:
            marks.append(quiet)
    return Online(level, rejected)


def _slow(tests: int) -> Floats:
    """The series g(j); with the published constant it sums to .976, which spends less than all."""
    j = np.arange(1.0, tests + 1.0)
    return np.asarray(0.07720838 * np.log(np.maximum(j, 2.0)) / (j * np.exp(np.sqrt(np.log(j)))))
