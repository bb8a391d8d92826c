"""A Bayesian listener that learns and forgets: each week against what the weeks before foretold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats, Truths
from kentongan.panel import check_between, check_least, read_panel
from kentongan.time.tail import tail_of

PRIOR_SPREAD = (1.2, 20.0)
"""What is believed of the dispersion before any week, and how many weeks that is worth."""


@dataclass(frozen=True)
class BayesFilter:
    """The verdict on `weeks`, arrays (weeks, series) or (weeks,); NaN where nobody could report.

    upper_bound   largest count that is no alarm
    alarm         p_value <= alpha
    p_value       mid-p of the count under what was foretold
    expected      mean foretold
    dispersion    variance over mean foretold
    """

    weeks: range
    upper_bound: Floats
    alarm: Truths
    p_value: Floats
    expected: Floats
    dispersion: Floats


def bayes_filter(
    counts: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    discount: float = 0.98,
    alpha: float = 0.01,
    start: int = 26,
) -> BayesFilter:
    """Foretell each week from those before by a gamma law of the rate, and judge what came.

        rate(t) ~ gamma(a, b);  a, b <- discount (a, b) each week: the rate may have moved
        y(t)    ~ negative binomial, mean a e / b, variance (phi + e / b) times the mean
        then    a <- a + y*/phi, b <- b + e/phi;  phi from the discounted squares of past errors

    with e the exposure and y* at most the bound of alpha = .005, so an outbreak teaches little.
    A series starts from the mean of all series in the first `start` weeks, worth four weeks.

    discount  .98 remembers about 50 weeks; 1 all of them. A slow trend is followed
    start     weeks that are only learned from

    It stands in the place of R's `boda`, which needs INLA and fits trend and season by a spline:
    here a season is given as exposure. Blind to a rise slower than its memory.

    Source: Harvey, Fernandes 1989, J Bus Econ Stat 7:407-417 (gamma filter with discount); Manitz,
    Höhle 2013, Biometrical J 55:509-526 (boda); the winsorised update and phi are our own.
    """
    check_between("discount", discount, low=0.5, high=1.0 + 1e-12)
    check_between("alpha", alpha, low=0.0, high=0.5)
    check_least("start", start, 2)
    panel = read_panel(counts, exposure=exposure, least=start + 1)
    y = panel.counts.astype(np.float64)
    e = np.ones_like(y) if panel.exposure is None else panel.exposure
    judged = range(start, panel.weeks)
    found = np.full((4, len(judged), panel.series), np.nan)
    belief = _first_belief(y[:start], e[:start])
    for week in range(panel.weeks):
        heard = e[week] > 0
        mean = np.where(heard, belief.mean * e[week], np.nan)
        spread = belief.spread + e[week] / belief.weight
        p, bound = tail_of(y[week].astype(np.int64), mean, spread, alpha=alpha)
        if week >= start:
            found[:, week - start] = bound, p, mean, np.where(heard, spread, np.nan)
        belief = belief.after(y[week], e[week], mean, spread, discount=discount, heard=heard)
    bound, p, mean, spread = found
    return BayesFilter(
        weeks=judged,
        upper_bound=panel.shaped(bound),
        alarm=panel.shaped(p <= alpha),
        p_value=panel.shaped(p),
        expected=panel.shaped(mean),
        dispersion=panel.shaped(spread),
    )


@dataclass(frozen=True)
class _Belief:
    """What is held of each series: reports and exposure remembered, squares and their number."""

    reports: Floats
    weight: Floats
    squares: Floats
    errors: Floats

    @property
    def mean(self) -> Floats:
        return np.asarray(self.reports / self.weight)

    @property
    def spread(self) -> Floats:
        return np.maximum(1.0, self.squares / self.errors)

    def after(
        self,
        y: Floats,
        e: Floats,
        mean: Floats,
        spread: Floats,
        *,
        discount: float,
        heard: Truths,
    ) -> "_Belief":
        """Return the belief once a week is known; a week nobody could report in only fades it."""
        safe = np.where(heard, mean, 1.0)
        # The count that one quiet week in 200 passes: what is above teaches nothing.
        most = tail_of(y.astype(np.int64), safe, spread, alpha=0.005)[1]
        kept = np.where(heard, np.minimum(y, most), 0.0)
        square = np.where(heard, self.spread * (kept - safe) ** 2 / (safe * spread), 0.0)
        return _Belief(
            reports=discount * self.reports + kept / self.spread,
            weight=discount * self.weight + e / self.spread,
            squares=discount * self.squares + square,
            errors=discount * self.errors + heard,
        )


def _first_belief(y: Floats, e: Floats) -> _Belief:
    common = (y.sum() + 0.5) / max(float(e.sum()), 1e-9)
    typical = 4.0 * np.maximum(e.mean(axis=0), 1e-9)
    size, worth = (np.full(y.shape[1], value) for value in PRIOR_SPREAD)
    return _Belief(common * typical, typical, size * worth, worth)
