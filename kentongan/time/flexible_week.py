"""One week of one series under a Farrington method, and the loop over all of them."""

import math
from typing import NamedTuple

import numpy as np

from kentongan.compiled import Array, Floats, Integers, kernel, parallel, prange
from kentongan.panel import Panel
from kentongan.time.glm import (
    SMALLEST_MEAN,
    Baseline,
    Work,
    dispersions,
    fit,
    new_work,
    predict,
    reweight,
)
from kentongan.time.reference import Reference
from kentongan.time.tails import negbin_above, negbin_quantile, normal_above, student_beyond

FIELDS = (
    "upper_bound",
    "alarm",
    "expected",
    "mu0",
    "phi",
    "trend",
    "trend_slope",
    "p_value",
    "score",
)
"""What a judgement holds, in the order of the kernel's output."""

DELTA, NB_PLUGIN, MUAN = 0, 1, 2


class Rules(NamedTuple):
    """The options of the method, in the form the kernel reads.

    as_of_1996  the first method: standard errors from phi, and a fit is taken as it stands
    """

    as_of_1996: bool
    trend: bool
    p_threshold_trend: float
    reweight: bool
    weights_threshold: float
    method: int
    exponent: float
    alpha: float
    z: float
    cases: int
    period: int
    skip_silent: bool


class Model(NamedTuple):
    """A fitted baseline: is it usable, its dispersions, trend, and prediction of the judged week.

    spread   dispersion R uses for the standard error of the trend
    error    standard error of the linear predictor
    """

    converged: bool
    phi: float
    spread: float
    slope: float
    precision: float
    linear: float
    error: float


def judge(panel: Panel, weeks: range, reference: Reference, rules: Rules) -> Floats:
    """Judge each of `weeks` in each series: (FIELDS, weeks, series)."""
    counts = np.ascontiguousarray(panel.counts.T)
    risk = np.empty((0, 0)) if panel.exposure is None else np.ascontiguousarray(panel.exposure.T)
    found = np.full((len(FIELDS), len(weeks), panel.series), np.nan)
    _judge_all(
        counts,
        risk,
        weeks[0],
        reference.rows,
        reference.clock,
        reference.now,
        reference.starts,
        rules,
        found,
    )
    return found


@parallel
def _judge_all(
    counts: Array,
    risk: Floats,
    first: int,
    rows: Integers,
    clock: Floats,
    now: Floats,
    starts: Integers,
    rules: Rules,
    found: Floats,
) -> None:
    for series in prange(counts.shape[0]):
        y = counts[series]
        exposure = risk[series] if risk.size > 0 else np.empty(0)
        table = _logs(y)
        for i in range(now.size):
            week = first + i
            enough = _enough(y, week, rules.cases, rules.period)
            can_alarm = enough and y[week] > 0
            if exposure.size > 0 and exposure[week] == 0.0:
                continue
            if rules.skip_silent and not can_alarm:
                continue
            base = _gather(y, table, exposure, rows[i], clock[i], starts[i])
            offset = math.log(exposure[week]) if exposure.size > 0 else 0.0
            _judge_week(base, float(y[week]), now[i], offset, enough, rules, found[:, i, series])


@kernel
def _logs(y: Array) -> Floats:
    table = np.zeros((3, y.size))
    for i in range(y.size):
        table[0, i] = math.log(y[i]) if y[i] > 0 else 0.0
        table[1, i] = math.log(y[i] + 0.1)
        table[2, i] = math.pow(y[i], 2.0 / 3.0)
    return table


@kernel
def _enough(y: Array, week: int, cases: int, period: int) -> bool:
    total = 0
    for past in range(max(0, week - period + 1), week + 1):
        total += y[past]
    return total >= cases


@kernel
def _gather(
    y: Array, table: Floats, exposure: Floats, rows: Integers, clock: Floats, starts: Integers
) -> Baseline:
    size = starts[-1]
    values = np.zeros((6, size))
    edges = np.zeros(starts.size, np.int64)
    middle = np.zeros(starts.size - 1)
    kept = 0
    for season in range(starts.size - 1):
        for i in range(starts[season], starts[season + 1]):
            row = rows[i]
            if exposure.size > 0:
                if exposure[row] == 0.0:
                    continue
                values[5, kept] = math.log(exposure[row])
            values[0, kept] = y[row]
            values[1, kept] = table[0, row]
            values[2, kept] = table[1, row]
            values[3, kept] = table[2, row]
            values[4, kept] = clock[i]
            kept += 1
        low, edges[season + 1] = edges[season], kept
        if kept > low:
            middle[season] = values[4, low:kept].mean()
            values[4, low:kept] -= middle[season]
    return Baseline(
        values[0, :kept],
        values[1, :kept],
        values[2, :kept],
        values[3, :kept],
        values[4, :kept],
        values[5, :kept],
        middle,
        edges,
    )


@kernel
def _judge_week(
    base: Baseline,
    y: float,
    now: float,
    offset: float,
    enough: bool,
    rules: Rules,
    found: Floats,
) -> None:
    work = new_work(base)
    model, has_trend = _learn(base, work, now, rules, rules.trend)
    if has_trend and not _trend_stands(base, model, offset, rules):
        model, has_trend = _learn(base, work, now, rules, False)
    if not model.converged:
        return
    linear = model.linear + offset
    upper, mean, p_value, score = _bound(linear, model, y, rules)
    if enough:
        found[0] = upper
        found[2] = math.nan if math.isnan(upper) else math.exp(linear)
    found[1] = 1.0 if enough and score > 1.0 and y != 0.0 else 0.0
    found[3] = mean
    found[4] = model.phi
    found[5] = 1.0 if has_trend else 0.0
    if has_trend:
        found[6] = model.slope
    found[7] = p_value
    found[8] = score


@kernel
def _learn(
    base: Baseline, work: Work, now: float, rules: Rules, has_trend: bool
) -> tuple[Model, bool]:
    """Fit, weight down past outbreaks, fit again; without trend where it does not converge."""
    seasons = 0
    for season in range(base.starts.size - 1):
        seasons += base.starts[season + 1] > base.starts[season]
    work.weight[:] = 1.0
    converged, slope, precision = fit(base, work, has_trend)
    if has_trend and not converged:
        has_trend = False
        converged, slope, precision = fit(base, work, False)
    freedom = base.y.size - seasons - int(has_trend)
    pearson, prior = dispersions(base, work, freedom)
    spread = pearson
    if rules.reweight and (converged or rules.as_of_1996):
        reweight(base, work, precision, max(pearson, 1.0), rules.weights_threshold)
        _, slope, precision = fit(base, work, has_trend)
        pearson, prior = dispersions(base, work, freedom)
        # R's flexible method overwrites the true weights before it takes standard errors.
        spread = pearson if rules.as_of_1996 else prior
    phi = max(pearson, 1.0)
    linear, variance = predict(base, work, slope, precision, now)
    error = math.sqrt((phi if rules.as_of_1996 else spread) * variance)
    model = Model(converged or rules.as_of_1996, phi, spread, slope, precision, linear, error)
    return model, has_trend


@kernel
def _trend_stands(base: Baseline, model: Model, offset: float, rules: Rules) -> bool:
    seasons = 0
    for season in range(base.starts.size - 1):
        seasons += base.starts[season + 1] > base.starts[season]
    t = model.slope / math.sqrt(model.spread / model.precision)
    p = student_beyond(t, float(base.y.size - seasons - 1))
    return p < rules.p_threshold_trend and math.exp(model.linear + offset) <= base.y.max()


@kernel
def _bound(
    linear: float, model: Model, y: float, rules: Rules
) -> tuple[float, float, float, float]:
    """Upper bound, the mean it was taken from, probability and score."""
    if rules.method == DELTA:
        fitted = max(math.exp(linear), SMALLEST_MEAN)
        upper, p_value = _delta(fitted, model.error * fitted, model.phi, y, rules)
        mean = fitted
        if not rules.as_of_1996:
            mean = math.exp(fitted + rules.z * model.error * fitted)
        return upper, mean, p_value, (y - fitted) / (upper - fitted)
    mean = math.exp(linear)
    if rules.method == MUAN:
        mean = math.exp(linear + rules.z * model.error)
    if not math.isfinite(mean):
        return math.nan, mean, math.nan, math.nan
    upper = negbin_quantile(1.0 - rules.alpha, rules.z, mean, model.phi)
    return upper, mean, negbin_above(int(y), mean, model.phi), (y - linear) / (upper - linear)


@kernel
def _delta(mean: float, error: float, phi: float, y: float, rules: Rules) -> tuple[float, float]:
    """Upper bound and probability when mean^exponent is taken as normal.

    se = exponent sqrt(mean^(2 exponent - 1) tau),    tau = phi + error^2 / mean
    """
    exponent = rules.exponent
    tau = phi + error * error / mean
    se = exponent * math.sqrt(math.pow(mean, 2.0 * exponent - 1.0) * tau)
    centre = math.pow(mean, exponent)
    high = math.pow(centre + rules.z * se, 1.0 / exponent)
    low = math.pow(centre - rules.z * se, 1.0 / exponent)
    upper = low if math.isnan(high) or low > high else high
    return upper, normal_above((math.pow(y, exponent) - centre) / se)
