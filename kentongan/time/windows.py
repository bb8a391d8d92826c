"""Bayes, RKI and CDC: this week against the same weeks of this year and of years before."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from kentongan.compiled import Floats, Integers, parallel, prange
from kentongan.panel import Panel, check_between, check_least, read_panel, read_weeks
from kentongan.time.heard import Heard, heard
from kentongan.time.tails import negbin_quantile

POISSON_LIMITS = np.array(
    "3.285 5.323 6.686 8.102 9.598 11.177 12.817 13.765 14.921 16.768 17.633 19.05 20.335 21.364 "
    "22.945 23.762 25.4 26.306 27.735 28.966 30.017".split(),
    dtype=np.float64,
)
"""Upper 95 % limits of a Poisson mean for 0 to 20 counts: Crow, Gardner (1959), Biometrika 46."""


def bayes(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    b: int = 0,
    w: int = 6,
    act_y: bool = True,
    alpha: float = 0.05,
    exposure: ArrayLike | None = None,
    frequency: int = 52,
) -> Heard:
    """Raise an alarm above the predictive quantile of a Poisson mean with Jeffreys' prior.

        y(t) given the past is negative binomial, size Y + 1/2, mean e(t) (Y + 1/2) / E

    Y and E are the sums of counts and exposure (R: one a week) over the last `w` weeks, if
    `act_y`, and over w weeks to either side of the same week in each of `b` years before.

    Equals R's `bayes`. Source: Riebler (2004), diploma thesis, Munich; Höhle (2007), Comput Stat
    22:571-582.
    """
    check_between("alpha", alpha, low=0.0, high=1.0)
    panel, judged, past = _window(counts, exposure, weeks, b, w, act_y, frequency)
    risk = np.ones(panel.counts.shape) if panel.exposure is None else panel.exposure
    total, exposed = _totals(panel, risk, judged, past)
    now = risk[judged.start : judged.stop]
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = _quantiles(
            1 - alpha, float(stats.norm.ppf(1 - alpha)), (total + 0.5) / exposed, now / exposed, now
        )
    return heard(panel, judged, bound, panel.counts[judged.start : judged.stop] > bound)


def rki(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    b: int = 2,
    w: int = 4,
    act_y: bool = False,
    exposure: ArrayLike | None = None,
    frequency: int = 52,
) -> Heard:
    """Raise an alarm above mean + 2 sd of the reference weeks, or a Poisson limit at means <= 20.

    The reference weeks are those of `bayes`. With exposure, mean and sd are those of `ears`.
    Equals R's `rki`. Source: Altmann (2003), as used at the Robert Koch-Institut.
    """
    panel, judged, past = _window(counts, exposure, weeks, b, w, act_y, frequency)
    bound = np.empty((len(judged), panel.series))
    for row, week in enumerate(judged):
        mean, sd = _moments(panel, np.array([week]), (week + past)[:, None])
        low = POISSON_LIMITS[np.floor(np.clip(np.nan_to_num(mean), 0, 20)).astype(int)]
        bound[row] = np.where(mean > 20, mean + 2 * sd, np.where(np.isnan(mean), np.nan, low))
    return heard(panel, judged, bound, panel.counts[judged.start : judged.stop] > bound)


def cdc(
    counts: ArrayLike,
    *,
    weeks: range | None = None,
    b: int = 5,
    m: int = 1,
    alpha: float = 0.025,
    exposure: ArrayLike | None = None,
) -> Heard:
    """Raise an alarm where the last four weeks hold more than the same months of earlier years.

        bound = mean + qnorm(1 - alpha/2) sd sqrt(1 + 1/n)

    over n = b (2m + 1) four-week months: of `b` years, the month and m to either side. The bound
    is for the sum of four weeks, and weeks are weekly, 52 a year. With exposure, mean and sd are
    those of `ears`. Equals R's `cdc`.

    Source: Stroup, Williamson, Herndon, Karon (1989), Stat Med 8:323-329.
    """
    check_between("alpha", alpha, low=0.0, high=1.0)
    check_least("b", b, 1)
    check_least("m", m, 0)
    needed = 52 * b + 4 * m + 3
    panel = read_panel(counts, exposure=exposure, least=needed + 1)
    judged = read_weeks(panel, weeks, first=needed)
    _check_past(judged, needed)
    month = np.arange(-4 * m - 3, 4 * m + 1).reshape(-1, 4)
    past = np.concatenate([month - 52 * year for year in range(b, 0, -1)])
    z = float(stats.norm.ppf(1 - alpha / 2)) * np.sqrt(1 + 1 / len(past))
    bound = np.empty((len(judged), panel.series))
    now = np.empty((len(judged), panel.series))
    for row, week in enumerate(judged):
        mean, sd = _moments(panel, np.arange(week - 3, week + 1), week + past)
        bound[row] = mean + z * sd
        now[row] = panel.counts[week - 3 : week + 1].sum(axis=0, dtype=np.int64)
    return heard(panel, judged, bound, now > bound)


def _window(
    counts: ArrayLike,
    exposure: ArrayLike | None,
    weeks: range | None,
    b: int,
    w: int,
    act_y: bool,
    frequency: int,
) -> tuple[Panel, range, Integers]:
    check_least("b", b, 0)
    check_least("w", w, 1)
    if b == 0 and not act_y:
        raise ValueError("a baseline is needed: b must be at least 1 or act_y true, got neither")
    needed = b * frequency + w
    panel = read_panel(counts, exposure=exposure, least=needed + 1)
    judged = read_weeks(panel, weeks, first=needed)
    _check_past(judged, needed)
    recent = np.arange(-w, 0) if act_y else np.empty(0, np.int64)
    years = [np.arange(-w, w + 1) - frequency * year for year in range(1, b + 1)]
    return panel, judged, np.concatenate([recent, *years]).astype(np.int64)


def _check_past(judged: range, needed: int) -> None:
    if judged[0] < needed:
        raise ValueError(f"week {judged[0]} needs {needed} weeks before it, got {judged[0]}")


def _totals(panel: Panel, risk: Floats, judged: range, past: Integers) -> tuple[Floats, Floats]:
    total = np.zeros((len(judged), panel.series))
    exposed = np.zeros((len(judged), panel.series))
    for shift in past:
        rows = slice(judged.start + int(shift), judged.stop + int(shift))
        total += panel.counts[rows]
        exposed += risk[rows]
    return total, exposed


def _moments(panel: Panel, now: Integers, past: Integers) -> tuple[Floats, Floats]:
    """Mean and sd of the sums over the rows of `past` (n, k); at risk as in `ears`."""
    sums = panel.counts[past].sum(axis=1, dtype=np.float64)
    if panel.exposure is None:
        return sums.mean(axis=0), sums.std(axis=0, ddof=1)
    risks = panel.exposure[past].sum(axis=1)
    expected = panel.exposure[now].sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = sums.sum(axis=0) / risks.sum(axis=0)
        gaps = np.where(risks > 0, (sums - rate * risks) ** 2 / risks, 0.0)
        spread = gaps.sum(axis=0) / ((risks > 0).sum(axis=0) - 1)
    return np.asarray(expected * rate), np.sqrt(expected * spread)


@parallel
def _quantiles(p: float, z: float, rate: Floats, share: Floats, now: Floats) -> Floats:
    bound = np.full(rate.shape, np.nan)
    for row in prange(rate.shape[0]):
        for i in range(rate.shape[1]):
            if np.isfinite(rate[row, i]) and now[row, i] > 0.0:
                bound[row, i] = negbin_quantile(p, z, rate[row, i] * now[row, i], 1 + share[row, i])
    return bound
