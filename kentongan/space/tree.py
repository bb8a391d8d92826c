"""The tree scan: unusual villages, districts, regencies or provinces, without any coordinates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.compiled import Integers
from kentongan.space.clusters import Cluster, ScanResult
from kentongan.space.scan import scan
from kentongan.space.zones import Zones

LOCATION = "location"
"""The name of the finest level: each location by itself."""


@dataclass(frozen=True)
class Node:
    """A node of the hierarchy: its level, its name there, and its locations."""

    level: str
    name: Any
    members: Integers


@dataclass(frozen=True)
class Tree:
    """A hierarchy as zones: every node is one.

    zones  the nodes' locations, one chain a node
    nodes  (chains,) in the order of the chains
    """

    zones: Zones
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class TreeResult:
    """What a tree scan found: the scan's result and, for each cluster, its node."""

    scan: ScanResult
    nodes: tuple[Node, ...]

    @property
    def clusters(self) -> tuple[tuple[Node, Cluster], ...]:
        """Nodes with their clusters, the most unusual first."""
        return tuple(zip(self.nodes, self.scan.clusters, strict=True))


def tree_of(levels: Mapping[str, ArrayLike], *, locations: int) -> Tree:
    """Return the nodes of a hierarchy, whose levels need not be nested.

    levels  for each level's name, the group (locations,) each location belongs to

    Raises ValueError where a level does not name a group for every location.
    """
    named = {name: np.asarray(groups) for name, groups in levels.items()}
    for name, groups in named.items():
        if groups.shape != (locations,):
            raise ValueError(
                f"level {name!r} must name a group for each of {locations} locations, "
                f"got the shape {groups.shape}"
            )
    # The finest level varies fastest, so that a node's locations lie side by side in memory.
    order = np.lexsort([np.arange(locations), *_ranks(named)]).astype(np.int64)
    nodes = [Node(LOCATION, int(one), np.array([one])) for one in order]
    for name, groups in named.items():
        nodes.extend(_nodes(name, groups, order))
    return Tree(zones=_zones(nodes, order), nodes=tuple(nodes))


def tree_scan(
    counts: ArrayLike,
    levels: Mapping[str, ArrayLike] | Tree,
    *,
    max_population: float = 0.5,
    **options: Any,
) -> TreeResult:
    """Return the unusual nodes of a hierarchy: `scan` with nodes as zones, and its options.

    Every node at every level is compared, and the replicates pay for all of them; a node that
    shares places and times with a more unusual one is not reported.

    counts   (times, locations)
    levels   for each level's name, finest first, the group of each location; or `tree_of(...)`

    Source: Kulldorff, Fang and Walsh 2003, Biometrics 59: 323-331. TreeScan looks at cuts of one
    tree in one period or at time windows of a cohort; here nodes are scanned over intervals too.
    """
    tree = levels
    if not isinstance(tree, Tree):
        tree = tree_of(tree, locations=np.atleast_2d(np.asarray(counts)).shape[1])
    result = scan(counts, tree.zones, max_population=max_population, **options)
    by_members = {_key(node.members): node for node in tree.nodes}
    return TreeResult(
        scan=result,
        nodes=tuple(by_members[_key(cluster.members)] for cluster in result.clusters),
    )


def _key(members: Integers) -> bytes:
    return np.sort(members).astype(np.int64).tobytes()


def _ranks(named: Mapping[str, NDArray[Any]]) -> list[Integers]:
    return [np.unique(groups, return_inverse=True)[1] for groups in named.values()]


def _nodes(level: str, groups: NDArray[Any], order: Integers) -> list[Node]:
    placed = groups[order]
    names, group_of = np.unique(placed, return_inverse=True)
    by_group = np.argsort(group_of, kind="stable")
    edges = np.searchsorted(group_of[by_group], np.arange(1, names.size))
    parts = np.split(order[by_group], edges)
    return [Node(level, name.item(), part) for name, part in zip(names, parts, strict=True)]


def _zones(nodes: list[Node], order: Integers) -> Zones:
    inner = np.empty(order.size, dtype=np.int32)
    inner[order] = np.arange(order.size, dtype=np.int32)
    starts = np.concatenate(([0], np.cumsum([node.members.size for node in nodes])))
    candidate = np.zeros(starts[-1], dtype=bool)
    candidate[starts[1:] - 1] = True
    return Zones(
        starts=starts.astype(np.int64),
        members=inner[np.concatenate([node.members for node in nodes])],
        candidate=candidate,
        centre=np.full(len(nodes), -1),
        penalty=np.ones(len(nodes)),
        radius=np.full(starts[-1], np.nan),
        order=order,
    )
