"""Where a cluster may lie: chains of neighbouring locations, each prefix a candidate zone."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from kentongan.compiled import Floats, Integers, Truths, kernel
from kentongan.space.kernel import Chains

EARTH_RADIUS_KM = 6367.0
"""The radius SaTScan takes."""

HILBERT_BITS = 16
SAME_DISTANCE = 1e-12
"""Two distances closer than this share of their size are one distance."""


@dataclass(frozen=True)
class Zones:
    """Candidate zones as chains: zone (z, k) is `members[starts[z] : starts[z] + k + 1]`.

    starts     (chains + 1,) where each chain begins in `members`
    members    (positions,) locations in the inner order
    candidate  (positions,) True where the prefix that ends here is a candidate
    centre     (chains,) the inner location in the middle, -1 where there is none
    penalty    (chains,) factor on the log likelihood ratio, 1 for circles
    radius     (positions,) distance from the chain's centre, NaN where there is no such thing
    order      (locations,) the caller's index of each inner location: neighbours lie side by side
    """

    starts: Integers
    members: NDArray[np.int32]
    candidate: Truths
    centre: Integers
    penalty: Floats
    radius: Floats
    order: Integers

    @property
    def chains(self) -> Chains:
        """The part that the compiled loops take."""
        return Chains(self.starts, self.members, self.candidate, self.penalty)

    def trimmed(self, size: Floats, limit: float) -> "Zones":
        """Return the zones whose summed `size` (inner locations,) is at most `limit`."""
        lengths = _lengths_within(self.chains, size, limit)
        starts = np.concatenate(([0], np.cumsum(lengths)))
        shift = np.repeat(self.starts[:-1] - starts[:-1], lengths)
        kept = np.arange(starts[-1]) + shift
        return replace(
            self,
            starts=starts,
            members=self.members[kept],
            candidate=self.candidate[kept],
            radius=self.radius[kept],
        )

    @property
    def locations(self) -> int:
        """Number of locations of the study, in a zone or not."""
        return self.order.size


def circles(
    coordinates: ArrayLike, *, max_locations: int | None = None, geographic: bool = False
) -> Zones:
    """Return the discs around every location: it and its nearest neighbours, nearest first.

    Locations at one distance enter together, so the order of the input changes nothing; a chain
    that would be cut in the middle of such a group ends before it.

    coordinates    (locations, 2) x and y; with `geographic` latitude and longitude in degrees,
                   compared as chords through a sphere of 6367 km
    max_locations  most locations in a disc (default all)

    Source: Kulldorff 1997, Communications in Statistics 26: 1481-1496.
    """
    points = as_points(coordinates)
    order = hilbert_order(points)
    placed = on_sphere(points[order]) if geographic else points[order]
    return _chains(placed, reach(max_locations, len(points)), order=order, penalty=1.0)


def ellipses(
    coordinates: ArrayLike,
    *,
    shapes: tuple[float, ...] = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0),
    angles: tuple[int, ...] = (1, 4, 6, 9, 12, 15),
    strength: float = 0.5,
    max_locations: int | None = None,
) -> Zones:
    """Return elliptic zones around every location, of several shapes and directions.

    A location belongs to the ellipse of shape s (long over short axis) and angle a whose short
    half-axis reaches it: distance sqrt((u/s)^2 + v^2), u along the long axis. The ratio of a long
    ellipse is weighed by (4 s / (s+1)^2)^strength.

    shapes    long over short axis, each at least 1
    angles    how many directions for each shape, evenly over 180 degrees
    strength  0 none, 0.5 medium, 1 strong penalty on eccentricity

    Source: Kulldorff, Huang, Pickle and Duczmal 2006, Statistics in Medicine 25: 3929-3943.
    """
    if len(shapes) != len(angles) or min(shapes) < 1.0 or min(angles) < 1:
        raise ValueError(
            "ellipses need shapes >= 1 and as many counts of angles >= 1, "
            f"got shapes {shapes} and angles {angles}"
        )
    points = as_points(coordinates)
    order = hilbert_order(points)
    placed, size = points[order], reach(max_locations, len(points))
    parts = []
    for shape, count in zip(shapes, angles, strict=True):
        penalty = (4.0 * shape / (shape + 1.0) ** 2) ** strength
        for angle in np.pi * np.arange(count) / count:
            squeezed = _squeezed(placed, shape, float(angle))
            parts.append(_chains(squeezed, size, order=order, penalty=penalty))
    return joined(parts)


def from_sets(sets: list[list[int]], *, locations: int) -> Zones:
    """Return zones that are given one by one, as lists of locations in the caller's order.

    Raises ValueError on an empty or repeating set, or a location that does not exist.
    """
    for members in sets:
        if not members or len(set(members)) != len(members):
            raise ValueError(f"a zone needs at least one location, each once, got {members}")
        if min(members) < 0 or max(members) >= locations:
            raise ValueError(f"locations of a zone lie in 0..{locations - 1}, got {members}")
    starts = np.concatenate(([0], np.cumsum([len(members) for members in sets], dtype=np.int64)))
    candidate = np.zeros(starts[-1], dtype=bool)
    candidate[starts[1:] - 1] = True
    return Zones(
        starts=starts,
        members=np.array([member for members in sets for member in members], dtype=np.int32),
        candidate=candidate,
        centre=np.full(len(sets), -1),
        penalty=np.ones(len(sets)),
        radius=np.full(starts[-1], np.nan),
        order=np.arange(locations),
    )


def joined(parts: list[Zones]) -> Zones:
    """Return the zones of several families over the same locations as one family."""
    if any(not np.array_equal(one.order, other.order) for one, other in pairwise(parts)):
        raise ValueError("families of zones to join must be over the same locations in one order")
    offsets = np.cumsum([0] + [part.members.size for part in parts])
    starts = [part.starts[:-1] + at for part, at in zip(parts, offsets[:-1], strict=True)]
    return Zones(
        starts=np.concatenate([*starts, offsets[-1:]]),
        members=np.concatenate([part.members for part in parts]),
        candidate=np.concatenate([part.candidate for part in parts]),
        centre=np.concatenate([part.centre for part in parts]),
        penalty=np.concatenate([part.penalty for part in parts]),
        radius=np.concatenate([part.radius for part in parts]),
        order=parts[0].order,
    )


def as_points(coordinates: ArrayLike) -> Floats:
    """Return coordinates as an array; ValueError unless it is (locations, 2) and finite."""
    points = np.asarray(coordinates, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(f"coordinates must have the shape (locations, 2), got {points.shape}")
    if not np.isfinite(points).all():
        raise ValueError(f"coordinates must be finite, got {points[~np.isfinite(points)][0]}")
    return points


def reach(max_locations: int | None, locations: int) -> int:
    """Return how many neighbours (the centre among them) a zone may hold."""
    if max_locations is None:
        return locations
    if max_locations < 1:
        raise ValueError(f"max_locations must be at least 1, got {max_locations}")
    return min(max_locations, locations)


def on_sphere(points: Floats) -> Floats:
    """Return latitude and longitude in degrees as points in space, in kilometres."""
    if (np.abs(points) > np.array([90.0, 360.0])).any():
        raise ValueError("geographic coordinates are latitude (-90..90) and longitude in degrees")
    latitude, longitude = np.radians(points).T
    around = np.cos(latitude)
    unit = [around * np.cos(longitude), around * np.sin(longitude), np.sin(latitude)]
    return EARTH_RADIUS_KM * np.column_stack(unit)


def hilbert_order(points: Floats) -> Integers:
    """Return the order of the points along a Hilbert curve: neighbours come close in memory.

    Source: Hilbert 1891, Mathematische Annalen 38: 459-460. Points in one cell of the grid
    (2^16 a side) are told apart by their coordinates, so equal inputs in any order agree.
    """
    low, span = points.min(axis=0), np.ptp(points, axis=0).max()
    side = np.int64(1) << HILBERT_BITS
    scaled = (points - low) / (span if span > 0.0 else 1.0) * float(side - 1)
    column, row = scaled.astype(np.int64).T.copy()
    place = np.zeros(len(points), dtype=np.int64)
    step = side >> 1
    while step > 0:
        right, up = (column & step) > 0, (row & step) > 0
        place += step * step * ((3 * right) ^ up)
        flipped = ~up & right
        column, row = (
            np.where(flipped, side - 1 - column, column),
            np.where(flipped, side - 1 - row, row),
        )
        column, row = np.where(up, column, row), np.where(up, row, column)
        step >>= 1
    return np.lexsort((points[:, 1], points[:, 0], place)).astype(np.int64)


def nearest(placed: Floats, size: int) -> tuple[NDArray[np.int32], Floats]:
    """Return the `size` nearest points of every point (itself among them) and their distances."""
    distance, near = cKDTree(placed).query(placed, k=np.arange(1, size + 1), workers=-1)
    return near.astype(np.int32), distance


def _chains(placed: Floats, size: int, *, order: Integers, penalty: float) -> Zones:
    locations = len(placed)
    # One neighbour past the reach tells whether the last group of equal distances is whole.
    near, distance = nearest(placed, min(size + 1, locations))
    gap = np.diff(distance, axis=1, append=np.inf)
    apart = gap > SAME_DISTANCE * np.maximum(distance, SAME_DISTANCE)
    return Zones(
        starts=np.arange(locations + 1, dtype=np.int64) * size,
        members=np.ascontiguousarray(near[:, :size]).ravel(),
        candidate=np.ascontiguousarray(apart[:, :size]).ravel(),
        centre=np.arange(locations, dtype=np.int64),
        penalty=np.full(locations, penalty),
        radius=np.ascontiguousarray(distance[:, :size]).ravel(),
        order=order,
    )


def _squeezed(placed: Floats, shape: float, angle: float) -> Floats:
    along = placed @ np.array([np.cos(angle), np.sin(angle)])
    across = placed @ np.array([-np.sin(angle), np.cos(angle)])
    return np.column_stack([along / shape, across])


@kernel
def _lengths_within(chains: Chains, size: Floats, limit: float) -> Integers:
    """Return each chain's length up to its last candidate whose summed size is within limit."""
    lengths = np.zeros(chains.penalty.size, np.int64)
    for chain in range(lengths.size):
        total = 0.0
        for position in range(chains.starts[chain], chains.starts[chain + 1]):
            total += size[chains.members[position]]
            if total > limit:
                break
            if chains.candidate[position]:
                lengths[chain] = position + 1 - chains.starts[chain]
    return lengths
