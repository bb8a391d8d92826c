"""A log-linear mean with season and trend, for charts that need one."""

import math
from dataclasses import dataclass

import numpy as np

from kentongan.compiled import Floats, kernel, parallel, prange
from kentongan.panel import Panel
from kentongan.time.gammas import digamma, trigamma

STEPS = 25
SMALLEST_MEAN = 2.220446049250313e-16
SETTLED = 1e-8
SIZE_SETTLED = 2.220446049250313e-16**0.25


@dataclass(frozen=True)
class Means:
    """Rates a unit of exposure, (judged weeks, series), and overdispersion, (series,)."""

    rates: Floats
    alpha: Floats


def fit_means(
    panel: Panel,
    judged: range,
    *,
    frequency: float,
    harmonics: int,
    trend: bool,
    alpha: float | Floats | None,
) -> Means:
    """Fit log E(y) = level + slope t + waves + log exposure to the weeks before `judged`.

    alpha  Var y = mu + alpha mu^2; 0 is Poisson, None is estimated, an array has one a series

    Steps and stopping are those of R's `glm` and, for None, of `glm.nb`, so the last digits are
    theirs too.

    Source: Venables, Ripley (2002), Modern Applied Statistics with S, section 7.4.
    """
    design = seasonal_design(panel.weeks, frequency, harmonics=harmonics, trend=trend)
    risk = np.ones(panel.counts.shape) if panel.exposure is None else panel.exposure
    known = np.empty(panel.series)
    known[:] = -1.0 if alpha is None else alpha
    rates = np.empty((len(judged), panel.series))
    _fit_all(
        np.ascontiguousarray(panel.counts[: judged.start].T, np.float64),
        np.ascontiguousarray(risk[: judged.start].T),
        design,
        judged.start,
        known,
        rates,
    )
    return Means(rates=rates, alpha=known)


def seasonal_design(weeks: int, frequency: float, *, harmonics: int, trend: bool) -> Floats:
    """Columns 1, time (if trend), and cos and sin of 2 pi s t / frequency for s = 1 .. harmonics.

    t counts from 1; the column of time is centred and scaled, which changes no fitted mean.
    """
    times = np.arange(1.0, weeks + 1)
    columns = [np.ones(weeks)] + ([times / (weeks + 1) - 0.5] if trend else [])
    for s in range(1, harmonics + 1):
        angle = 2 * s * np.pi / frequency * times
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


@parallel
def _fit_all(
    counts: Floats, risk: Floats, design: Floats, first: int, alpha: Floats, rates: Floats
) -> None:
    for i in prange(counts.shape[0]):
        alpha[i] = _fit_one(counts[i], risk[i], design, first, alpha[i], rates[:, i])


@kernel
def _fit_one(
    counts: Floats, risk: Floats, design: Floats, first: int, alpha: float, rates: Floats
) -> float:
    heard = np.flatnonzero(risk > 0.0)
    past, y, offset = design[heard], counts[heard], np.log(risk[heard])
    if alpha < 0.0:
        found, alpha = _fit_negbin(y, past, offset)
    else:
        found = fit_log_linear(y, past, offset, alpha, _start(y, alpha))
    for row in range(rates.size):
        linear = 0.0
        for j in range(found.size):
            linear += design[first + row, j] * found[j]
        rates[row] = max(math.exp(linear), SMALLEST_MEAN)
    return alpha


@kernel
def _start(y: Floats, alpha: float) -> Floats:
    return y + 0.1 if alpha == 0.0 else np.where(y == 0.0, 1.0 / 6.0, y)


@kernel
def fit_log_linear(y: Floats, design: Floats, offset: Floats, alpha: float, mean: Floats) -> Floats:
    """Coefficients of log E(y) = design x + offset, Var y = mu + alpha mu^2, by the steps of `glm`.

    `mean` is where the steps begin and, on return, the fitted mean.
    """
    linear = np.log(mean)
    deviance = _deviance(y, mean, alpha)
    found = np.zeros(design.shape[1])
    for _ in range(STEPS):
        weight = mean / (1.0 + alpha * mean)
        found = _solve(design, np.sqrt(weight), linear - offset + (y - mean) / mean)
        linear[:] = design @ found + offset
        for i in range(y.size):
            mean[i] = max(math.exp(min(linear[i], 700.0)), SMALLEST_MEAN)
        before, deviance = deviance, _deviance(y, mean, alpha)
        if abs(deviance - before) / (abs(deviance) + 0.1) < SETTLED:
            break
    return found


@kernel
def _fit_negbin(y: Floats, design: Floats, offset: Floats) -> tuple[Floats, float]:
    """Coefficients and overdispersion: mean and size in turn until the likelihood stands still."""
    mean = _start(y, 0.0)
    found = fit_log_linear(y, design, offset, 0.0, mean)
    size = _likeliest_size(y, mean)
    spread = math.sqrt(2.0 * max(1, y.size - design.shape[1]))
    likelihood = _log_likelihood(y, mean, size)
    change = 2.0 + 1.0
    for _ in range(STEPS):
        if not change > SETTLED:
            break
        # The size is matched to the mean of the step before, as glm.nb does.
        last = mean.copy()
        found = fit_log_linear(y, design, offset, 1.0 / size, mean)
        before, size = size, _likeliest_size(y, last)
        worse, likelihood = likelihood, _log_likelihood(y, mean, size)
        change = abs(worse - likelihood) / spread + abs(before - size)
    return found, 1.0 / size


@kernel
def _likeliest_size(y: Floats, mean: Floats) -> float:
    """Size of highest likelihood by Newton's steps, at most 24 of them.

    Where counts are nearly Poisson the terms cancel to their last digits: as in R, each is rounded
    in the same order and their sum loses none.
    """
    size = y.size / np.sum((y / mean - 1.0) ** 2)
    for _ in range(STEPS - 1):
        size = abs(size)
        slope = lost = bend = 0.0
        for i in range(y.size):
            whole = mean[i] + size
            term = digamma(size + y[i]) - digamma(size) + math.log(size) + 1.0
            slope, lost = _add(slope, lost, term - math.log(whole) - (y[i] + size) / whole)
            bend += trigamma(size) - trigamma(size + y[i]) - 1.0 / size
            bend += 2.0 / whole - (y[i] + size) / (whole * whole)
        step = (slope + lost) / bend
        if not math.isfinite(step):
            break
        size += step
        if abs(step) <= SIZE_SETTLED:
            break
    return abs(size)


@kernel
def _add(total: float, lost: float, term: float) -> tuple[float, float]:
    """The sum with this term, and what its roundings have lost so far."""
    whole = total + term
    part = whole - total
    return whole, lost + (total - (whole - part)) + (term - part)


@kernel
def _solve(design: Floats, root: Floats, target: Floats) -> Floats:
    """Weighted least squares by Householder's reflections; `root` holds the roots of the weights.

    The normal equations would do for most series, but not for a year with a single case, whose
    weights all but vanish outside one week.
    """
    rows, size = design.shape
    a, b = np.empty((size, rows)), root * target
    for j in range(size):
        a[j] = root * design[:, j]
    corner = np.empty(size)
    for j in range(size):
        corner[j] = _reflect(a, b, j)
    found = b[:size].copy()
    for j in range(size - 1, -1, -1):
        for k in range(j + 1, size):
            found[j] -= a[k, j] * found[k]
        found[j] /= corner[j]
    return found


@kernel
def _reflect(a: Floats, b: Floats, j: int) -> float:
    """Turn column j, row j of `a`, onto its axis, and what follows with it; return its length."""
    mirror = a[j, j:].copy()
    length = math.sqrt(np.sum(mirror * mirror))
    if length == 0.0:
        return 1e-300
    length = -length if mirror[0] > 0.0 else length
    mirror[0] -= length
    twice = 2.0 / np.sum(mirror * mirror)
    for k in range(j + 1, a.shape[0]):
        a[k, j:] -= twice * np.sum(mirror * a[k, j:]) * mirror
    b[j:] -= twice * np.sum(mirror * b[j:]) * mirror
    return length


@kernel
def _deviance(y: Floats, mean: Floats, alpha: float) -> float:
    total = 0.0
    for i in range(y.size):
        if y[i] > 0.0:
            total += y[i] * math.log(y[i] / mean[i])
        if alpha == 0.0:
            total -= y[i] - mean[i]
        else:
            more = alpha * (y[i] - mean[i]) / (1.0 + alpha * mean[i])
            total -= (y[i] + 1.0 / alpha) * math.log1p(more)
    return 2.0 * total


@kernel
def _log_likelihood(y: Floats, mean: Floats, size: float) -> float:
    total = 0.0
    for i in range(y.size):
        total += math.lgamma(size + y[i]) - math.lgamma(size) - math.lgamma(y[i] + 1.0)
        total += size * math.log(size) - (size + y[i]) * math.log(size + mean[i])
        if y[i] > 0.0:
            total += y[i] * math.log(mean[i])
    return total
