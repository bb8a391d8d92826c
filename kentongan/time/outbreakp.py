"""OutbreakP: has the level begun to rise? No baseline is needed."""

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Array, Floats, kernel, parallel, prange
from kentongan.panel import check_least, read_panel, read_weeks
from kentongan.time.heard import Heard, heard


def outbreak_p(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    k: float = 100.0,
    exposure: ArrayLike | None = None,
) -> Heard:
    """Raise an alarm where a rising mean explains all counts so far k times better than a flat one.

        statistic(t) = product over s <= t of (up(s) / flat)^y(s)

    up is the non-decreasing mean of highest likelihood (pool adjacent violators), flat the plain
    mean; with exposure both are rates, and the product is e(s) up(s) / (e(s) flat). `upper_bound`
    is the statistic, NaN where it has overflowed past comparing; it is to be held against k.

    Equals R's `outbreakP` with ret = "value"; R has no exposure.

    Source: Frisén, Andersson (2009), Sankhya 71; Frisén, Andersson, Schiöler (2009), Stat Med
    28:1177-1194.
    """
    check_least("k", k, 0.0)
    panel = read_panel(counts, exposure=exposure)
    judged = read_weeks(panel, weeks, first=0)
    risk = np.ones(panel.counts.shape) if panel.exposure is None else panel.exposure
    value = np.empty((len(judged), panel.series))
    _rise_all(np.ascontiguousarray(panel.counts.T), np.ascontiguousarray(risk.T), judged[0], value)
    return heard(panel, judged, value, value > k)


@parallel
def _rise_all(counts: Array, risk: Floats, first: int, value: Floats) -> None:
    for i in prange(counts.shape[0]):
        _rise(counts[i], risk[i], first, value[:, i])


@kernel
def _rise(y: Array, risk: Floats, first: int, value: Floats) -> None:
    sums, masses = np.empty(y.size), np.empty(y.size)
    starts = np.empty(y.size + 1, np.int64)
    blocks = 0
    flat = exposed = 0.0
    for t in range(y.size):
        exposed += risk[t]
        # A running mean, so that rounding falls where R's falls.
        flat += (y[t] - flat * risk[t]) / exposed if exposed > 0.0 else 0.0
        if risk[t] > 0.0:
            sums[blocks], masses[blocks], starts[blocks] = y[t], risk[t], t
            blocks += 1
            while blocks > 1 and sums[blocks - 1] / masses[blocks - 1] <= (
                sums[blocks - 2] / masses[blocks - 2]
            ):
                sums[blocks - 2] += sums[blocks - 1]
                masses[blocks - 2] += masses[blocks - 1]
                blocks -= 1
        starts[blocks] = t + 1
        if t >= first:
            value[t - first] = _ratio(y, flat, sums, masses, starts, blocks)


@kernel
def _ratio(
    y: Array, flat: float, sums: Floats, masses: Floats, starts: Array, blocks: int
) -> float:
    ratio = 1.0
    for block in range(blocks):
        up = sums[block] / masses[block]
        step = 1.0 if up == 0.0 and flat == 0.0 else up / flat
        for s in range(starts[block], starts[block + 1]):
            ratio *= step ** y[s]
    return ratio
