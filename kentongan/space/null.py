"""Counts as they would fall if nothing were happening: replicates of the null hypothesis."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kentongan.compiled import Array, Floats, Integers, kernel

STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST_MIX = np.uint64(0xBF58476D1CE4E5B9)
SECOND_MIX = np.uint64(0x94D049BB133111EB)
UNIT = 1.0 / 9007199254740992.0
MOST = np.iinfo(np.uint64).max

BLOCK = 256
"""Locations whose counts of a chunk of replicates fit a core's cache together."""


class Null(Protocol):
    """Draws replicates; replicate i is the same whoever draws it, alone or among others."""

    def draw(self, cells: Array, replicates: Integers) -> None:
        """Add the counts of each replicate to `cells` (locations, times, lanes), all zero."""


@dataclass(frozen=True)
class Multinomial:
    """A number of cases thrown independently on locations and times.

    share   (locations, times) chance of each cell within the horizon, summing to 1
    totals  (replicates,) cases within the horizon
    seed    of the whole run
    """

    share: Floats
    totals: Integers
    seed: int

    def draw(self, cells: Array, replicates: Integers) -> None:
        """Throw the cases of each replicate, first into blocks, then inside them."""
        by_location = np.cumsum(self.share.sum(axis=1))
        by_location /= by_location[-1]
        within = np.cumsum(self.share, axis=1)
        within /= np.maximum(within[:, -1:], np.finfo(float).tiny)
        guide = np.searchsorted(by_location, np.arange(by_location.size) / by_location.size)
        ends = np.minimum(np.arange(BLOCK, by_location.size + BLOCK, BLOCK), by_location.size)
        blocks = np.diff(by_location[ends - 1], prepend=0.0)
        states = np.empty(replicates.size, np.uint64)
        thrown = np.empty((replicates.size, blocks.size), np.int64)
        for lane, replicate in enumerate(replicates):
            generator = _generator(self.seed, replicate)
            thrown[lane] = generator.multinomial(self.totals[replicate], blocks)
            states[lane] = generator.integers(MOST, dtype=np.uint64)
        _throw(by_location, guide.astype(np.int32), within, thrown, states, cells)


@dataclass(frozen=True)
class Reporting(Multinomial):
    """The same, and each cell with a case counts once."""

    def draw(self, cells: Array, replicates: Integers) -> None:
        """Throw the cases of each replicate and keep which cells have any."""
        super().draw(cells, replicates)
        np.minimum(cells, 1, out=cells)


@dataclass(frozen=True)
class Shuffle:
    """Locations dealt out to times: both margins stay as they were observed.

    cases  (locations,) cases of each location
    dealt  (times,) how many cases each time within the horizon takes
    seed   of the whole run
    """

    cases: Integers
    dealt: Integers
    seed: int

    def draw(self, cells: Array, replicates: Integers) -> None:
        """Deal the cases of each replicate, first to blocks, then inside them."""
        pool = np.repeat(np.arange(self.cases.size, dtype=np.int32), self.cases)
        starts = np.arange(0, self.cases.size, BLOCK)
        held = np.add.reduceat(self.cases, starts)
        states = np.empty(replicates.size, np.uint64)
        dealt = np.empty((replicates.size, self.dealt.size, starts.size), np.int64)
        for lane, replicate in enumerate(replicates):
            generator, left = _generator(self.seed, replicate), held.copy()
            for time, count in enumerate(self.dealt):
                dealt[lane, time] = generator.multivariate_hypergeometric(
                    left, count, method="marginals"
                )
                left -= dealt[lane, time]
            states[lane] = generator.integers(MOST, dtype=np.uint64)
        _deal(pool, held, dealt, states, cells)


@dataclass(frozen=True)
class Labels:
    """Cases chosen among people without replacement: who is a case is chance, where they are not.

    pool   (people,) cell (location x times + time) of each case and control, -1 before the horizon
    cases  how many of them are cases
    seed   of the whole run
    """

    pool: NDArray[np.int32]
    cases: int
    seed: int

    def draw(self, cells: Array, replicates: Integers) -> None:
        """Choose the cases of each replicate."""
        states = np.array(
            [_generator(self.seed, one).integers(MOST, dtype=np.uint64) for one in replicates]
        )
        _choose(self.pool.copy(), self.cases, states, cells)


@dataclass(frozen=True)
class WeightedNegativeBinomial:
    """Weighted excesses (y - mu) / (1 + mu / theta) of independent negative binomial counts.

    mean        (locations, times)
    dispersion  (locations, times) theta: the variance is mean + mean^2 / theta
    seed        of the whole run
    """

    mean: Floats
    dispersion: Floats
    seed: int

    def draw(self, cells: Array, replicates: Integers) -> None:
        """Draw each replicate with a generator of its own."""
        chance = self.dispersion / (self.dispersion + self.mean)
        for lane, replicate in enumerate(replicates):
            generator = _generator(self.seed, replicate)
            counts = generator.negative_binomial(self.dispersion, chance)
            cells[:, :, lane] = (counts - self.mean) * chance


def _generator(seed: int, replicate: np.int64) -> np.random.Generator:
    """Return a replicate's own generator; child 0 of the seed is kept for the totals."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(int(replicate) + 1,)))


@kernel
def _mixed(state: np.uint64) -> np.uint64:
    """Return the output of splitmix64 at a state (Steele, Lea and Flood 2014, OOPSLA: 453-472)."""
    mixed = (state ^ (state >> np.uint64(30))) * FIRST_MIX
    mixed = (mixed ^ (mixed >> np.uint64(27))) * SECOND_MIX
    return mixed ^ (mixed >> np.uint64(31))


@kernel
def _below(bits: np.uint64, limit: int) -> int:
    """Return a whole number in 0 .. limit - 1; the bias is below 2^-20 for any pool in memory."""
    return int(float(bits >> np.uint64(11)) * UNIT * limit)


@kernel
def _throw(
    by_location: Floats,
    guide: NDArray[np.int32],
    within: Floats,
    thrown: Integers,
    states: NDArray[np.uint64],
    cells: Array,
) -> None:
    """Throw `thrown` (lanes, blocks) cases, one block after another: it stays in the cache."""
    for block in range(thrown.shape[1]):
        end = min((block + 1) * BLOCK, by_location.size)
        low = by_location[block * BLOCK - 1] if block > 0 else 0.0
        span = by_location[end - 1] - low
        for lane in range(thrown.shape[0]):
            state = states[lane]
            for _ in range(thrown[lane, block]):
                state += STEP
                place = low + span * float(_mixed(state) >> np.uint64(11)) * UNIT
                # Rounding may carry a place to the very end of its block.
                location = max(guide[min(int(place * by_location.size), by_location.size - 1)], 0)
                while location < end - 1 and by_location[location] <= place:
                    location += 1
                state += STEP
                moment = float(_mixed(state) >> np.uint64(11)) * UNIT
                time = 0
                while within[location, time] <= moment:
                    time += 1
                cells[location, time, lane] += 1
            states[lane] = state


@kernel
def _deal(
    pool: NDArray[np.int32],
    held: Integers,
    dealt: Integers,
    states: NDArray[np.uint64],
    cells: Array,
) -> None:
    """Deal `dealt` (lanes, times, blocks) cases, one block after another."""
    start = 0
    for block in range(held.size):
        mine = pool[start : start + held[block]]
        for lane in range(states.size):
            # Each replicate begins from the same hand, whoever was dealt before it.
            hand = mine.copy()
            state, taken = states[lane], 0
            for time in range(dealt.shape[1]):
                for _ in range(dealt[lane, time, block]):
                    state += STEP
                    other = taken + _below(_mixed(state), hand.size - taken)
                    hand[taken], hand[other] = hand[other], hand[taken]
                    cells[hand[taken], time, lane] += 1
                    taken += 1
            states[lane] = state
        start += held[block]


@kernel
def _choose(pool: NDArray[np.int32], cases: int, states: NDArray[np.uint64], cells: Array) -> None:
    swapped = np.empty(cases, np.int64)
    times = cells.shape[1]
    for lane in range(states.size):
        state = states[lane]
        for taken in range(cases):
            state += STEP
            other = taken + _below(_mixed(state), pool.size - taken)
            pool[taken], pool[other] = pool[other], pool[taken]
            swapped[taken] = other
            cell = pool[taken]
            if cell >= 0:
                cells[cell // times, cell % times, lane] += 1
        for index in range(cases - 1, -1, -1):
            other = swapped[index]
            pool[index], pool[other] = pool[other], pool[index]
