"""A log-linear mean with season and trend for charts that need one."""

import numpy as np
from scipy import optimize, special

from kentongan.compiled import Floats

STEPS = 25


def seasonal_design(times: Floats, frequency: float, *, harmonics: int, trend: bool) -> Floats:
    """Columns 1, t (if trend), and cos and sin of 2 pi s t / frequency for s = 1 .. harmonics."""
    columns = [np.ones_like(times)] + ([times] if trend else [])
    for s in range(1, harmonics + 1):
        angle = 2 * s * np.pi / frequency * times
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def fit_log_linear(
    y: Floats, design: Floats, *, alpha: float = 0.0, offset: Floats | None = None
) -> Floats:
    """Coefficients of log E(y) = design x + offset with Var y = mu + alpha mu^2, as R's `glm`.

    Starts at y + 0.1 (Poisson) or y + 1/6 where y is 0 (negative binomial) and stops when the
    deviance changes by less than 1e-8 of itself.
    """
    shift = np.zeros(len(y)) if offset is None else offset
    mean = y + 0.1 if alpha == 0 else np.where(y == 0, 1 / 6, y)
    linear = np.log(mean)
    deviance = _deviance(y, mean, alpha)
    for _ in range(STEPS):
        weight = np.sqrt(mean / (1 + alpha * mean))
        target = linear - shift + (y - mean) / mean
        found, *_ = np.linalg.lstsq(design * weight[:, None], target * weight, rcond=None)
        linear = design @ found + shift
        mean = np.exp(np.clip(linear, -36.04365338911715, 700.0))
        before, deviance = deviance, _deviance(y, mean, alpha)
        if abs(deviance - before) / (abs(deviance) + 0.1) < 1e-8:
            break
    return np.asarray(found)


def estimate_alpha(y: Floats, design: Floats, *, offset: Floats | None = None) -> float:
    """Overdispersion of highest likelihood, mean and alpha in turn until both stand still.

    Returns 0 where the counts vary no more than Poisson counts do.
    """
    shift = np.zeros(len(y)) if offset is None else offset
    alpha = 0.0
    for _ in range(60):
        mean = np.exp(design @ fit_log_linear(y, design, alpha=alpha, offset=offset) + shift)
        before, alpha = alpha, _likeliest_alpha(y, mean)
        if abs(alpha - before) <= 1e-12 * alpha:
            break
    return alpha


def _likeliest_alpha(y: Floats, mean: Floats) -> float:
    def slope(log_theta: float) -> float:
        theta = np.exp(log_theta)
        terms = special.digamma(theta + y) - special.digamma(theta)
        terms += np.log(theta / (theta + mean)) + 1 - (y + theta) / (mean + theta)
        return float(terms.sum())

    low, high = np.log(1e-4), np.log(1e7)
    if slope(high) >= 0 or slope(low) <= 0:
        return 0.0
    return float(np.exp(-optimize.brentq(slope, low, high, xtol=1e-14)))


def _deviance(y: Floats, mean: Floats, alpha: float) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(y > 0, y * np.log(y / mean), 0.0)
    if alpha == 0:
        return float(2 * (own - (y - mean)).sum())
    rest = (y + 1 / alpha) * np.log1p(alpha * (y - mean) / (1 + alpha * mean))
    return float(2 * (own - rest).sum())
