"""What is usual in each place: its own rate drawn towards that of all, and the doubt left."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats
from kentongan.panel import read_panel


@dataclass(frozen=True)
class Rates:
    """What history says of each series.

    rate        (series,) mean a week at an exposure of 1
    doubt       (series,) shape of the gamma law of the rate; its relative error is 1/sqrt(doubt)
    dispersion  variance over mean of a week's count, one for all
    """

    rate: Floats
    doubt: Floats
    dispersion: float

    def expected(self, exposure: ArrayLike) -> Floats:
        """Means (weeks, series) under an exposure (weeks, series)."""
        return np.asarray(self.rate * np.asarray(exposure, dtype=np.float64))


def learn_rates(counts: ArrayLike, *, exposure: ArrayLike | None = None) -> Rates:
    """Learn rates from quiet history by empirical Bayes.

    With N and E a series' reports and exposure, n_t e_t those of its weeks:

        phi   = sum over all of (n_t - e_t N/E)^2 / sum of N (1 - sum e_t^2 / E^2), at least 1
        rates are gamma with mean m = sum N / sum E, and the variance that remains of N/E when
        phi m / E is taken off; a is its shape
        rate  = (a + N/phi) / (a/m + E/phi),  doubt = a + N/phi

    A place with little history gets the rate of all; one with much gets its own.

    counts  (weeks, series), weeks that are over and were not unusual

    Source: Robbins (1956), 3rd Berkeley Symposium 1:157-163; Clayton, Kaldor (1987), Biometrics
    43:671-681, with counts that vary more than Poisson ones.
    """
    panel = read_panel(counts, exposure=exposure, least=2)
    n = panel.counts.astype(np.float64)
    e = np.ones_like(n) if panel.exposure is None else panel.exposure
    reports, exposed = n.sum(axis=0), e.sum(axis=0)
    if (exposed <= 0).any():
        raise ValueError("every series needs a week with exposure above 0, got one without")
    if reports.sum() == 0:
        raise ValueError("at least one report is needed to learn rates from, got none")
    own = reports / exposed
    freedom = reports * (1.0 - (e**2).sum(axis=0) / exposed**2)
    phi = max(1.0, float(((n - e * own) ** 2).sum() / max(freedom.sum(), 1e-9)))
    mean = float(reports.sum() / exposed.sum())
    apart = float((exposed * (own - mean) ** 2).sum() / exposed.sum())
    chance = phi * mean * own.size / float(exposed.sum())
    # Rates that differ by less than a tenth are one rate.
    shape = mean**2 / max(apart - chance, 0.01 * mean**2)
    doubt = shape + reports / phi
    return Rates(rate=doubt / (shape / mean + exposed / phi), doubt=doubt, dispersion=phi)
