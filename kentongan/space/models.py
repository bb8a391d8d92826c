"""What would be usual: the expectation, the ratio and the null hypothesis of each model."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats, Integers
from kentongan.space.intervals import Intervals, within
from kentongan.space.null import (
    Labels,
    Multinomial,
    Null,
    Reporting,
    Shuffle,
    WeightedNegativeBinomial,
)
from kentongan.space.statistic import BERNOULLI, CONDITIONAL, EXPECTATION, SCORE, Statistic

MODELS = (
    "poisson",
    "permutation",
    "bernoulli",
    "expectation_poisson",
    "negative_binomial",
    "reporting",
)


@dataclass(frozen=True)
class Usual:
    """A model filled in for one study.

    observed  (times, locations) what is summed over a window
    expected  (locations, intervals) what would be usual; for a score its variance
    size      (locations,) what the largest zone is measured by
    """

    observed: Floats
    expected: Floats
    statistic: Statistic
    null: Null
    size: Floats


@dataclass(frozen=True)
class Given:
    """What the caller knows about the locations, each (times, locations) or None."""

    population: Floats | None = None
    expected: Floats | None = None
    dispersion: Floats | None = None


@dataclass(frozen=True)
class Draws:
    """How the replicates are seeded."""

    replicates: int
    seed: int

    def totals(self) -> np.random.Generator:
        """Return the generator of the replicates' totals."""
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(0,)))


def fill(model: str, counts: Integers, given: Given, intervals: Intervals, draws: Draws) -> Usual:
    """Return a model filled in; ValueError where it needs something that was not given."""
    if model == "permutation":
        return permutation(counts, intervals, draws)
    if model == "poisson":
        baseline = given.expected if given.population is None else given.population
        return poisson(counts, _needed(baseline, model, "population or expected"), intervals, draws)
    if model == "bernoulli":
        people = _needed(given.population, model, "population (cases and controls)")
        return bernoulli(counts, as_counts(people, name="population"), intervals, draws)
    if model in ("expectation_poisson", "reporting"):
        mean = _needed(given.expected, model, "expected")
        return (reporting if model == "reporting" else expectation_poisson)(
            counts, mean, intervals, draws
        )
    if model == "negative_binomial":
        mean = _needed(given.expected, model, "expected")
        dispersion = _needed(given.dispersion, model, "dispersion")
        return negative_binomial(counts, mean, dispersion, intervals, draws)
    raise ValueError(f"model must be one of {', '.join(MODELS)}, got {model!r}")


def poisson(counts: Integers, baseline: Floats, intervals: Intervals, draws: Draws) -> Usual:
    """Cases fall in proportion to the baseline, given their number: e = C b / sum(b).

    baseline  (times, locations) people, visits, days at risk or adjusted expectations

    Source: Kulldorff 1997, Communications in Statistics 26: 1481-1496; Kulldorff 2001, Journal of
    the Royal Statistical Society A 164: 61-72.
    """
    _refuse_impossible(counts, baseline, "baseline (population)")
    cases = int(counts.sum())
    share = baseline / baseline.sum()
    late = share[intervals.horizon :].T
    within_horizon = min(float(late.sum()), 1.0)
    totals = draws.totals().binomial(cases, within_horizon, size=draws.replicates)
    return Usual(
        observed=counts.astype(np.float64),
        expected=within(share * cases, intervals),
        statistic=Statistic(CONDITIONAL, float(cases), 0.0),
        null=Multinomial(share=late / within_horizon, totals=totals, seed=draws.seed),
        size=baseline.mean(axis=0),
    )


def permutation(counts: Integers, intervals: Intervals, draws: Draws) -> Usual:
    """Times are dealt to locations at random: e = (cases of the place) (cases of the time) / C.

    Needs no population; a topic that rises everywhere at once raises nothing.

    Source: Kulldorff, Heffernan, Hartman, Assuncao and Mostashari 2005, PLoS Medicine 2: e59.
    """
    by_time, by_location = counts.sum(axis=1), counts.sum(axis=0)
    cases = int(by_time.sum())
    expected = np.outer(by_time, by_location) / max(cases, 1)
    return Usual(
        observed=counts.astype(np.float64),
        expected=within(expected, intervals),
        statistic=Statistic(CONDITIONAL, float(cases), 0.0),
        null=Shuffle(cases=by_location, dealt=by_time[intervals.horizon :], seed=draws.seed),
        size=by_location.astype(np.float64),
    )


def expectation_poisson(
    counts: Integers, expected: Floats, intervals: Intervals, draws: Draws
) -> Usual:
    """Each cell is Poisson with a mean known from elsewhere; the number of cases is free.

    expected  (times, locations) means, from the past or a model

    Source: Neill, Moore, Sabhnani and Daniel 2005, KDD: 218-227.
    """
    _refuse_impossible(counts, expected, "expected")
    late = expected[intervals.horizon :].T
    mean = float(late.sum())
    totals = draws.totals().poisson(mean, size=draws.replicates)
    return Usual(
        observed=counts.astype(np.float64),
        expected=within(expected, intervals),
        statistic=Statistic(EXPECTATION, 0.0, 0.0),
        null=Multinomial(share=late / mean, totals=totals, seed=draws.seed),
        size=expected.sum(axis=0),
    )


def reporting(counts: Integers, expected: Floats, intervals: Intervals, draws: Draws) -> Usual:
    """A location either reports at a time or is silent: repeated reports of one place count once.

    With m the mean, e = 1 - exp(-m) cells report; the ratio is the expectation-based Poisson one,
    and the replicates are reduced to reporting or silent too. For sparse places whose own reports
    come in clumps (a family that reports three times), while a spreading thing reaches several.

    expected  (times, locations) means of the counts

    Source: our own; `docs/decisions/0010-which-method-listens-where.md` measures it.
    """
    _refuse_impossible(counts, expected, "expected")
    plain = expectation_poisson(np.minimum(counts, 1), -np.expm1(-expected), intervals, draws)
    late = expected[intervals.horizon :].T
    mean = float(late.sum())
    totals = draws.totals().poisson(mean, size=draws.replicates)
    return replace(plain, null=Reporting(share=late / mean, totals=totals, seed=draws.seed))


def bernoulli(counts: Integers, people: Integers, intervals: Intervals, draws: Draws) -> Usual:
    """Cases are chosen among people (cases and controls) without regard to place or time.

    people  (times, locations) cases and controls

    Source: Kulldorff 1997, Communications in Statistics 26: 1481-1496.
    """
    if (counts > people).any():
        time, location = np.argwhere(counts > people)[0]
        raise ValueError(
            "bernoulli needs counts <= population (cases and controls), "
            f"got {counts[time, location]} of {people[time, location]} "
            f"at time {time}, location {location}"
        )
    cases, everyone = int(counts.sum()), int(people.sum())
    late = people[intervals.horizon :].T
    cells = np.arange(late.size, dtype=np.int32).repeat(late.ravel())
    earlier = np.full(everyone - cells.size, -1, dtype=np.int32)
    return Usual(
        observed=counts.astype(np.float64),
        expected=within(people * (cases / max(everyone, 1)), intervals),
        statistic=Statistic(BERNOULLI, float(cases), float(everyone)),
        null=Labels(pool=np.concatenate([cells, earlier]), cases=cases, seed=draws.seed),
        size=people.sum(axis=0).astype(np.float64),
    )


def negative_binomial(
    counts: Integers, mean: Floats, dispersion: Floats, intervals: Intervals, draws: Draws
) -> Usual:
    """Score statistic: sum of (y - mu)/w over sqrt(sum of mu/w), with w = 1 + mu/dispersion.

    mean        (times, locations)
    dispersion  (times, locations) theta: the variance is mu + mu^2/theta

    Source: Tango, Takahashi and Kohriyama 2011, Biometrics 67: 106-115 (hot-spot model).
    """
    _refuse_impossible(counts, mean, "expected")
    if (dispersion <= 0.0).any():
        raise ValueError(f"dispersion must be above 0, got {dispersion.min()}")
    weight = 1.0 / (1.0 + mean / dispersion)
    late = slice(intervals.horizon, None)
    return Usual(
        observed=(counts - mean) * weight,
        expected=within(mean * weight, intervals),
        statistic=Statistic(SCORE, 0.0, 0.0),
        null=WeightedNegativeBinomial(
            mean=mean[late].T, dispersion=dispersion[late].T, seed=draws.seed
        ),
        size=mean.sum(axis=0),
    )


def as_counts(counts: ArrayLike, *, name: str = "counts") -> Integers:
    """Return counts (times, locations) as int64; ValueError unless whole and non-negative."""
    given = np.asarray(counts)
    if given.ndim == 1:
        given = given[None, :]
    if given.ndim != 2 or given.size == 0:
        raise ValueError(f"{name} must have the shape (times, locations), got {given.shape}")
    if not np.isfinite(given).all():
        raise ValueError(f"{name} must be finite, got {given[~np.isfinite(given)][0]}")
    if (given < 0).any() or (given != np.floor(given)).any():
        wrong = given[(given < 0) | (given != np.floor(given))][0]
        raise ValueError(f"{name} must be whole numbers of at least 0, got {wrong}")
    return given.astype(np.int64)


def as_baseline(values: ArrayLike, shape: tuple[int, int], *, name: str) -> Floats:
    """Return a baseline as (times, locations); one value a location holds at all times."""
    given = np.asarray(values, dtype=np.float64)
    if given.shape not in ((shape[1],), shape):
        raise ValueError(f"{name} must have the shape ({shape[1]},) or {shape}, got {given.shape}")
    if not np.isfinite(given).all() or (given < 0.0).any():
        wrong = given[~np.isfinite(given) | (given < 0.0)][0]
        raise ValueError(f"{name} must be finite and at least 0, got {wrong}")
    if given.sum() <= 0.0:
        raise ValueError(f"{name} must not be 0 everywhere")
    return np.ascontiguousarray(np.broadcast_to(given, shape))


def _needed(values: Floats | None, model: str, name: str) -> Floats:
    if values is None:
        raise ValueError(f"model {model!r} needs {name}, got none")
    return values


def _refuse_impossible(counts: Integers, baseline: Floats, name: str) -> None:
    impossible = (counts > 0) & (baseline <= 0.0)
    if impossible.any():
        time, location = np.argwhere(impossible)[0]
        raise ValueError(
            f"{name} must be above 0 where there are cases, "
            f"got 0 with {counts[time, location]} cases at time {time}, location {location}"
        )
