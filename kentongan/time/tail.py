"""How rarely chance alone would count so many: the exact negative binomial tail of each week."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from kentongan.compiled import Array, Floats, Truths, kernel, parallel, prange
from kentongan.panel import check_between, check_least, read_panel, read_weeks
from kentongan.time.tails import negbin_above, negbin_quantile, negbin_term

Dispersion = float | Literal["series", "pooled"]

PRIOR_REPORTS = 0.5
"""Added to a baseline's reports: after silence a first report is surprising, not impossible."""

SURPRISING = 2.58
"""A baseline week this many standard deviations high counts less; so Noufaily et al. 2013."""

IMPOSSIBLE = 4.0
"""A baseline week this high is an outbreak of the past and does not count: 3 in 100,000."""

MEDIAN_SQUARE = 0.4549364231195724
"""Median of a squared standard normal."""

ROUNDS = 4


@dataclass(frozen=True)
class Tail:
    """The verdict on `weeks`, arrays (weeks, series) or (weeks,); NaN where nobody could report.

    upper_bound  largest count that is no alarm
    alarm        p_value <= alpha
    p_value      chance of such a count or a higher one
    expected     mean learned from the baseline
    dispersion   variance over mean of a new count, the doubt about its mean included
    """

    weeks: range
    upper_bound: Floats
    alarm: Truths
    p_value: Floats
    expected: Floats
    dispersion: Floats


def exact_tail(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    baseline: int = 52,
    gap: int = 3,
    exposure: ArrayLike | None = None,
    dispersion: Dispersion = "series",
    alpha: float = 0.001,
    mid_p: bool = True,
) -> Tail:
    """Judge each count by its tail under a negative binomial learned from the weeks before.

        rate    r = (sum w y + 1/2) / sum w e             over the baseline, exposure e
        spread  phi = max(1, sum w (y - r e)^2 / (r e) / (sum w - 1))
        week    mean r e, variance phi (1 + e / sum w e) times the mean
        p       P(Y > y) + P(Y = y) / 2                   mid-p; else P(Y >= y)

    The weights w are 1, (2.58/z)^4 for a baseline week whose own tail lies z > 2.58 normal standard
    deviations out, and 0 beyond z = 4, so that a past outbreak hides no new one: four rounds, the
    first with the median rate and the median square instead of the means.

    baseline    weeks learned from, which end `gap` weeks before the week judged
    dispersion  "series": phi of each; "pooled": one for all series of the week, for places too
                sparse to have their own; or a number at least 1
    mid_p       the tail of a discrete count is too cautious; half its own chance evens that out

    Blind: to seasons and trends (give their expectation as exposure) and to a rise slow enough to
    enter its own baseline.

    Source: Lancaster (1961), J Am Stat Assoc 56:223-234 for mid-p; the weights after Noufaily et
    al. (2013), Stat Med 32:1206-1222, by the exact tail in the place of a residual.
    """
    check_between("alpha", alpha, low=0.0, high=0.5)
    check_least("baseline", baseline, 5)
    check_least("gap", gap, 0)
    fixed = _given(dispersion)
    panel = read_panel(counts, exposure=exposure, least=baseline + gap + 1)
    judged = read_weeks(panel, weeks, first=baseline + gap)
    check_least("first of the weeks", judged[0], baseline + gap)
    risk = np.ones(panel.counts.shape) if panel.exposure is None else panel.exposure
    learned = np.empty((3, len(judged), panel.series))
    _learn(panel.counts, risk, judged.start, baseline, gap, fixed, learned)
    rate, phi, exposed = learned
    if dispersion == "pooled":
        phi = np.broadcast_to(_pooled(phi, rate * exposed), phi.shape)
    e = risk[judged.start : judged.stop]
    expected = np.where(e > 0, rate * e, np.nan)
    widened = phi * (1.0 + e / exposed)
    p_value, bound = tail_of(
        panel.counts[judged.start : judged.stop], expected, widened, alpha=alpha, mid_p=mid_p
    )
    return Tail(
        weeks=judged,
        upper_bound=panel.shaped(bound),
        alarm=panel.shaped(p_value <= alpha),
        p_value=panel.shaped(p_value),
        expected=panel.shaped(expected),
        dispersion=panel.shaped(np.where(e > 0, widened, np.nan)),
    )


def tail_of(
    counts: ArrayLike,
    expected: ArrayLike,
    dispersion: ArrayLike,
    *,
    alpha: float = 0.001,
    mid_p: bool = True,
) -> tuple[Floats, Floats]:
    """P-values of counts, and the largest counts that are no alarm, under known means.

    counts      whole numbers >= 0, any shape
    expected    means > 0; NaN gives NaN
    dispersion  variance over mean, >= 1 (1: Poisson)

    Raises ValueError where shapes do not meet or values lie outside these ranges.
    """
    check_between("alpha", alpha, low=0.0, high=0.5)
    y, mean, phi = np.broadcast_arrays(
        np.asarray(counts), np.asarray(expected, np.float64), np.asarray(dispersion, np.float64)
    )
    if y.size and (y < 0).any():
        raise ValueError(f"counts must be zero or more, got {y.min()}")
    if (mean <= 0).any():
        raise ValueError(f"expected must be above 0, got {np.nanmin(mean)}")
    if (phi < 1).any():
        raise ValueError(f"dispersion must be at least 1, got {np.nanmin(phi)}")
    p_value, bound = np.empty(y.size), np.empty(y.size)
    z = float(stats.norm.isf(alpha))
    _tails(y.ravel(), mean.ravel(), phi.ravel(), alpha, z, mid_p, p_value, bound)
    return p_value.reshape(y.shape), bound.reshape(y.shape)


def _given(dispersion: Dispersion) -> float:
    """The dispersion where it is a number, 0 where it is to be learned."""
    if isinstance(dispersion, str):
        if dispersion not in ("series", "pooled"):
            raise ValueError(
                f"dispersion must be 'series', 'pooled' or a number, got {dispersion!r}"
            )
        return 0.0
    check_least("dispersion", dispersion, 1.0)
    return float(dispersion)


def _pooled(phi: Floats, reports: Floats) -> Floats:
    """Mean dispersion of a week's series, each weighed by what it could tell."""
    weight = np.minimum(reports, 1.0)
    return np.asarray((phi * weight).sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True))


@kernel
def tail_chance(y: int, mean: float, phi: float, mid_p: bool) -> float:
    """P(Y >= y), or P(Y > y) + P(Y = y) / 2."""
    above = negbin_above(y, mean, phi)
    return above - 0.5 * negbin_term(y, mean, phi) if mid_p else above


@parallel
def _tails(
    counts: Array,
    means: Floats,
    phis: Floats,
    alpha: float,
    z: float,
    mid_p: bool,
    p_values: Floats,
    bounds: Floats,
) -> None:
    for i in prange(counts.size):
        if np.isnan(means[i]) or np.isnan(phis[i]):
            p_values[i] = bounds[i] = np.nan
            continue
        p_values[i] = tail_chance(int(counts[i]), means[i], phis[i], mid_p)
        bound = negbin_quantile(1.0 - alpha, z, means[i], phis[i])
        # P(Y > bound) <= alpha, so only the bound itself may still alarm, by its half chance.
        if bound > 0 and tail_chance(int(bound), means[i], phis[i], mid_p) <= alpha:
            bound -= 1.0
        bounds[i] = bound


@parallel
def _learn(
    counts: Array,
    risk: Floats,
    start: int,
    baseline: int,
    gap: int,
    fixed: float,
    learned: Floats,
) -> None:
    for i in prange(counts.shape[1]):
        weights = np.empty(baseline)
        for row in range(learned.shape[1]):
            end = start + row - gap
            y, e = counts[end - baseline : end, i], risk[end - baseline : end, i]
            learned[0, row, i], learned[1, row, i], learned[2, row, i] = _fit(y, e, fixed, weights)


@kernel
def _fit(y: Array, e: Floats, fixed: float, weights: Floats) -> tuple[float, float, float]:
    """Rate, dispersion and exposure of a baseline, its surprising weeks weighed down."""
    weights[:] = 1.0
    rate, phi, exposed = _moments(y, e, weights)
    rate = _typical_rate(y, e, rate)
    spread = _typical_spread(y, e, rate) if fixed == 0.0 else fixed
    for _ in range(ROUNDS):
        if not _reweigh(y, e, rate, spread, weights):
            break
        rate, phi, exposed = _moments(y, e, weights)
        spread = max(phi, 1.0) if fixed == 0.0 else fixed
    return rate, max(phi, 1.0) if fixed == 0.0 else fixed, exposed


@kernel
def _typical_rate(y: Array, e: Floats, rate: float) -> float:
    """The median week's rate where that week has two reports or more, else the mean."""
    rates = np.empty(y.size)
    heard = 0
    for t in range(y.size):
        if e[t] > 0.0:
            rates[heard] = y[t] / e[t]
            heard += 1
    middle = np.median(rates[:heard]) if heard > 0 else 0.0
    return middle if middle * e.mean() >= 2.0 else rate


@kernel
def _typical_spread(y: Array, e: Floats, rate: float) -> float:
    """Dispersion by the median: an outbreak would hide behind a spread that it made itself."""
    squares = np.empty(y.size)
    heard = 0
    for t in range(y.size):
        if e[t] > 0.0:
            squares[heard] = (y[t] - rate * e[t]) ** 2 / (rate * e[t])
            heard += 1
    return max(1.0, np.median(squares[:heard]) / MEDIAN_SQUARE) if heard > 0 else 1.0


@kernel
def _moments(y: Array, e: Floats, weights: Floats) -> tuple[float, float, float]:
    reports, exposed, weight = 0.0, 0.0, 0.0
    for t in range(y.size):
        if e[t] > 0.0:
            reports += weights[t] * y[t]
            exposed += weights[t] * e[t]
            weight += weights[t]
    if weight < 2.0:
        return np.nan, np.nan, exposed
    rate = (reports + PRIOR_REPORTS) / exposed
    spread = 0.0
    for t in range(y.size):
        if e[t] > 0.0:
            apart = y[t] - rate * e[t]
            spread += weights[t] * apart * apart / (rate * e[t])
    return rate, spread / (weight - 1.0), exposed


@kernel
def _reweigh(y: Array, e: Floats, rate: float, phi: float, weights: Floats) -> bool:
    """Weigh down the weeks whose tail is surprising; True where there is any."""
    found = False
    for t in range(y.size):
        weights[t] = 1.0
        if y[t] > rate * e[t]:
            # The normal tail at 2.58 is .00494: most weeks need no quantile.
            chance = tail_chance(int(y[t]), rate * e[t], phi, True)
            if chance < 0.00494:
                z = normal_quantile_above(chance)
                weights[t] = min(1.0, (SURPRISING / z) ** 4) if z < IMPOSSIBLE else 0.0
                found = True
    return found


@kernel
def normal_quantile_above(p: float) -> float:
    """z with P(Z > z) = p for p in (0, 1/2); the error is below 4.5e-4.

    Source: Abramowitz, Stegun (1964), Handbook of Mathematical Functions, formula 26.2.23.
    """
    t = np.sqrt(-2.0 * np.log(max(p, 1e-300)))
    top = 2.515517 + t * (0.802853 + t * 0.010328)
    return float(t - top / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))))
