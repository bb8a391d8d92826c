"""A Bayesian scan for what spreads: has nearly every one of a few neighbours reported?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kentongan.compiled import Floats, Integers, kernel
from kentongan.panel import check_between, check_least
from kentongan.space.models import as_baseline, as_counts
from kentongan.space.study import Crew, in_threads
from kentongan.space.zones import as_points, nearest
from kentongan.spread import cut
from kentongan.time.tails import negbin_term

MOST = 16
"""Counts of a place above this tell no more than this one."""

PIECE = 64
"""Replicates that one thread takes at a time."""


@dataclass(frozen=True)
class Spreading:
    """What one looks for: places next to each other, nearly all of them touched.

    sizes     how many places, each as likely as the others
    reports   mean reports of a touched place over the whole duration: 1 + Poisson(reports - 1)
    touched   chance that a place of the group is touched at all
    duration  times over which the reports come; it began 1 to `duration` times ago
    """

    sizes: tuple[int, ...] = (2, 3, 4, 5, 6, 7, 8)
    reports: float = 1.5
    touched: float = 0.95
    duration: int = 3

    def __post_init__(self) -> None:
        """Refuse what is no prior."""
        if not self.sizes or min(self.sizes) < 1 or list(self.sizes) != sorted(set(self.sizes)):
            raise ValueError(f"sizes must be whole, at least 1 and rising, got {self.sizes}")
        check_least("reports", self.reports, 1.0)
        check_least("duration", self.duration, 1)
        check_between("touched", self.touched, low=0.0, high=1.0)

    def extra(self) -> Floats:
        """Chance (duration, MOST + 1) of j extra reports of a place after 1, 2, ... times."""
        j = np.arange(MOST + 1)
        whole = stats.poisson.pmf(j - 1, self.reports - 1.0) if self.reports > 1 else 1.0 * (j == 1)
        seen = np.arange(1, self.duration + 1) / self.duration
        thinned = stats.binom.pmf(j[None, :, None], j, seen[:, None, None]) @ whole
        thinned *= self.touched
        thinned[:, 0] += 1.0 - self.touched
        return np.asarray(thinned)


@dataclass(frozen=True)
class BayesScan:
    """What the scan believes at the last time.

    log_bayes_factor  of "something spreads somewhere" against "nothing"
    p_value           its chance in quiet times; NaN without replicates
    members           the likeliest group, its centre first
    touched           (locations,) chance of being in the group, were there one
    quiet             (replicates,) the factor in quiet times
    """

    log_bayes_factor: float
    p_value: float
    members: Integers
    touched: Floats
    quiet: Floats


def bayes_scan(
    counts: ArrayLike,
    coordinates: ArrayLike | None = None,
    *,
    neighbours: ArrayLike | None = None,
    expected: ArrayLike,
    dispersion: float = 1.2,
    doubt: ArrayLike | None = None,
    prior: Spreading | None = None,
    replicates: int = 999,
    seed: int = 1,
    crew: Crew | None = None,
) -> BayesScan:
    """Return how far the last times speak for something that spreads among neighbours.

        BF = mean over centres i, sizes k, ages d of  product over the k nearest v of
             P(y_vd | touched) / P(y_vd | quiet)

    with y_vd the counts of v in the last d times: quiet they are negative binomial, touched they
    have `Spreading.extra` added. A circle with many reports from one place and none from its
    neighbours says little, so a talkative family raises nothing; averaging over groups instead of
    taking the best one wastes nothing on windows that overlap. Quiet times are simulated from the
    same negative binomial, so the p-value pays for all the looking.

    counts       (times, locations), the last times up to now
    coordinates  (locations, 2), or
    neighbours   (locations, at least max(sizes)) each location and its nearest, nearest first, by
                 any distance: by road, by boat
    expected     (times, locations) means, exposure included
    dispersion   variance over mean of a count
    doubt        (locations,) shape of the gamma law of what is known of a location's rate (its
                 reports so far, about); None: the rates are known

    Source: Neill, Moore, Cooper 2006, Advances in Neural Information Processing Systems 18:
    1003-1010, for averaging over regions; the touched places are our own.
    """
    prior = prior or Spreading()
    cells = as_counts(counts)
    mean = as_baseline(expected, cells.shape, name="expected")
    check_least("times", len(cells), prior.duration)
    check_least("dispersion", dispersion, 1.0)
    check_least("replicates", replicates, 0)
    near = _near(coordinates, neighbours, cells.shape[1], prior.sizes[-1])
    shape = _doubt(doubt, cells.shape[1])
    late = _last_sums(mean, prior.duration)
    if (late <= 0).any() and (_last_sums(cells, prior.duration)[late <= 0] > 0).any():
        raise ValueError("expected must be above 0 where there are reports, got 0")
    ratios = _ratios(late, dispersion + late / shape, prior.extra())
    groups = np.empty((cells.shape[1], len(prior.sizes)))
    sizes = np.array(prior.sizes)
    heard = np.minimum(_last_sums(cells, prior.duration), MOST).astype(np.int64)
    factor = _factor(heard, ratios, near, sizes, groups)
    quiet = _quiet(
        mean[-prior.duration :], dispersion, shape, ratios, near, sizes, replicates, seed, crew
    )
    centre, size = np.unravel_index(int(groups.argmax()), groups.shape)
    return BayesScan(
        log_bayes_factor=float(np.log(factor)),
        p_value=(1 + int((quiet >= factor).sum())) / (replicates + 1) if replicates else np.nan,
        members=near[centre, : sizes[size]].astype(np.int64),
        touched=_touched(groups, near, sizes),
        quiet=np.log(quiet),
    )


def _near(
    coordinates: ArrayLike | None, neighbours: ArrayLike | None, locations: int, most: int
) -> NDArray[np.int32]:
    if (coordinates is None) == (neighbours is None):
        raise ValueError("either coordinates or neighbours are needed, got both or none")
    if coordinates is not None:
        points = as_points(coordinates)
        near = nearest(points, min(most, len(points)))[0]
    else:
        near = np.asarray(neighbours).astype(np.int32)
    if near.shape[0] != locations or near.ndim != 2 or near.shape[1] < most:
        raise ValueError(
            f"each of {locations} locations needs {most} nearest (itself first), got {near.shape}"
        )
    return np.ascontiguousarray(near[:, :most])


def _doubt(doubt: ArrayLike | None, locations: int) -> Floats:
    if doubt is None:
        return np.full(locations, np.inf)
    shape = np.asarray(doubt, dtype=np.float64)
    if shape.shape != (locations,) or not (shape > 0).all():
        raise ValueError(f"doubt must be above 0 for each of {locations} locations, got {doubt!r}")
    return shape


def _last_sums(values: NDArray[np.generic], duration: int) -> Floats:
    """Sums (duration, locations) over the last 1, 2, ... times."""
    late = np.asarray(values, dtype=np.float64)[-duration:]
    return np.ascontiguousarray(np.cumsum(late[::-1], axis=0))


def _touched(groups: Floats, near: NDArray[np.int32], sizes: Integers) -> Floats:
    """Chance of each location to be in the group: the groups it is in, over all."""
    inside = np.zeros(groups.shape[0])
    for place in range(near.shape[1]):
        np.add.at(inside, near[:, place], groups[:, sizes > place].sum(axis=1))
    return np.asarray(inside / groups.sum())


def _quiet(
    mean: Floats,
    dispersion: float,
    shape: Floats,
    ratios: Floats,
    near: NDArray[np.int32],
    sizes: Integers,
    replicates: int,
    seed: int,
    crew: Crew | None,
) -> Floats:
    """Bayes factors (replicates,) of quiet times; piece number i has a generator of its own."""

    def work(piece: range) -> Floats:
        generator = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(piece.start,)))
        drawn = _draw(mean, dispersion, shape, len(piece), generator)
        groups = np.empty((mean.shape[1], sizes.size))
        return np.array([_factor(_sums(one), ratios, near, sizes, groups) for one in drawn])

    found = in_threads(work, cut(replicates, PIECE), crew or Crew(), label="replicates")
    return np.concatenate(found) if found else np.empty(0)


def _sums(counts: Integers) -> Integers:
    return np.minimum(np.cumsum(counts[::-1], axis=0), MOST)


def _draw(
    mean: Floats, dispersion: float, shape: Floats, replicates: int, generator: np.random.Generator
) -> Integers:
    """Quiet counts (replicates, times, locations), each replicate with rates one may believe."""
    known = np.isinf(shape)
    safe = np.where(known, 1.0, shape)
    factor = np.where(known, 1.0, generator.gamma(safe, 1.0 / safe, (replicates, shape.size)))
    means = np.maximum(factor[:, None, :] * mean, 1e-12)
    if dispersion > 1.0:
        means = generator.gamma(means / (dispersion - 1.0), dispersion - 1.0)
    return np.asarray(generator.poisson(means), dtype=np.int64)


@kernel
def _ratios(mean: Floats, phi: Floats, extra: Floats) -> Floats:
    """P(y | touched) / P(y | quiet) for each age, location and y = 0 .. MOST."""
    ratios = np.ones((mean.shape[0], mean.shape[1], extra.shape[1]))
    plain = np.empty(extra.shape[1])
    for age in range(mean.shape[0]):
        for location in range(mean.shape[1]):
            if mean[age, location] <= 0.0:
                continue
            for y in range(plain.size):
                plain[y] = negbin_term(y, mean[age, location], phi[age, location])
                touched = 0.0
                for j in range(y + 1):
                    touched += extra[age, j] * plain[y - j]
                if plain[y] > 0.0:
                    ratios[age, location, y] = touched / plain[y]
                elif y > 0:
                    ratios[age, location, y] = ratios[age, location, y - 1]
    return ratios


@kernel
def _factor(
    heard: Integers, ratios: Floats, near: NDArray[np.int32], sizes: Integers, groups: Floats
) -> float:
    """Return the Bayes factor and fill `groups` (locations, sizes) with that of each group."""
    ages, locations = heard.shape
    groups[:] = 0.0
    total = 0.0
    for centre in range(locations):
        for age in range(ages):
            product = 1.0
            next_size = 0
            for place in range(near.shape[1]):
                member = near[centre, place]
                product *= ratios[age, member, heard[age, member]]
                if place + 1 == sizes[next_size]:
                    groups[centre, next_size] += product / ages
                    total += product
                    next_size += 1
    return float(total / (locations * ages * sizes.size))
