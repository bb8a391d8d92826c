"""CUSUM of standardised counts: small excesses added up week after week."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from kentongan.compiled import Floats, Truths
from kentongan.panel import Panel, check_choice, check_least, read_panel, read_weeks
from kentongan.time.regression import fit_means

Transformation = Literal[
    "rossi",
    "standard",
    "anscombe",
    "anscombe2nd",
    "pearsonNegBin",
    "anscombeNegBin",
    "none",
]
TRANSFORMATIONS = (
    "rossi",
    "standard",
    "anscombe",
    "anscombe2nd",
    "pearsonNegBin",
    "anscombeNegBin",
    "none",
)


@dataclass(frozen=True)
class Cusum:
    """The chart over `weeks`, each array (weeks, series) or (weeks,).

    upper_bound  the count that would alarm
    statistic    the sums, to be held against h
    expected     the mean in control
    """

    weeks: range
    upper_bound: Floats
    alarm: Truths
    statistic: Floats
    expected: Floats


def cusum(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    k: float = 1.04,
    h: float = 2.26,
    m: float | Literal["glm"] | None = None,
    trans: Transformation = "standard",
    alpha: float = 0.1,
    exposure: ArrayLike | None = None,
    frequency: int = 52,
) -> Cusum:
    """Add up z(t) - k from zero and raise an alarm while the sum stands at h or above.

        S(t) = max(0, S(t-1) + z(t) - k)

        standard       (x - m) / sqrt(m)
        rossi          (x - 3m + 2 sqrt(x m)) / (2 sqrt(m))
        anscombe       3/2 (x^(2/3) - m^(2/3)) / m^(1/6)
        anscombe2nd    (x^(2/3) - (m^(2/3) - m^(-1/3)/9)) / (2/3 m^(1/6))
        pearsonNegBin  (x - m) / sqrt(m + alpha m^2)
        anscombeNegBin the variance-stabilising integral for variance m + alpha m^2
        none           x

    weeks     the chart starts at the first of them; None: all after the first year
    m         mean in control; None: of the weeks before; "glm": a yearly wave fitted to them
    exposure  m is a rate and the mean of a week is its exposure times it

    The bound is that of R's `cusum`, where the sum is not reset after an alarm either. For
    anscombe2nd R's bound has m^(1/3)/9 where its z has m^(-1/3)/9: kept. For anscombeNegBin and
    none the bound is h - S(t). R reads the integral of anscombeNegBin off a coarse table; here it
    is exact, and the sums differ by up to a hundredth.

    Source: Rossi, Lampugnani, Marchi (1999), Stat Med 18:2111-2122; Pierce, Schafer (1986), JASA
    81:977-986; Hilbe (2007), Negative Binomial Regression.
    """
    check_choice("trans", trans, TRANSFORMATIONS)
    check_least("h", h, 0.0)
    panel = read_panel(counts, exposure=exposure)
    judged = read_weeks(panel, weeks, first=frequency)
    if m is None or m == "glm":
        check_least("weeks before the chart", judged[0], 1)
    mean = _mean(panel, judged, m, frequency)
    x = panel.counts[judged.start : judged.stop].astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        z = _standardise(x, mean, trans, alpha)
        # A series without a single case before has no scale yet: it waits.
        sums = _add_up(np.nan_to_num(z, nan=0.0) - k)
        before = np.concatenate([np.zeros((1, panel.series)), sums[:-1]])
        bound = _bound(mean, sums, h + k - before, h, trans, alpha)
    bound = np.where(np.isnan(bound), 0.0, np.maximum(bound, 0.0))
    return Cusum(
        weeks=judged,
        upper_bound=panel.shaped(bound),
        alarm=panel.shaped(sums >= h),
        statistic=panel.shaped(sums),
        expected=panel.shaped(mean),
    )


def _add_up(steps: Floats) -> Floats:
    sums = np.empty_like(steps)
    level = np.zeros(steps.shape[1])
    for row in range(len(steps)):
        level = np.maximum(0.0, level + steps[row])
        sums[row] = level
    return sums


def _mean(panel: Panel, judged: range, m: float | str | None, frequency: int) -> Floats:
    risk = np.ones(panel.counts.shape) if panel.exposure is None else panel.exposure
    now = risk[judged.start : judged.stop]
    past = slice(0, judged.start)
    if m == "glm":
        # R never lets a fitted mean fall below the spacing of doubles at 1.
        waves = fit_means(panel, judged, frequency=frequency, harmonics=1, trend=False, alpha=0.0)
        return now * waves.rates
    if m is not None:
        return now * float(m)
    exposed = np.maximum(risk[past].sum(axis=0), np.finfo(float).tiny)
    return np.asarray(now * (panel.counts[past].sum(axis=0, dtype=np.float64) / exposed))


def _standardise(x: Floats, m: Floats, trans: str, alpha: float) -> Floats:
    third = 2.0 / 3.0
    if trans == "standard":
        return np.asarray((x - m) / np.sqrt(m))
    if trans == "rossi":
        return np.asarray((x - 3 * m + 2 * np.sqrt(x * m)) / (2 * np.sqrt(m)))
    if trans == "anscombe":
        return np.asarray(1.5 * (x**third - m**third) / m ** (1 / 6))
    if trans == "anscombe2nd":
        return np.asarray((x**third - (m**third - m ** (-1 / 3) / 9)) / (third * m ** (1 / 6)))
    return _standardise_negbin(x, m, trans, alpha)


def _standardise_negbin(x: Floats, m: Floats, trans: str, alpha: float) -> Floats:
    if trans == "pearsonNegBin":
        return np.asarray((x - m) / np.sqrt(m + alpha * m**2))
    if trans == "anscombeNegBin":
        return np.asarray((_bend(x, alpha) - _bend(m, alpha)) / (m + alpha * m**2) ** (1 / 6))
    return x


def _bend(x: Floats, alpha: float) -> Floats:
    """3/2 x^(2/3) F(1/3, 2/3; 5/3; -alpha x), the integral of (x + alpha x^2)^(-1/3)."""
    return np.asarray(1.5 * x ** (2 / 3) * special.hyp2f1(1 / 3, 2 / 3, 5 / 3, -alpha * x))


def _bound(m: Floats, sums: Floats, room: Floats, h: float, trans: str, alpha: float) -> Floats:
    """The count that would bring the sum to h; `room` is h + k - S(t-1)."""
    if trans == "standard":
        return np.asarray(np.ceil(np.sqrt(m) * room + m))
    if trans == "rossi":
        root = np.sqrt(m)
        return np.asarray(2 * root * room + 5 * m - 2 * np.sqrt(4 * m**2 + 2 * m * root * room))
    if trans == "pearsonNegBin":
        return np.asarray(np.sqrt(m + alpha * m**2) * room + m)
    if trans in ("anscombe", "anscombe2nd"):
        shift = m ** (1 / 3) / 9 if trans == "anscombe2nd" else 0.0
        bent = 2 / 3 * m ** (1 / 6) * room + m ** (2 / 3) - shift
        return np.asarray(np.where(bent < 0, 0.0, np.abs(bent) ** 1.5))
    return h - sums
