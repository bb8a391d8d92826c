"""Zones that follow the counts: the best of very many shapes around each location."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.compiled import Floats, Integers
from kentongan.space import models
from kentongan.space.clusters import ScanResult, report
from kentongan.space.intervals import Intervals, within
from kentongan.space.null import Null
from kentongan.space.scan import intervals_of
from kentongan.space.significance import MonteCarlo, fit_gumbel
from kentongan.space.statistic import Statistic
from kentongan.space.study import Best, Crew, Study, in_threads
from kentongan.space.zones import Zones
from kentongan.spread import cut

LANES = 16
MODELS = ("poisson", "expectation_poisson", "permutation")


@dataclass(frozen=True)
class Found:
    """The best zone around each location.

    ratio     (locations,) 0 where nothing is unusual
    interval  (locations,)
    members   (locations, most) inner locations, -1 after the last
    """

    ratio: Floats
    interval: Integers
    members: NDArray[np.int32]


class Search(Protocol):
    """Looks for the best zone around every location."""

    @property
    def order(self) -> Integers:
        """The caller's index of each inner location."""

    def best(self, seen: Floats, expected: Floats, statistic: Statistic, fewest: int) -> Found:
        """Return it, from counts and expectations (locations, intervals) in the inner order."""


def adaptive_scan(
    counts: ArrayLike,
    search: Search,
    *,
    population: ArrayLike | None = None,
    expected: ArrayLike | None = None,
    model: str = "poisson",
    when: str = "prospective",
    max_duration: int | None = None,
    min_cases: int = 2,
    replicates: int = 99,
    seed: int = 1,
    max_clusters: int = 20,
    crew: Crew | None = None,
) -> ScanResult:
    """Return the clusters a search finds; the replicates are searched as the counts are.

    Arguments are those of `kentongan.space.scan.scan`. A search is some thirty times the work of
    circles, so it is a second pass; the number of windows of the result counts the locations.
    """
    if model not in MODELS:
        raise ValueError(f"model must be one of {', '.join(MODELS)} for a search, got {model!r}")
    cells = models.as_counts(counts)
    if cells.shape[1] != search.order.size:
        raise ValueError(
            f"counts must have a column for each of {search.order.size} locations, "
            f"got {cells.shape[1]}"
        )
    moments = intervals_of(when, cells.shape[0], longest=max_duration, shortest=1)

    def placed(values: ArrayLike | None, name: str) -> Floats | None:
        if values is None:
            return None
        return models.as_baseline(values, cells.shape, name=name)[:, search.order]

    usual = models.fill(
        model,
        np.ascontiguousarray(cells[:, search.order]),
        models.Given(placed(population, "population"), placed(expected, "expected")),
        moments,
        models.Draws(replicates, seed),
    )
    observed = within(usual.observed, moments)
    found = search.best(observed, usual.expected, usual.statistic, min_cases)
    study, best = _as_study(found, search.order, moments, usual, min_cases)
    maxima = _maxima(search, study, replicates, crew or Crew())
    test = MonteCarlo(maxima, 0.0, fit_gumbel(maxima))
    return ScanResult(
        clusters=report(study, observed, best, test, most=max_clusters),
        maxima=maxima,
        floor=0.0,
        gumbel=test.gumbel,
        windows=cells.shape[1] * moments.first.size,
        model=model,
    )


def _as_study(
    found: Found, order: Integers, moments: Intervals, usual: models.Usual, fewest: int
) -> tuple[Study, Best]:
    """Return the best zones as chains, so that they are reported like any others."""
    held = found.members >= 0
    held[:, 0] = True
    lengths = held.sum(axis=1)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    candidate = np.zeros(starts[-1], dtype=bool)
    candidate[starts[1:] - 1] = True
    zones = Zones(
        starts=starts,
        members=np.maximum(found.members, 0)[held],
        candidate=candidate,
        centre=np.arange(order.size),
        penalty=np.ones(order.size),
        radius=np.full(starts[-1], np.nan),
        order=order,
    )
    study = Study(zones, moments, usual.expected, usual.statistic, usual.null, fewest)
    return study, Best(ratio=found.ratio, position=starts[1:] - 1, interval=found.interval)


def _maxima(search: Search, study: Study, replicates: int, crew: Crew) -> Floats:
    def work(piece: range) -> Floats:
        counts = _drawn(study.null, study, piece)
        return np.array(
            [
                search.best(seen, study.expected, study.statistic, study.fewest).ratio.max()
                for seen in counts
            ]
        )

    pieces = cut(replicates, LANES)
    found = in_threads(work, pieces, crew, label="replicates")
    return np.concatenate(found) if found else np.empty(0)


def _drawn(null: Null, study: Study, piece: range) -> Floats:
    """Return replicates (replicates, locations, intervals)."""
    moments = study.intervals
    times = moments.times - moments.horizon
    cells = np.zeros((study.zones.locations, times, len(piece)), dtype=np.int64)
    null.draw(cells, np.array(piece))
    summed = np.concatenate([np.zeros_like(cells[:, :1]), np.cumsum(cells, axis=1)], axis=1)
    first, last = moments.first - moments.horizon, moments.last + 1 - moments.horizon
    windows = summed[:, last] - summed[:, first]
    return np.ascontiguousarray(np.moveaxis(windows, 2, 0), dtype=np.float64)
