"""Spread long work over processes or a Dask cluster, with the same bits on any number of them."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import Any, TypeVar

import numpy as np
from tqdm import tqdm

from kentongan.compiled import use_threads

Common = TypeVar("Common")
Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
Task = Callable[[Common, Chunk, np.random.Generator], Result]

LOSSES_BORNE = 3
"""How many times in a row a pool may lose a worker without one chunk finished in between."""


def spread(
    task: Task[Common, Chunk, Result],
    chunks: Sequence[Chunk],
    *,
    common: Common,
    seed: int | None = None,
    workers: int | None = None,
    dask: Any = None,
    label: str = "",
) -> list[Result]:
    """Return `[task(common, chunk, generator) for chunk in chunks]`, worked out side by side.

    Chunk number i draws from child i of `SeedSequence(seed)` and results keep the order of the
    chunks. So the bits depend on `seed` and on how the work was cut (`cut`), never on who did it
    or when: one process, many, a cluster, or a pool that lost a worker and did its share again.

    task     a module-level function (it is pickled)
    common   what every chunk needs; sent once to each worker
    seed     None draws fresh entropy
    workers  processes; None: one per usable core; 1: in this process
    dask     a `distributed.Client` or a scheduler's address: use that cluster instead
    label    names the progress bar, which appears on a terminal after two seconds

    Raises RuntimeError when workers keep dying on the chunks that are left.
    """
    children = np.random.SeedSequence(seed).spawn(len(chunks))
    turns = list(zip(chunks, children, strict=True))
    if workers is not None and workers < 1:
        raise ValueError(f"workers must be at least 1, got {workers}")
    count = min(workers or usable_cores(), max(len(turns), 1))
    if dask is not None:
        done = _on_dask(task, common, turns, dask)
    elif count == 1:
        done = _here(task, common, turns)
    else:
        done = _in_pool(task, common, turns, count)
    found = dict(tqdm(done, total=len(turns), desc=label, disable=None, delay=2.0))
    return [found[index] for index in range(len(turns))]


def cut(total: int, size: int) -> list[range]:
    """Cut `range(total)` into ranges of `size`; the cut must not depend on the workers.

    Raises ValueError if `total` is negative or `size` is not positive.
    """
    if total < 0 or size < 1:
        raise ValueError(f"cut needs total >= 0 and size >= 1, got total {total} and size {size}")
    return [range(start, min(start + size, total)) for start in range(0, total, size)]


def usable_cores() -> int:
    """Cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


Turn = tuple[Chunk, np.random.SeedSequence]
Done = Iterator[tuple[int, Result]]


def _here(
    task: Task[Common, Chunk, Result], common: Common, turns: list[Turn[Chunk]]
) -> Done[Result]:
    for index, turn in enumerate(turns):
        yield index, _take(task, common, turn)


def _take(task: Task[Common, Chunk, Result], common: Common, turn: Turn[Chunk]) -> Result:
    chunk, child = turn
    return task(common, chunk, np.random.default_rng(child))


def _in_pool(
    task: Task[Common, Chunk, Result], common: Common, turns: list[Turn[Chunk]], count: int
) -> Done[Result]:
    left = set(range(len(turns)))
    losses = 0
    while left:
        before = len(left)
        try:
            for index, result in _one_pool(task, common, {i: turns[i] for i in left}, count):
                left.discard(index)
                yield index, result
        except BrokenProcessPool as loss:
            losses = losses + 1 if len(left) == before else 0
            if losses == LOSSES_BORNE:
                raise RuntimeError(
                    f"workers died {losses} times without finishing any of {len(left)} chunks left"
                ) from loss


def _one_pool(
    task: Task[Common, Chunk, Result], common: Common, turns: dict[int, Turn[Chunk]], count: int
) -> Done[Result]:
    threads = max(1, usable_cores() // count)
    with ProcessPoolExecutor(
        max_workers=count,
        mp_context=multiprocessing.get_context(_start_method()),
        initializer=_settle,
        initargs=(task, common, threads),
    ) as pool:
        futures = {pool.submit(_take_settled, turn): index for index, turn in sorted(turns.items())}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            _drop(futures)


def _drop(futures: dict[Future[Result], int]) -> None:
    for future in futures:
        future.cancel()


def _start_method() -> str:
    """A plain fork would copy numba's threads in mid-step, so workers start clean."""
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


_settled: dict[str, Any] = {}


def _settle(task: Task[Common, Chunk, Result], common: Common, threads: int) -> None:
    _settled.update(task=task, common=common)
    use_threads(threads)


def _take_settled(turn: Turn[Chunk]) -> Any:
    return _take(_settled["task"], _settled["common"], turn)


def _on_dask(
    task: Task[Common, Chunk, Result], common: Common, turns: list[Turn[Chunk]], dask: Any
) -> Done[Result]:
    # Dask is optional: whoever passes a cluster has it.
    distributed: Any = import_module("distributed")
    large: Any = import_module("dask.config").set(
        {"distributed.admin.large-graph-warning-threshold": "4GB"}
    )
    with large:
        client = distributed.Client(dask, set_as_default=False) if isinstance(dask, str) else dask
        try:
            # A task, not scattered data: the scheduler can make it again when its holder dies.
            shared = client.submit(_itself, common, pure=False)
            futures = {
                client.submit(_take, task, shared, turn, pure=False): index
                for index, turn in enumerate(turns)
            }
            for future in distributed.as_completed(list(futures), loop=client.loop):
                yield futures[future], future.result()
        finally:
            if client is not dask:
                client.close()


def _itself(common: Common) -> Common:
    return common
