"""Connected shapes among the locations that are themselves raised: small and yet free in form."""

from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.compiled import Floats, Integers, kernel
from kentongan.space.adaptive import Found, adaptive_scan
from kentongan.space.clusters import ScanResult
from kentongan.space.shapes import centre_first, inner_neighbours, is_connected, local_masks
from kentongan.space.statistic import Statistic, log_ratio
from kentongan.space.zones import as_points, hilbert_order, nearest, reach

LARGEST = 50
MOST_RAISED = 18
"""Raised locations around a centre of which all shapes are tried: 2^17 of them."""


@dataclass(frozen=True)
class RestrictedSearch:
    """Connected sets of raised locations; see `restricted_flexible_scan`."""

    order: Integers
    near: NDArray[np.int32]
    masks: NDArray[np.int64]
    alpha: float

    def best(self, seen: Floats, expected: Floats, statistic: Statistic, fewest: int) -> Found:
        """Return the best connected set around every raised location."""
        return Found(
            *_best_shapes(self.near, self.masks, seen, expected, statistic, fewest, self.alpha)
        )


def restricted_flexible_scan(
    counts: ArrayLike,
    coordinates: ArrayLike,
    edges: ArrayLike,
    *,
    neighbours: int = 15,
    alpha: float = 0.2,
    **options: Any,
) -> ScanResult:
    """Return clusters of any connected shape whose every location is raised by itself.

    Raised means a mid-p value P(Y > y) + P(Y = y)/2 of its Poisson count below alpha. Around each
    raised location all connected sets of raised ones among its nearest are tried; where more than
    18 of them hang together, the 18 nearest.

    edges       (edges, 2) pairs of neighbouring locations
    neighbours  most locations looked at around a centre, at most 50
    options     of `kentongan.space.adaptive.adaptive_scan`

    Source: Tango and Takahashi 2012, Statistics in Medicine 31: 4207-4218.
    """
    points = as_points(coordinates)
    if not 1 <= neighbours <= LARGEST:
        raise ValueError(f"neighbours must lie between 1 and {LARGEST}, got {neighbours}")
    if not 0.0 < alpha < 1.0:
        raise ValueError(f"alpha must lie between 0 and 1, got {alpha}")
    order = hilbert_order(points)
    near = centre_first(nearest(points[order], reach(neighbours, len(points)))[0])
    masks = local_masks(near, inner_neighbours(edges, order))
    return adaptive_scan(counts, RestrictedSearch(order, near, masks, alpha), **options)


@kernel
def mid_p(count: float, mean: float) -> float:
    """Return P(Y > count) + P(Y = count)/2 for a Poisson count.

    Above a mean of 500 by the normal law, which is as good there.
    """
    if mean <= 0.0:
        return 1.0 if count == 0.0 else 0.0
    if mean > 500.0:
        return 0.5 * erfc((count - mean) / sqrt(2.0 * mean))
    below, whole = 0.0, int(count)
    for value in range(whole):
        below += exp(value * log(mean) - mean - lgamma(value + 1.0))
    return 1.0 - below - 0.5 * exp(whole * log(mean) - mean - lgamma(whole + 1.0))


@kernel
def _best_shapes(
    near: NDArray[np.int32],
    masks: NDArray[np.int64],
    seen: Floats,
    expected: Floats,
    statistic: Statistic,
    fewest: int,
    alpha: float,
) -> tuple[Floats, Integers, NDArray[np.int32]]:
    locations = near.shape[0]
    ratios, intervals = np.zeros(locations), np.zeros(locations, np.int64)
    members = np.full((locations, MOST_RAISED), -1, np.int32)
    raised = np.zeros(locations, np.bool_)
    for interval in range(seen.shape[1]):
        for location in range(locations):
            raised[location] = mid_p(seen[location, interval], expected[location, interval]) < alpha
        for centre in np.flatnonzero(raised):
            places = _together(near[centre], masks[centre], raised)
            chosen, ratio = _best_set(
                near[centre][places],
                _among(masks[centre], places),
                seen[:, interval],
                expected[:, interval],
                statistic,
                fewest,
            )
            if ratio > ratios[centre]:
                ratios[centre], intervals[centre] = ratio, interval
                members[centre] = -1
                held = 0
                for place in range(places.size):
                    if (chosen >> place) & 1:
                        members[centre, held] = near[centre, places[place]]
                        held += 1
    return ratios, intervals, members


@kernel
def _together(
    near: NDArray[np.int32], masks: NDArray[np.int64], raised: NDArray[np.bool_]
) -> Integers:
    """Return the places of raised locations that hang together with the centre, nearest first."""
    allowed = 0
    for place in range(near.size):
        if raised[near[place]]:
            allowed |= 1 << place
    reached, grown = 1, True
    while grown:
        wider = reached
        for place in range(near.size):
            if (reached >> place) & 1:
                wider |= masks[place] & allowed
        grown = wider != reached
        reached = wider
    places = np.array([place for place in range(near.size) if (reached >> place) & 1])
    return places[:MOST_RAISED]


@kernel
def _among(masks: NDArray[np.int64], places: Integers) -> NDArray[np.int64]:
    """Return the neighbours' bits renumbered to the given places alone."""
    few = np.zeros(places.size, np.int64)
    for one in range(places.size):
        for other in range(places.size):
            few[one] |= ((masks[places[one]] >> places[other]) & 1) << other
    return few


@kernel
def _best_set(
    members: NDArray[np.int32],
    masks: NDArray[np.int64],
    seen: Floats,
    expected: Floats,
    statistic: Statistic,
    fewest: int,
) -> tuple[int, float]:
    """Return the bits of the best connected set that holds place 0, and its ratio."""
    best, ratio = 0, 0.0
    for chosen in range(1, 1 << members.size, 2):
        count, hoped = 0.0, 0.0
        for place in range(members.size):
            if (chosen >> place) & 1:
                count += seen[members[place]]
                hoped += expected[members[place]]
        if count >= fewest:
            found = log_ratio(statistic, count, hoped)
            if found > ratio and is_connected(chosen, masks):
                best, ratio = chosen, found
    return best, ratio
