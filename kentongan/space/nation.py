"""The nation in two steps: regions every night, villages only inside the regions that stand out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats, Integers
from kentongan.space.clusters import Cluster, ScanResult
from kentongan.space.models import as_baseline, as_counts
from kentongan.space.scan import scan
from kentongan.space.zones import as_points, circles


@dataclass(frozen=True)
class Closer:
    """A cluster of regions and the villages inside it that stand out.

    regions    names of its regions
    coarse     the cluster as the scan of the regions found it; its p-value is the one to act on
    villages   the scan inside it; its members are places in `locations`
    locations  the caller's index of each location inside
    """

    regions: tuple[Any, ...]
    coarse: Cluster
    villages: ScanResult
    locations: Integers


@dataclass(frozen=True)
class NationResult:
    """The scan of the regions, and a closer look into each region that stands out."""

    coarse: ScanResult
    closer: tuple[Closer, ...]


def nation_scan(
    counts: ArrayLike,
    coordinates: ArrayLike,
    regions: ArrayLike,
    *,
    population: ArrayLike | None = None,
    threshold: float = 0.05,
    model: str = "poisson",
    max_locations: int = 200,
    **options: Any,
) -> NationResult:
    """Scan regions (regencies or districts), then the villages of those with p <= threshold.

    Not exact for villages: a cluster too small to lift its region is missed, and the p-values of
    the closer look hold inside the region alone. The coarse p-value is what the night pays for.

    counts       (times, locations)
    coordinates  (locations, 2)
    regions      (locations,) name of each location's region
    population   (locations,) or (times, locations), see `scan`
    max_locations most villages in a zone of the closer look
    options      of `scan`, for both steps
    """
    cells, points = as_counts(counts), as_points(coordinates)
    names, region_of = np.unique(np.asarray(regions), return_inverse=True)
    if region_of.shape != (cells.shape[1],) or len(points) != cells.shape[1]:
        raise ValueError(
            f"regions and coordinates must cover {cells.shape[1]} locations, "
            f"got {region_of.shape} and {points.shape}"
        )
    people = None if population is None else as_baseline(population, cells.shape, name="population")
    coarse = scan(
        _summed(cells, region_of, names.size),
        _centres(points, region_of, names.size),
        population=None if people is None else _summed(people, region_of, names.size),
        model=model,
        **options,
    )
    closer = []
    for cluster in coarse.clusters:
        if cluster.p_value > threshold:
            continue
        inside = np.flatnonzero(np.isin(region_of, cluster.members))
        villages = scan(
            cells[:, inside],
            circles(points[inside], max_locations=max_locations),
            population=None if people is None else people[:, inside],
            model=model,
            **options,
        )
        regions_found = tuple(names[member].item() for member in cluster.members)
        closer.append(Closer(regions_found, cluster, villages, inside))
    return NationResult(coarse=coarse, closer=tuple(closer))


def _summed(cells: Any, region_of: Integers, regions: int) -> Any:
    sums = np.zeros((cells.shape[0], regions), dtype=cells.dtype)
    for time in range(cells.shape[0]):
        np.add.at(sums[time], region_of, cells[time])
    return sums


def _centres(points: Floats, region_of: Integers, regions: int) -> Floats:
    held = np.bincount(region_of, minlength=regions)
    return np.column_stack(
        [np.bincount(region_of, weights=axis, minlength=regions) / held for axis in points.T]
    )
