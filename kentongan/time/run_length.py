"""How long a chart stays silent by chance, and the threshold for a wait one can live with."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.sparse.linalg import spsolve

from kentongan.compiled import Floats, Truths
from kentongan.panel import check_least
from kentongan.spread import cut, spread
from kentongan.time.tails import negbin_above, negbin_quantile, negbin_term

STATES = 2000
"""Steps into which a chart that has no lattice of its own is cut."""

FINEST = 128
"""Denominators up to this make a lattice on which run lengths are exact."""

PIECE = 250


def cusum_run_length(h: float, *, k: float, mean: float, dispersion: float = 1.0) -> float:
    """Mean weeks until S(t) = max(0, S(t-1) + x(t) - k), from 0, first stands at h or above.

    mean, dispersion  of the counts: their mean, and variance over mean (1: Poisson)

    Exact where k and h are fractions with a common denominator up to 128. Equals R's
    `arlCusum` there; `LRCUSUM.runlength` cuts a chart in 5 states and is up to 4 times off.

    Source: Brook, Evans (1972), Biometrika 59:539-549.
    """
    check_least("h", h, 0.0)
    return _run_length(_Walk(1.0, k, h, includes_threshold=True), mean, dispersion)


def lr_cusum_run_length(
    threshold: float,
    *,
    theta: float,
    mean: float,
    alpha: float = 0.0,
    true_mean: float | None = None,
) -> float:
    """Mean weeks until a likelihood-ratio CUSUM for a rise by the factor e^theta first alarms.

        Poisson            z = theta x - (e^theta - 1) m
        negative binomial  z = theta x + (x + 1/alpha) log((1 + alpha m) / (1 + alpha m e^theta))
        S = max(0, S + z), alarm when S > threshold

    mean       m, in control
    alpha      the variance of a count is mean + alpha mean^2
    true_mean  of the counts that come; None: the mean in control, so this is the time to a false
               alarm. Else it is the delay until a rise to true_mean is noticed

    By a Markov chain of 2,000 states; the error is below a hundredth where the run length is
    below 10^5 (checked by simulation).

    Source: Brook, Evans (1972), Biometrika 59:539-549; Höhle, Paul (2008), CSDA 52:4357-4368.
    """
    check_least("threshold", threshold, 0.0)
    check_least("alpha", alpha, 0.0)
    if alpha == 0.0:
        walk = _Walk(theta, float(np.expm1(theta)) * mean, threshold, includes_threshold=False)
    else:
        turn = float(np.log((1 + alpha * mean * np.exp(theta)) / (1 + alpha * mean)))
        walk = _Walk(theta - turn, turn / alpha, threshold, includes_threshold=False)
    truth = mean if true_mean is None else true_mean
    return _run_length(walk, truth, 1.0 + alpha * truth)


def choose_threshold(
    run_length: Callable[[float], float], *, arl: float, highest: float = 100.0
) -> float:
    """Smallest threshold, to a thousandth of itself, whose run length is at least `arl` weeks.

    run_length  weeks to the first alarm for a threshold, never falling; for example
                `lambda h: cusum_run_length(h, k=1, mean=0.3)`

    Raises ValueError where even `highest` alarms sooner.
    """
    check_least("arl", arl, 1.0)
    high = 1.0
    while run_length(high) < arl:
        high *= 2.0
        if high > highest:
            raise ValueError(f"thresholds up to {highest} alarm within {arl} weeks")
    low = 0.0
    while high - low > 1e-3 * high:
        middle = 0.5 * (low + high)
        low, high = (low, middle) if run_length(middle) >= arl else (middle, high)
    return high


def empirical_run_length(alarm: ArrayLike) -> float:
    """Mean weeks to the first alarm of quiet series: weeks waited over series that alarmed.

    alarm  (weeks, series); a series that never alarms was watched to its end, so this is the
           estimate of highest likelihood for a constant chance. Infinite where none alarms
    """
    called = np.asarray(alarm, dtype=np.bool_)
    if called.ndim != 2 or called.size == 0:
        raise ValueError(f"alarm must have the shape (weeks, series), got {called.shape}")
    ever = called.any(axis=0)
    waited = np.where(ever, called.argmax(axis=0) + 1, len(called))
    return float(waited.sum() / ever.sum()) if ever.any() else float("inf")


def simulated_run_length(
    quiet_alarms: Callable[[np.random.Generator, int], Truths],
    *,
    series: int = 1000,
    seed: int = 1,
    workers: int | None = None,
    dask: Any = None,
) -> float:
    """Run length of any detector, from series simulated for it.

    quiet_alarms  a module-level function that draws that many quiet series and returns the alarms
                  (weeks, series) of the detector in question
    """
    found = spread(
        _quiet_alarms,
        cut(series, PIECE),
        common=quiet_alarms,
        seed=seed,
        workers=workers,
        dask=dask,
    )
    return empirical_run_length(np.concatenate(found, axis=1))


def _quiet_alarms(
    task: Callable[[np.random.Generator, int], Truths], chunk: range, generator: np.random.Generator
) -> Truths:
    return task(generator, len(chunk))


@dataclass(frozen=True)
class _Walk:
    """S = max(0, S + slope x - drift) until it passes the threshold."""

    slope: float
    drift: float
    threshold: float
    includes_threshold: bool


def _run_length(walk: _Walk, mean: float, phi: float) -> float:
    check_least("mean", mean, 0.0)
    check_least("dispersion", phi, 1.0)
    chances = _chances(mean, phi)
    step, states = _steps(walk)
    starts = np.arange(states)
    rows, columns, weights = [], [], []
    for count, chance in enumerate(chances):
        ends = np.maximum(_ends(walk, step, starts, count), 0)
        inside = ends < states
        rows.append(starts[inside])
        columns.append(ends[inside])
        weights.append(np.full(int(inside.sum()), chance))
    chain = sparse.csc_matrix(
        (np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))),
        shape=(states, states),
    )
    lengths = spsolve(sparse.identity(states, format="csc") - chain, np.ones(states))
    return float(np.atleast_1d(lengths)[0])


def _chances(mean: float, phi: float) -> Floats:
    """P(x = 0, 1, 2, ...) until what is left is below 1e-15."""
    most = int(negbin_quantile(1.0 - 1e-12, 7.03, mean, phi)) + 1
    while negbin_above(most, mean, phi) > 1e-15:
        most += 1 + most // 10
    return np.array([negbin_term(count, mean, phi) for count in range(most)])


def _steps(walk: _Walk) -> tuple[float, int]:
    """Step of the chain and how many states lie below the threshold."""
    unit = walk.slope
    drift = Fraction(walk.drift / unit).limit_denominator(FINEST)
    threshold = Fraction(walk.threshold / unit).limit_denominator(FINEST)
    parts = int(np.lcm(drift.denominator, threshold.denominator))
    is_lattice = abs(float(drift) - walk.drift / unit) < 1e-12 and parts <= FINEST
    if is_lattice and abs(float(threshold) - walk.threshold / unit) < 1e-12:
        states = int(threshold * parts) + (0 if walk.includes_threshold else 1)
        return unit / parts, max(states, 1)
    return walk.threshold / (STATES - 0.5), STATES


def _ends(walk: _Walk, step: float, starts: np.ndarray, count: int) -> np.ndarray:
    """State after a count: state i stands for sums around i steps."""
    moved = (walk.slope * count - walk.drift) / step
    return np.floor(starts + moved + 0.5).astype(np.int64)
