"""Quasi-Poisson regression on seasons and a trend, step by step as R's `glm.fit` takes it."""

import math
from typing import NamedTuple

import numpy as np

from kentongan.compiled import Floats, Integers, kernel, summing
from kentongan.time.exponential import exponential

SMALLEST_MEAN = 2.220446049250313e-16
LOG_SMALLEST = -36.04365338911715
TOLERANCE = 1e-8
MOST_STEPS = 25


class Baseline(NamedTuple):
    """What is learnt from: past weeks sorted by season; season s is starts[s] : starts[s+1].

    log_y, log_start, bent   log y (0 where y is 0), log(y + 0.1), y^(2/3)
    clock, offset            time from the middle of the season's rows, and log exposure
    middle                   mean time of each season
    """

    y: Floats
    log_y: Floats
    log_start: Floats
    bent: Floats
    clock: Floats
    offset: Floats
    middle: Floats
    starts: Integers


class Work(NamedTuple):
    """A fit under way, one array for each thing known of the past weeks or of the seasons.

    weight         prior weight of each week
    linear, mean   linear predictor without offset, and fitted mean, after the last step
    used           the means whose weights that step was solved with
    pull           w z of the next step; w = weight mean, z = linear + (y - mean) / mean
    mass, lean     of each season, sum of w, and sum of w clock over it; from the last step
    height         intercept of each season
    """

    weight: Floats
    linear: Floats
    mean: Floats
    used: Floats
    pull: Floats
    mass: Floats
    lean: Floats
    height: Floats


@kernel
def new_work(base: Baseline) -> Work:
    """Room to fit a baseline in."""
    rows, seasons = base.y.size, base.starts.size - 1
    return Work(
        np.ones(rows),
        np.empty(rows),
        np.empty(rows),
        np.empty(rows),
        np.empty(rows),
        np.empty(seasons),
        np.empty(seasons),
        np.empty(seasons),
    )


@kernel
def fit(base: Baseline, work: Work, has_trend: bool) -> tuple[bool, float, float]:
    """Fit log E(y) = height[season] + slope clock + offset; return converged, slope, precision.

    Each step solves the weighted normal equations. Seasons and one trend make them an arrow, which
    falls apart into divisions,

        precision = sum w clock^2 - sum over seasons of (sum w clock)^2 / sum w,
        slope = (sum w clock z - sum over seasons of sum w clock sum w z / sum w) / precision.

    Starts at mean = y + 0.1 and stops as R does, for where a season is all zero its mean shrinks
    by e a step and the answer depends on the number of steps.
    """
    deviance, square, cross = _start(base, work)
    slope = precision = 0.0
    for _ in range(MOST_STEPS):
        slope, precision = _solve(base, work, has_trend, square, cross)
        before = deviance
        _expect(base.clock, base.offset, slope, work.linear, work.mean)
        deviance, square, cross = _weigh(base, work)
        if not math.isfinite(deviance):
            return False, slope, precision
        if abs(deviance - before) / (abs(deviance) + 0.1) < TOLERANCE:
            return True, slope, precision
    return False, slope, precision


@summing
def _start(base: Baseline, work: Work) -> tuple[float, float, float]:
    for i in range(base.y.size):
        work.mean[i] = base.y[i] + 0.1
        work.linear[i] = base.log_start[i] - base.offset[i]
    return _weigh(base, work)


@summing
def _weigh(base: Baseline, work: Work) -> tuple[float, float, float]:
    """Leave w z in `pull`; return the deviance, sum w clock^2 and sum w clock z."""
    deviance = square = cross = 0.0
    for i in range(base.y.size):
        y, mean, weight, clock = base.y[i], work.mean[i], work.weight[i], base.clock[i]
        log_mean = max(work.linear[i] + base.offset[i], LOG_SMALLEST)
        pull = weight * (mean * work.linear[i] + (y - mean))
        work.pull[i] = pull
        deviance += weight * (y * (base.log_y[i] - log_mean) - (y - mean))
        square += weight * mean * clock * clock
        cross += clock * pull
    return 2.0 * deviance, square, cross


@kernel
def _solve(
    base: Baseline, work: Work, has_trend: bool, square: float, cross: float
) -> tuple[float, float]:
    """Set the intercepts, spread them over `linear`, and return slope and precision."""
    work.used[:] = work.mean
    for s in range(base.starts.size - 1):
        mass = lean = pull = 0.0
        for i in range(base.starts[s], base.starts[s + 1]):
            w = work.weight[i] * work.mean[i]
            mass += w
            lean += w * base.clock[i]
            pull += work.pull[i]
        if mass > 0.0:
            work.mass[s], work.lean[s], work.height[s] = mass, lean / mass, pull / mass
            square -= lean * lean / mass
            cross -= lean * pull / mass
    slope, precision = (cross / square, square) if has_trend else (0.0, np.inf)
    for s in range(base.starts.size - 1):
        work.height[s] -= slope * work.lean[s]
        work.linear[base.starts[s] : base.starts[s + 1]] = work.height[s]
    return slope, precision


@summing
def _expect(clock: Floats, offset: Floats, slope: float, linear: Floats, mean: Floats) -> None:
    for i in range(clock.size):
        linear[i] += slope * clock[i]
        mean[i] = max(exponential(linear[i] + offset[i]), SMALLEST_MEAN)


@summing
def dispersions(base: Baseline, work: Work, freedom: int) -> tuple[float, float]:
    """Pearson's estimate, and what R's `summary` gives once prior weights overwrite the true ones.

    sum(w r^2) / freedom    and    sum(weight r^2) / freedom,    r = (y - mean) / mean
    """
    pearson = prior = 0.0
    for i in range(base.y.size):
        r = (base.y[i] - work.mean[i]) / work.mean[i]
        share = work.weight[i] * r * r
        prior += share
        pearson += share * work.used[i]
    return pearson / freedom, prior / freedom


@kernel
def reweight(base: Baseline, work: Work, precision: float, phi: float, threshold: float) -> None:
    """Give past outbreaks less say: set prior weights from standardised Anscombe residuals.

        s = 3/2 (y^(2/3) mean^(-1/6) - mean^(1/2)) / sqrt(phi (1 - h)),
        weight = g / s^2 where s > threshold, else g; g makes the weights sum to the weeks

    h is the leverage. Source: Farrington et al. (1996), section 3.3; Noufaily et al. (2013).
    """
    for s in range(base.starts.size - 1):
        lean, share = work.lean[s], 1.0 / work.mass[s]
        for i in range(base.starts[s], base.starts[s + 1]):
            away = base.clock[i] - lean
            work.pull[i] = share + away * away / precision
    total = _lighten(base, work, 1.0 / math.sqrt(phi), threshold)
    work.weight[:] = base.y.size / total * work.pull


@summing
def _lighten(base: Baseline, work: Work, scale: float, threshold: float) -> float:
    """Turn leverages per unit of weight, left in `pull`, into weights; return their sum."""
    total = 0.0
    for i in range(base.y.size):
        leverage = work.weight[i] * work.used[i] * work.pull[i]
        log_mean = max(work.linear[i] + base.offset[i], LOG_SMALLEST)
        gap = base.bent[i] * exponential(log_mean / -6.0) - math.sqrt(work.mean[i])
        s = 1.5 * gap * scale / math.sqrt(1.0 - leverage)
        work.pull[i] = 1.0 / (s * s) if s > threshold else 1.0
        total += work.pull[i]
    return total


@kernel
def predict(
    base: Baseline, work: Work, slope: float, precision: float, now: float
) -> tuple[float, float]:
    """Linear predictor of a week in the last season, and its variance for a dispersion of one."""
    last = base.starts.size - 2
    time = now - base.middle[last]
    away = time - work.lean[last]
    return work.height[last] + slope * time, 1.0 / work.mass[last] + away * away / precision
