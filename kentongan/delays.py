"""What has happened but was not yet reported: the last weeks as they will look when all is told."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Array, Floats, Integers, Truths
from kentongan.panel import check_between, check_least

DRAWS_AT_ONCE = 64
PRIOR = 0.5
"""Reports added to either side of each hazard: Jeffreys' prior."""


@dataclass(frozen=True)
class Nowcast:
    """The weeks as they stand and as they will be, (weeks, series) or (weeks,).

    reported      so far
    estimate      expected final count
    lower, upper  the final count lies between them with the asked probability
    to_come       estimate less reported
    completeness  expected share that is reported by now: multiply the exposure by it, and every
                  detector of this library compares what is reported with what could be
    """

    reported: Integers
    estimate: Floats
    lower: Integers
    upper: Integers
    completeness: Floats

    @property
    def to_come(self) -> Floats:
        """Reports still expected."""
        return np.asarray(self.estimate - self.reported)


def reporting_triangle(
    happened: ArrayLike,
    reported: ArrayLike,
    *,
    weeks: int,
    longest: int,
    series: ArrayLike | None = None,
) -> Integers:
    """Count reports by week, delay and series: (weeks, longest + 1) or with (.., series).

    happened, reported  week numbers from 0; reports after the last week are left out (not yet
                        known), delays above `longest` are counted as `longest`
    series              number of each report's series, from 0

    Raises ValueError where something is reported before it happened.
    """
    then, told = np.asarray(happened, dtype=np.int64), np.asarray(reported, dtype=np.int64)
    check_least("weeks", weeks, 1)
    check_least("longest", longest, 0)
    if then.shape != told.shape or then.ndim != 1:
        raise ValueError(
            f"happened and reported must have one shape, got {then.shape} and {told.shape}"
        )
    if (told < then).any() or (then < 0).any():
        raise ValueError("0 <= happened <= reported is required, got a report before its event")
    which = np.zeros_like(then) if series is None else np.asarray(series, dtype=np.int64)
    known = told < weeks
    shape = (weeks, longest + 1, int(which.max(initial=0)) + 1)
    triangle = np.zeros(shape, dtype=np.int64)
    delay = np.minimum(told - then, longest)
    np.add.at(triangle, (then[known], delay[known], which[known]), 1)
    return triangle[:, :, 0] if series is None else triangle


def nowcast(
    triangle: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    window: int = 26,
    per_series: bool = False,
    probability: float = 0.95,
    draws: int = 1000,
    seed: int = 1,
) -> Nowcast:
    """Estimate the final counts of all weeks from those reported so far.

    With n(t, d) the reports of week t that came d weeks later, known where t + d is past:

        hazard        g(d) = P(delay = d | delay <= d) ~ Beta(n(d) + 1/2, N(d - 1) + 1/2), with n(d)
                      and N(d - 1) the reports of delay d and of less, in weeks that are known
                      to d, the last `window` of them
        completeness  F(d) = (1 - g(d+1)) (1 - g(d+2)) ... (1 - g(D))
        still to come u | y ~ negative binomial of size a + y and mean (1-F) e (a+y) / (b + F e)

    after y reports of F so far, where a week's mean is exposure e times a gamma(a, b) rate whose
    mean and variance are those of the complete weeks. Both doubts, of F and of the rate, are in
    the interval, and so is the chance of the count itself.

    triangle    (weeks, D + 1) or (weeks, D + 1, series) whole numbers; cells not yet known are not
                looked at
    exposure    (weeks,) or (weeks, series)
    per_series  a delay law for each series; else one for all, as sparse places need
    window      weeks from which delays are learned: they change

    Assumes that by delay D all is told. Blind to a delay that has just changed.

    Source: Lawless 1994, Canadian Journal of Statistics 22: 15-31 (hazards in reverse time); Höhle,
    an der Heiden 2014, Biometrics 70: 993-1002 (Bayesian nowcasting); the gamma prior is our own.
    """
    check_between("probability", probability, low=0.0, high=1.0)
    check_least("window", window, 1)
    check_least("draws", draws, 100)
    cells, is_single = _triangle(triangle)
    weeks, delays = cells.shape[:2]
    known = np.add.outer(np.arange(weeks), np.arange(delays)) < weeks
    reported = (cells * known[:, :, None]).sum(axis=1)
    risk = _risk(exposure, reported.shape)
    passed, below = _hazards(cells, known, window, per_series)
    shape, scale = _rate(reported, risk, delays)
    random = np.random.default_rng(seed)
    kept = 1.0 - random.beta(passed + PRIOR, below + PRIOR, (draws, *passed.shape))
    complete = _completeness(kept, weeks)
    to_come = _to_come(reported, risk, complete, shape, scale, random)
    edge = (1.0 - probability) / 2.0
    low, high = np.quantile(to_come, [edge, 1.0 - edge], axis=0, method="inverted_cdf")
    mean_complete = np.broadcast_to(complete.mean(axis=0), reported.shape)
    expected = _mean_to_come(reported, risk, complete, shape, scale)

    def shaped(values: Array) -> Array:
        return values[:, 0] if is_single else values

    return Nowcast(
        reported=shaped(reported),
        estimate=shaped(reported + expected),
        lower=shaped(reported + low.astype(np.int64)),
        upper=shaped(reported + high.astype(np.int64)),
        completeness=shaped(np.array(mean_complete)),
    )


def _triangle(triangle: ArrayLike) -> tuple[Integers, bool]:
    given = np.asarray(triangle)
    if given.ndim not in (2, 3) or given.shape[1] < 1 or len(given) < given.shape[1]:
        raise ValueError(
            "a triangle must have the shape (weeks, delays) or (weeks, delays, series) with at "
            f"least as many weeks as delays, got {given.shape}"
        )
    known = np.add.outer(np.arange(len(given)), np.arange(given.shape[1])) < len(given)
    seen = given[known]
    if not np.isfinite(seen).all() or (seen < 0).any() or (seen != np.floor(seen)).any():
        raise ValueError("known cells of a triangle must be whole numbers >= 0, got others")
    whole = np.where(known.reshape(known.shape + (1,) * (given.ndim - 2)), given, 0)
    return whole.astype(np.int64).reshape(*given.shape[:2], -1), given.ndim == 2


def _risk(exposure: ArrayLike | None, shape: tuple[int, int]) -> Floats:
    if exposure is None:
        return np.ones(shape)
    given = np.asarray(exposure, dtype=np.float64)
    risk = given[:, None] if given.ndim == 1 else given
    if risk.shape[0] != shape[0] or risk.shape[1] not in (1, shape[1]):
        raise ValueError(f"exposure must have the shape {shape}, got {given.shape}")
    if not (np.isfinite(risk) & (risk >= 0)).all():
        raise ValueError("exposure must be finite and zero or more, got other values")
    return np.broadcast_to(risk, shape)


def _hazards(
    cells: Integers, known: Truths, window: int, per_series: bool
) -> tuple[Integers, Integers]:
    """Reports of delay d = 1 .. D, and of less, in the last weeks known to d: (D, series or 1)."""
    delays = cells.shape[1]
    counted = cells if per_series else cells.sum(axis=2, keepdims=True)
    at, below = [], []
    for delay in range(1, delays):
        rows = np.flatnonzero(known[:, delay])[-window:]
        at.append(counted[rows, delay].sum(axis=0))
        below.append(counted[rows, :delay].sum(axis=(0, 1)))
    empty = np.zeros((0, counted.shape[2]), np.int64)
    return np.array(at or empty), np.array(below or empty)


def _completeness(kept: Floats, weeks: int) -> Floats:
    """Share reported (draws, weeks, series or 1) given 1 - g(d) (draws, D, ..)."""
    longest = kept.shape[1]
    complete = np.ones((kept.shape[0], weeks, kept.shape[2]))
    for age in range(min(longest, weeks)):
        complete[:, weeks - 1 - age] = kept[:, age:].prod(axis=1)
    return complete


def _rate(reported: Integers, risk: Floats, delays: int) -> tuple[Floats, Floats]:
    """Shape and scale of each series' gamma law of a week's rate, from the weeks that are over."""
    over = slice(0, max(len(reported) - delays + 1, 1))
    y, e = reported[over].astype(np.float64), risk[over]
    exposed = np.maximum(e.sum(axis=0), 1e-12)
    mean = (y.sum(axis=0) + PRIOR) / exposed
    excess = ((y - mean * e) ** 2).sum(axis=0) - (mean * e).sum(axis=0)
    spread = excess / np.maximum((e**2).sum(axis=0), 1e-12)
    # No rate is known better than by all its weeks, nor is it spread more than its own size.
    variance = np.clip(spread, mean / exposed, 4.0 * mean**2)
    variance = np.maximum(variance, mean / exposed)
    return mean**2 / variance, mean / variance


def _to_come(
    reported: Integers,
    risk: Floats,
    complete: Floats,
    shape: Floats,
    scale: Floats,
    random: np.random.Generator,
) -> Integers:
    drawn = np.empty((complete.shape[0], *reported.shape), np.int64)
    for start in range(0, len(drawn), DRAWS_AT_ONCE):
        part = complete[start : start + DRAWS_AT_ONCE]
        rate = random.gamma(shape + reported, 1.0 / (scale + part * risk))
        drawn[start : start + DRAWS_AT_ONCE] = random.poisson(rate * risk * (1.0 - part))
    return drawn


def _mean_to_come(
    reported: Integers, risk: Floats, complete: Floats, shape: Floats, scale: Floats
) -> Floats:
    total = np.zeros(reported.shape)
    for part in complete:
        total += (1.0 - part) * risk * (shape + reported) / (scale + part * risk)
    return total / len(complete)
