"""A study to be scanned, and who does the work."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from tqdm import tqdm

from kentongan.compiled import Floats, Integers
from kentongan.space.intervals import Intervals
from kentongan.space.kernel import best_of_chains
from kentongan.space.null import Null
from kentongan.space.statistic import SCORE, Statistic
from kentongan.space.zones import Zones
from kentongan.spread import usable_cores

Piece = TypeVar("Piece")
Found = TypeVar("Found")

PIECES = 16
"""Into how many pieces the chains are cut for the threads."""

FEW = 20_000
"""Positions of chains that take less than a millisecond, threads or not."""


@dataclass(frozen=True)
class Study:
    """What is scanned: zones, intervals, expectations, the ratio and the null hypothesis.

    expected  (locations, intervals) in the inner order; for a score its variance
    fewest    smallest count of a cluster
    """

    zones: Zones
    intervals: Intervals
    expected: Floats
    statistic: Statistic
    null: Null
    fewest: int


@dataclass(frozen=True)
class Best:
    """The most unusual window of each chain.

    ratio     (chains,) 0 where no window has more than was expected
    position  (chains,) its last member's place in `zones.members`
    interval  (chains,)
    """

    ratio: Floats
    position: Integers
    interval: Integers


@dataclass(frozen=True)
class Crew:
    """Who does the work: threads of this process, other processes, or a Dask cluster.

    workers    how many (None: one per usable core)
    processes  True: processes instead of threads, each with a copy of the study
    dask       a `distributed.Client` or a scheduler's address
    """

    workers: int | None = None
    processes: bool = False
    dask: Any = field(default=None, compare=False)


def best_windows(study: Study, observed: Floats, *, crew: Crew) -> Best:
    """Return the most unusual window of every chain, for counts (locations, intervals)."""
    chains, statistic = study.zones.chains, study.statistic
    ratios = np.zeros(chains.penalty.size)
    places = np.full((chains.penalty.size, 2), -1)
    fewest = -np.inf if statistic.kind == SCORE else float(study.fewest)

    def work(which: Integers) -> None:
        best_of_chains(which, chains, observed, study.expected, fewest, statistic, ratios, places)

    in_threads(work, in_pieces(np.arange(ratios.size), chains.members.size), crew)
    return Best(ratio=ratios, position=places[:, 0], interval=places[:, 1])


def in_pieces(which: Integers, positions: int) -> list[Integers]:
    """Cut chains for the threads; few positions are done before a thread would have begun."""
    return [which] if positions <= FEW else np.array_split(which, PIECES)


def in_threads(
    work: Callable[[Piece], Found], pieces: Sequence[Piece], crew: Crew, *, label: str = ""
) -> list[Found]:
    """Return `[work(piece) for piece in pieces]`; the kernels inside let go of the lock."""
    if len(pieces) == 1:
        return [work(pieces[0])]
    with ThreadPoolExecutor(crew.workers or usable_cores()) as pool:
        done = pool.map(work, pieces)
        return list(tqdm(done, total=len(pieces), desc=label, disable=None, delay=2.0))
