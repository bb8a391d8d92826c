"""How often chance alone does as much: Monte Carlo and Gumbel p-values, recurrence intervals."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from kentongan.compiled import Floats

TIE = 1e-9
"""Ratios this close, relative to their size, are ties: one set of cells summed in two orders."""


@dataclass(frozen=True)
class Gumbel:
    """A Gumbel law fitted to the maxima: P(max >= x) = 1 - exp(-exp(-(x - mode) / scale)).

    Source: Abrams, Kulldorff and Kleinman 2010, International Journal of Health Geographics 9: 61.
    """

    mode: float
    scale: float

    def p_value(self, ratio: float) -> float:
        """Return the chance of a maximum of at least `ratio`; it may be far below 1/(R+1)."""
        return float(-np.expm1(-np.exp(-(ratio - self.mode) / self.scale)))


@dataclass(frozen=True)
class MonteCarlo:
    """The maxima of the replicates and what they say of a ratio.

    maxima      (replicates,) 0 where not above `floor`
    floor       from which the maxima are known
    gumbel      the law fitted to them, None where they do not vary
    stop_after  the run ended at this many exceedances of the most unusual window, None: it did not
    """

    maxima: Floats
    floor: float
    gumbel: Gumbel | None
    stop_after: int | None = None

    def p_value(self, ratio: float) -> float:
        """Return (1 + maxima of at least `ratio`) / (1 + R), the bound 1 at or below the floor.

        A run that ended early after l replicates gives exceedances / l instead.

        Source: Dwass 1957, Annals of Mathematical Statistics 28: 181-187; Besag and Clifford 1991,
        Biometrika 78: 301-304.
        """
        if ratio <= self.floor and self.floor > 0.0:
            return 1.0
        exceeding = int(np.count_nonzero(self.maxima >= ratio * (1.0 - TIE)))
        if self.stop_after is not None and exceeding >= self.stop_after:
            return exceeding / self.maxima.size
        return (1.0 + exceeding) / (1.0 + self.maxima.size)

    def gumbel_p_value(self, ratio: float) -> float:
        """Return the p-value of the fitted tail, NaN without one."""
        return float("nan") if self.gumbel is None else self.gumbel.p_value(ratio)


def recurrence_interval(p_value: float) -> float:
    """Return 1/p: looks (one a time unit) between two false alarms as unusual as this.

    SaTScan prints it rounded, in days.

    Source: Kleinman, Lazarus and Platt 2004, American Journal of Epidemiology 159: 217-224.
    """
    return 1.0 / p_value


def fit_gumbel(maxima: Floats, *, floor: float = 0.0) -> Gumbel | None:
    """Fit a Gumbel law: by moments, or by likelihood where maxima are only known above a floor.

    scale = sqrt(6) s / pi and mode = mean - 0.5772 scale, with s the sample's standard deviation.
    None where the maxima do not vary.
    """
    known = maxima[maxima > floor]
    if floor > 0.0 and known.size < maxima.size:
        return _fit_censored(known, below=maxima.size - known.size, floor=floor)
    if maxima.size < 2 or maxima.std() == 0.0:
        return None
    scale = float(np.sqrt(6.0) * maxima.std(ddof=1) / np.pi)
    return Gumbel(mode=float(maxima.mean()) - float(np.euler_gamma) * scale, scale=scale)


def _fit_censored(known: Floats, *, below: int, floor: float) -> Gumbel | None:
    if known.size < 10 or known.std() == 0.0:
        return None

    def loss(parameters: Floats) -> float:
        mode, scale = parameters[0], float(np.exp(parameters[1]))
        reduced = (known - mode) / scale
        density = -np.log(scale) - reduced - np.exp(-reduced)
        return float(-density.sum() + below * np.exp(-(floor - mode) / scale))

    start = np.array([floor, np.log(known.std())])
    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-8})
    return Gumbel(mode=float(found.x[0]), scale=float(np.exp(found.x[1])))
