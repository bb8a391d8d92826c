"""The largest ratio of each replicate: how unusual the most unusual window is by chance alone."""

from dataclasses import dataclass

import numpy as np

from kentongan.compiled import Array, Floats, Integers, kernel
from kentongan.space.kernel import general_maxima, nested_maxima
from kentongan.space.significance import TIE, MonteCarlo, fit_gumbel
from kentongan.space.study import Crew, Study, in_threads
from kentongan.space.thresholds import thresholds
from kentongan.spread import cut, spread

LANES = 256
"""Replicates side by side: long enough for the vector units, short enough for the cache."""

CELL_BYTES = 320_000_000
"""Most memory one thread's counts may take."""

PILOT = 32
MARGIN = 0.25
"""How much more than the wanted share of the pilot must pass: it is a small sample."""

FEW_WINDOWS = 20_000
"""Windows of a study whose pilot needs no floor of its own."""

STRIDE = 128
"""Replicates between two looks at whether a sequential run may end."""


@dataclass(frozen=True)
class _Bar:
    """A study with the counts that pass a floor."""

    study: Study
    floor: float
    thresholds: Array


def monte_carlo(
    study: Study,
    replicates: int,
    *,
    highest: float,
    exact_below: float = 1.0,
    stop_after: int | None = None,
    crew: Crew,
) -> MonteCarlo:
    """Return the test of a study whose most unusual window has the ratio `highest`."""
    if replicates == 0:
        return MonteCarlo(maxima=np.empty(0), floor=0.0, gumbel=None)
    if stop_after is None:
        maxima, floor = null_maxima(study, replicates, exact_below=exact_below, crew=crew)
        return MonteCarlo(maxima, floor, fit_gumbel(maxima, floor=floor))
    maxima = _maxima_until(study, replicates, highest, stop_after, crew)
    return MonteCarlo(maxima, 0.0, fit_gumbel(maxima), stop_after)


def null_maxima(
    study: Study, replicates: int, *, exact_below: float = 1.0, crew: Crew
) -> tuple[Floats, float]:
    """Return the largest ratio (replicates,) of each replicate, and the floor they are known from.

    Maxima above the floor are exact, those below are given as 0. The floor is set from the first
    replicates so that at least the share `exact_below` of the maxima lies above it: p-values
    below it are exact, and the logarithms of most windows are never taken. With 1 all are exact.
    """
    floor = _pilot_floor(study, min(PILOT, replicates), exact_below, crew)
    return _maxima_of(study, np.arange(replicates), floor, exact_below, crew)


def _maxima_of(
    study: Study, replicates: Integers, floor: float, exact_below: float, crew: Crew
) -> tuple[Floats, float]:
    maxima = np.zeros(replicates.size)
    left = np.arange(replicates.size)
    while True:
        maxima[left] = _maxima_above(study, replicates[left], floor, crew)
        left = np.flatnonzero(maxima == 0.0)
        if floor == 0.0 or maxima.size - left.size >= exact_below * maxima.size:
            return maxima, floor
        floor = _lowered(floor)


def _maxima_until(
    study: Study, replicates: int, highest: float, stop_after: int, crew: Crew
) -> Floats:
    """Return the maxima, in order, up to the `stop_after`-th that reaches `highest`."""
    floor = _pilot_floor(study, min(PILOT, replicates), 1.0, crew)
    found: list[Floats] = []
    reached = 0
    for piece in cut(replicates, STRIDE):
        maxima, _ = _maxima_of(study, np.arange(piece.start, piece.stop), floor, 1.0, crew)
        hits = np.flatnonzero(maxima >= highest * (1.0 - TIE))
        if reached + hits.size >= stop_after:
            found.append(maxima[: hits[stop_after - reached - 1] + 1])
            break
        reached += hits.size
        found.append(maxima)
    return np.concatenate(found)


def _pilot_floor(study: Study, replicates: int, exact_below: float, crew: Crew) -> float:
    """Return a floor that rather more than the wanted share of the maxima should pass."""
    wanted = min(int(np.ceil((exact_below + MARGIN) * replicates)), replicates)
    windows = study.zones.members.size * study.expected.shape[1]
    # In a small study all logarithms are taken sooner than a floor is groped for from above.
    floor = 0.6 * float(np.log(windows)) if windows > FEW_WINDOWS else 0.0
    maxima = _maxima_above(study, np.arange(replicates), floor, crew)
    while np.count_nonzero(maxima) < wanted and floor > 0.0:
        floor = _lowered(floor)
        maxima = _maxima_above(study, np.arange(replicates), floor, crew)
    # Maxima are strictly above their floor, so the smallest wanted one must not be the floor.
    return max(floor, 0.999 * float(np.sort(maxima)[replicates - wanted]))


def _lowered(floor: float) -> float:
    return 0.8 * floor if floor > 0.2 else 0.0


def _maxima_above(study: Study, replicates: Integers, floor: float, crew: Crew) -> Floats:
    bar = _Bar(study, floor, thresholds(study, floor, crew=crew))
    size = _lanes(study, bar.thresholds.itemsize)
    chunks = [replicates[piece.start : piece.stop] for piece in cut(replicates.size, size)]
    if crew.dask is not None or crew.processes:
        found = spread(
            _share_of_maxima,
            chunks,
            common=bar,
            workers=crew.workers,
            dask=crew.dask,
            label="replicates",
        )
    else:
        found = in_threads(
            lambda chunk: _chunk_maxima(bar, chunk), chunks, crew, label="replicates"
        )
    return np.concatenate(found) if found else np.empty(0)


def _share_of_maxima(bar: _Bar, chunk: Integers, _generator: np.random.Generator) -> Floats:
    return _chunk_maxima(bar, chunk)


def _chunk_maxima(bar: _Bar, chunk: Integers) -> Floats:
    """Return the maxima of a few replicates, 0 where none passes the floor."""
    study = bar.study
    chains, intervals = study.zones.chains, study.intervals
    times = intervals.times - intervals.horizon
    # Whole vectors of lanes: a remainder would be added one by one.
    lanes = -(-chunk.size // 64) * 64
    maxima = np.zeros(chunk.size)
    if intervals.is_nested:
        cells = np.zeros((study.zones.locations, times, lanes), bar.thresholds.dtype)
        study.null.draw(cells, chunk)
        _cumulate_backwards(cells)
        nested_maxima(chains, study.expected, bar.thresholds, cells, study.statistic, maxima)
    else:
        cells = np.zeros((study.zones.locations, times + 1, lanes), bar.thresholds.dtype)
        study.null.draw(cells[:, 1:], chunk)
        _cumulate(cells)
        edges = np.column_stack([intervals.first, intervals.last + 1]) - intervals.horizon
        general_maxima(
            chains, study.expected, bar.thresholds, cells, edges, study.statistic, maxima
        )
    return maxima


@kernel
def _cumulate_backwards(cells: Array) -> None:
    for location in range(cells.shape[0]):
        for time in range(cells.shape[1] - 2, -1, -1):
            for lane in range(cells.shape[2]):
                cells[location, time, lane] += cells[location, time + 1, lane]


@kernel
def _cumulate(cells: Array) -> None:
    for location in range(cells.shape[0]):
        for time in range(1, cells.shape[1]):
            for lane in range(cells.shape[2]):
                cells[location, time, lane] += cells[location, time - 1, lane]


def _lanes(study: Study, item_bytes: int) -> int:
    """Return how many replicates a chunk holds: what memory allows, in whole vectors."""
    times = study.intervals.times - study.intervals.horizon + 1
    room = CELL_BYTES // (study.zones.locations * times * item_bytes)
    return int(min(LANES, max(64, room // 64 * 64)))
