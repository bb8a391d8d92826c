"""The fast subset scan: the best of all subsets of a neighbourhood, found by sorting it once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.compiled import Floats, Integers, kernel
from kentongan.space.adaptive import Found, adaptive_scan
from kentongan.space.clusters import ScanResult
from kentongan.space.statistic import Statistic, log_ratio
from kentongan.space.zones import as_points, hilbert_order, nearest, reach


@dataclass(frozen=True)
class SubsetSearch:
    """Subsets of each location's nearest; see `subset_scan`."""

    order: Integers
    near: NDArray[np.int32]
    penalty: float

    def best(self, seen: Floats, expected: Floats, statistic: Statistic, fewest: int) -> Found:
        """Return the best subset of every neighbourhood."""
        return Found(*_best_subsets(self.near, seen, expected, statistic, fewest, self.penalty))


def subset_scan(
    counts: ArrayLike,
    coordinates: ArrayLike,
    *,
    neighbours: int = 12,
    penalty: float = 0.0,
    **options: Any,
) -> ScanResult:
    """Return clusters among all subsets of each location's `neighbours` nearest.

    The Poisson ratios have linear-time subset scanning: the best of 2^K subsets is made of the
    first few locations in the order of count/expected. So K prefixes are looked at, not 2^K.

    neighbours  K, the centre among them; without the constraint noise alone makes huge clusters
    penalty     taken from the ratio for each location beyond the first; with it the best prefix is
                found, which need not be the best subset
    options     of `kentongan.space.adaptive.adaptive_scan`

    Source: Neill 2012, Journal of the Royal Statistical Society B 74: 337-360.
    """
    points = as_points(coordinates)
    if penalty < 0.0:
        raise ValueError(f"penalty must be at least 0, got {penalty}")
    order = hilbert_order(points)
    near, _ = nearest(points[order], reach(neighbours, len(points)))
    return adaptive_scan(counts, SubsetSearch(order, near, penalty), **options)


@kernel
def _best_subsets(
    near: NDArray[np.int32],
    seen: Floats,
    expected: Floats,
    statistic: Statistic,
    fewest: int,
    penalty: float,
) -> tuple[Floats, Integers, NDArray[np.int32]]:
    locations, size = near.shape
    ratios, intervals = np.zeros(locations), np.zeros(locations, np.int64)
    members = np.full((locations, size), -1, np.int32)
    risk = np.empty(size)
    for centre in range(locations):
        for interval in range(seen.shape[1]):
            for place in range(size):
                other = near[centre, place]
                risk[place] = -seen[other, interval] / max(expected[other, interval], 1e-300)
            ranked = near[centre][np.argsort(risk)]
            length, ratio = _best_prefix(
                ranked, seen[:, interval], expected[:, interval], statistic, fewest, penalty
            )
            if ratio > ratios[centre]:
                ratios[centre], intervals[centre] = ratio, interval
                members[centre] = -1
                members[centre, :length] = ranked[:length]
    return ratios, intervals, members


@kernel
def _best_prefix(
    ranked: NDArray[np.int32],
    seen: Floats,
    expected: Floats,
    statistic: Statistic,
    fewest: int,
    penalty: float,
) -> tuple[int, float]:
    count, hoped, length, best = 0.0, 0.0, 0, 0.0
    for place in range(ranked.size):
        count += seen[ranked[place]]
        hoped += expected[ranked[place]]
        if seen[ranked[place]] == 0.0:
            break
        if count >= fewest:
            ratio = log_ratio(statistic, count, hoped) - penalty * place
            if ratio > best:
                length, best = place + 1, ratio
    return length, best
