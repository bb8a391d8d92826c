"""R's own search for the best change: Newton's steps that at times end far from the maximum.

For those who must repeat numbers R gave. `likelihood_ratio` finds the maximum itself.
"""

import math

from kentongan.compiled import Array, Floats, kernel
from kentongan.time.likelihood_ratio import EPIDEMIC, LOWEST, Chart, added, gained, step_of

STEPS = 1000
SETTLED = 1e-6


@kernel
def ratio_as_r(
    x: Array,
    mean: Floats,
    alpha: float,
    chart: Chart,
    start: int,
    low: int,
    high: int,
    week: int,
    now: int,
    before: int,
) -> float:
    """Largest over k in low .. high of the ratio where R's steps end."""
    best = 0.0
    found = math.log(0.5) if chart.change == EPIDEMIC and alpha == 0.0 else 0.5
    for k in range(low, high + 1):
        if chart.change == EPIDEMIC and alpha == 0.0:
            found = _growth(x, mean, start, k, week, before, found)
            ratio = gained(x, mean, start, k, week, before, math.exp(found))
        elif chart.change == EPIDEMIC:
            found = _factor(x, mean, alpha, k, week, now, found)
            ratio = added(x, mean, alpha, start, k, week, before, math.exp(found))
        else:
            found = _factor(x, mean, alpha, k, week, now, found)
            found = max(0.0, found) if chart.upward else min(0.0, found)
            ratio = 0.0
            for i in range(k, week + 1):
                ratio += step_of(now if i == week else x[i], mean[i], alpha, found)
        best = best if math.isnan(ratio) else max(best, ratio)
    return best


@kernel
def _factor(
    x: Array, mean: Floats, alpha: float, k: int, week: int, now: int, kappa: float
) -> float:
    last = 0.4
    for _ in range(STEPS):
        if not (kappa > LOWEST and abs(kappa - last) > SETTLED):
            break
        factor = math.exp(kappa)
        slope = bend = 0.0
        for i in range(k, week + 1):
            y = now if i == week else x[i]
            spread = 1.0 + alpha * factor * mean[i]
            slope += (y - factor * mean[i]) / spread
            bend += mean[i] * (alpha * y + 1.0) / (spread * spread)
        last, kappa = kappa, kappa + slope / (factor * bend)
    return kappa


@kernel
def _growth(
    x: Array, mean: Floats, start: int, k: int, week: int, before: int, phi: float
) -> float:
    """Log of the epidemic's growth; the steps are taken in the logarithm."""
    last_phi = 2.0
    for _ in range(STEPS):
        growth = math.exp(phi)
        if not (phi > LOWEST and abs(growth - math.exp(last_phi)) > SETTLED):
            break
        slope = bend = 0.0
        for i in range(k, week + 1):
            last = before if i == start else x[i - 1]
            whole = growth * last + mean[i]
            slope += x[i] * last / whole - last
            bend += x[i] * last * last / (whole * whole)
        slope *= growth
        last_phi, phi = phi, phi + slope / (growth * growth * bend - slope)
    return phi
