"""Zones of any connected shape: rivers, roads and coasts do not run in circles."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.compiled import Integers, kernel
from kentongan.space.zones import Zones, as_points, hilbert_order, nearest, reach

LARGEST = 20


def flexible(coordinates: ArrayLike, edges: ArrayLike, *, size: int = 8) -> Zones:
    """Return every connected zone around each location, within its `size` nearest.

    The number of zones doubles with each step of `size`; beyond about 12 a scan takes long, and
    large shapes find clusters in noise.

    coordinates  (locations, 2)
    edges        (edges, 2) pairs of neighbouring locations, each pair once or twice
    size         most locations in a zone, the centre among them

    Source: Tango and Takahashi 2005, International Journal of Health Geographics 4: 11.
    """
    points = as_points(coordinates)
    if not 1 <= size <= LARGEST:
        raise ValueError(f"size must lie between 1 and {LARGEST}, got {size}")
    order = hilbert_order(points)
    near = centre_first(nearest(points[order], reach(size, len(points)))[0])
    centre, sets = _connected_sets(local_masks(near, inner_neighbours(edges, order)))
    held = (sets[:, None] >> np.arange(near.shape[1])) & 1 > 0
    members = near[centre][held]
    starts = np.concatenate(([0], np.cumsum(held.sum(axis=1))))
    candidate = np.zeros(members.size, dtype=bool)
    candidate[starts[1:] - 1] = True
    return Zones(
        starts=starts,
        members=members,
        candidate=candidate,
        centre=centre,
        penalty=np.ones(centre.size),
        radius=np.full(members.size, np.nan),
        order=order,
    )


def inner_neighbours(edges: ArrayLike, order: Integers) -> list[set[int]]:
    """Return the neighbours of each inner location; ValueError unless edges are pairs of them."""
    pairs = np.asarray(edges)
    locations = order.size
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise ValueError(f"edges must have the shape (edges, 2), got {pairs.shape}")
    if pairs.size and (pairs.min() < 0 or pairs.max() >= locations):
        raise ValueError(f"edges must join locations 0..{locations - 1}, got {pairs.max()}")
    inner = np.empty(locations, dtype=np.int64)
    inner[order] = np.arange(locations)
    neighbours: list[set[int]] = [set() for _ in range(locations)]
    for one, other in inner[pairs]:
        neighbours[one].add(int(other))
        neighbours[other].add(int(one))
    return neighbours


def centre_first(near: NDArray[np.int32]) -> NDArray[np.int32]:
    """Put each centre in place 0 of its list: others at the same point may have come before it."""
    centres = np.arange(len(near), dtype=np.int32)
    place = np.argmax(near == centres[:, None], axis=1)
    near[centres, place] = near[:, 0]
    near[:, 0] = centres
    return near


def local_masks(near: NDArray[np.int32], neighbours: list[set[int]]) -> NDArray[np.int64]:
    """Return, for each centre and place in its list, the bits of the places next to it."""
    masks = np.zeros(near.shape, dtype=np.int64)
    for centre, row in enumerate(near.tolist()):
        bits = {location: 1 << place for place, location in enumerate(row)}
        for place, location in enumerate(row):
            joined = neighbours[location] & bits.keys()
            masks[centre, place] = sum(bits[other] for other in joined)
    return masks


@kernel
def is_connected(chosen: int, masks: NDArray[np.int64]) -> bool:
    """Return whether the chosen places can all be reached from the first."""
    reached, grown = 1, True
    while grown:
        wider = reached
        for place in range(masks.size):
            if (reached >> place) & 1:
                wider |= masks[place] & chosen
        grown = wider != reached
        reached = wider
    return reached == chosen


@kernel
def _connected_sets(masks: NDArray[np.int64]) -> tuple[Integers, Integers]:
    """Return centre and bits of all connected sets that hold their centre, place 0."""
    centres, sets = [], []
    for centre in range(masks.shape[0]):
        for chosen in range(1, 1 << masks.shape[1], 2):
            if is_connected(chosen, masks[centre]):
                centres.append(centre)
                sets.append(chosen)
    return np.array(centres), np.array(sets)
