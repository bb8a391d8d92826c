"""Counts with known answers: published surveillance scenarios and their outbreaks."""

from dataclasses import dataclass

import numpy as np

from kentongan.compiled import Floats, Integers, Truths

WEEKS = 624
"""Twelve years of 52 weeks: 312 to train, 263 of baseline, 49 to evaluate."""

BASELINE_FROM = 312
EVALUATED_FROM = 575
SEASON = 52
SMALLEST_OUTBREAK = 2
SPREAD = 0.5
"""Standard deviation of the logarithm of a case's delay in an outbreak."""

PAST_OUTBREAKS = 4

NOUFAILY_SETS = (
    (0.1, 1.5, 0.0025, 0.6, 0.6),
    (-2.0, 2.0, 0.005, 0.1, 0.3),
    (1.5, 1.0, 0.003, 0.2, -0.4),
    (0.5, 5.0, 0.002, 0.5, 0.5),
    (2.5, 3.0, 0.001, 1.0, 0.1),
    (3.75, 1.1, 0.001, 0.1, -0.1),
    (5.0, 1.2, 0.0001, 0.05, 0.01),
)
"""theta, phi, beta, gamma1, gamma2 of the seven sets.

Source: Noufaily et al. 2013, Statistics in Medicine 32: 1206-1222, table I.
"""


@dataclass(frozen=True)
class Scenario:
    """A weekly series: log mean = theta + beta t + sum over j <= m of the yearly harmonics.

    number   1..42
    theta    log of the level
    phi      variance over mean, at least 1
    beta     trend a week
    gamma1   weight of cos(2 pi j t / 52)
    gamma2   weight of sin(2 pi j t / 52)
    seasons  m: how many harmonics
    """

    number: int
    theta: float
    phi: float
    beta: float
    gamma1: float
    gamma2: float
    seasons: int

    def mean(self, weeks: int = WEEKS) -> Floats:
        """Return the mean (weeks,) for t = 1, 2, ..."""
        t = np.arange(1.0, weeks + 1.0)
        log_mean = self.theta + self.beta * t
        for harmonic in range(1, self.seasons + 1):
            angle = 2.0 * np.pi * harmonic * t / SEASON
            log_mean += self.gamma1 * np.cos(angle) + self.gamma2 * np.sin(angle)
        return np.asarray(np.exp(log_mean), dtype=np.float64)


@dataclass(frozen=True)
class Simulated:
    """Series with outbreaks.

    counts     (weeks, series) all reports
    baseline   (weeks, series) those that are not of the outbreak to be found
    outbreak   (weeks, series) True from its first to its last week with a report
    """

    counts: Integers
    baseline: Integers
    outbreak: Truths


def noufaily_scenarios() -> tuple[Scenario, ...]:
    """Return the 42 scenarios: seven sets, without and with trend, with 0, 1 and 2 harmonics.

    Source: Noufaily et al. 2013, Statistics in Medicine 32: 1206-1222; also the scenarios of
    Bedubourg and Le Strat 2017, PLoS ONE 12: e0181227.
    """
    scenarios: list[Scenario] = []
    for theta, phi, beta, gamma1, gamma2 in NOUFAILY_SETS:
        for trend in (False, True):
            for seasons in range(3):
                scenarios.append(
                    Scenario(
                        number=len(scenarios) + 1,
                        theta=theta,
                        phi=phi,
                        beta=beta if trend else 0.0,
                        gamma1=gamma1 if seasons else 0.0,
                        gamma2=gamma2 if seasons else 0.0,
                        seasons=seasons,
                    )
                )
    return tuple(scenarios)


def quiet_series(
    scenario: Scenario, series: int, *, generator: np.random.Generator, weeks: int = WEEKS
) -> Integers:
    """Return counts (weeks, series): negative binomial with variance phi x mean, Poisson at 1."""
    mean = np.broadcast_to(scenario.mean(weeks)[:, None], (weeks, series))
    return overdispersed(mean, scenario.phi, generator=generator)


def overdispersed(mean: Floats, phi: float, *, generator: np.random.Generator) -> Integers:
    """Return counts of the given mean with variance phi x mean; ValueError where phi < 1."""
    if phi < 1.0:
        raise ValueError(f"phi (variance over mean) must be at least 1, got {phi}")
    if phi == 1.0:
        return np.asarray(generator.poisson(mean), dtype=np.int64)
    return np.asarray(generator.negative_binomial(mean / (phi - 1.0), 1.0 / phi), dtype=np.int64)


def with_outbreaks(
    scenario: Scenario,
    quiet: Integers,
    *,
    past: float,
    current: float,
    generator: np.random.Generator,
) -> Simulated:
    """Add four outbreaks to each baseline and one to the 49 evaluated weeks.

    An outbreak begins in a uniformly chosen week, has Poisson(k x sd of that week) reports, drawn
    again while below 2, and each comes floor(LogNormal(0, 0.5)) weeks later.

    quiet    (624, series) see `quiet_series`
    past     k of the outbreaks in weeks 313..575: the detector must live with them; 0 for none
    current  k of the one in weeks 576..624

    Source: Noufaily et al. 2013 (k 2, 3, 5, 10 in the past, 1..10 now); Bedubourg and Le Strat
    2017 (0, 2, 3, 5, 10 in the past).
    """
    sd = np.sqrt(scenario.phi * scenario.mean(len(quiet)))
    baseline = quiet.copy()
    for series in range(quiet.shape[1]):
        for _ in range(PAST_OUTBREAKS if past > 0.0 else 0):
            start = int(generator.integers(BASELINE_FROM, EVALUATED_FROM))
            baseline[:, series] += _one(start, past * sd[start], EVALUATED_FROM, generator)[
                : len(quiet)
            ]
    extra = np.zeros_like(baseline)
    for series in range(quiet.shape[1]):
        start = int(generator.integers(EVALUATED_FROM, len(quiet)))
        extra[:, series] = _one(start, current * sd[start], len(quiet), generator)
    return Simulated(counts=baseline + extra, baseline=baseline, outbreak=_spans(extra))


def _one(start: int, size: float, end: int, generator: np.random.Generator) -> Integers:
    """Return one outbreak's reports a week (end,) or longer; what falls past the end is lost."""
    cases = int(generator.poisson(size))
    for _ in range(1000):
        if cases >= SMALLEST_OUTBREAK:
            break
        cases = int(generator.poisson(size))
    cases = max(cases, SMALLEST_OUTBREAK)
    weeks = start + np.floor(generator.lognormal(0.0, SPREAD, cases)).astype(np.int64)
    return np.bincount(weeks[weeks < end], minlength=WEEKS)[:WEEKS].astype(np.int64)


def _spans(extra: Integers) -> Truths:
    """Return True from the first to the last week with outbreak reports of each series."""
    present = extra > 0
    begun = np.maximum.accumulate(present, axis=0)
    going = np.maximum.accumulate(present[::-1], axis=0)[::-1]
    return np.asarray(begun & going, dtype=bool)
