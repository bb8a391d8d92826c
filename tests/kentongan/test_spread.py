"""Work is spread over any number of workers and comes back the same, even from a killed one."""

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from kentongan.spread import cut, spread


def draws(common: float, chunk: range, generator: np.random.Generator) -> np.ndarray:
    return common * generator.standard_normal(len(chunk))


def draws_but_dies_once(grave: Path, chunk: range, generator: np.random.Generator) -> np.ndarray:
    if chunk.start == 20 and not grave.exists():
        grave.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return generator.standard_normal(len(chunk))


def always_dies(_: None, __: range, ___: np.random.Generator) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuses(_: None, chunk: range, __: np.random.Generator) -> None:
    raise ValueError(f"chunk {chunk.start} is bad")


def together(results: list[np.ndarray]) -> bytes:
    return np.concatenate(results).tobytes()


def test_one_two_and_three_workers_give_the_same_bits():
    runs = {
        together(spread(draws, cut(53, 10), common=2.0, seed=7, workers=count))
        for count in (1, 2, 3)
    }
    assert len(runs) == 1


def test_another_seed_gives_other_bits_and_each_chunk_its_own():
    first = spread(draws, cut(20, 10), common=1.0, seed=7, workers=1)
    other = spread(draws, cut(20, 10), common=1.0, seed=8, workers=1)
    assert together(first) != together(other)
    assert first[0].tobytes() != first[1].tobytes()


def test_no_seed_draws_fresh_numbers():
    runs = {together(spread(draws, cut(5, 5), common=1.0, workers=1)) for _ in range(2)}
    assert len(runs) == 2


def test_a_killed_worker_changes_nothing(tmp_path):
    calm = tmp_path / "calm"
    calm.touch()
    quiet = spread(draws_but_dies_once, cut(60, 10), common=calm, seed=3, workers=1)
    grave = tmp_path / "grave"
    stormy = spread(draws_but_dies_once, cut(60, 10), common=grave, seed=3, workers=2)
    assert grave.exists()
    assert together(stormy) == together(quiet)


def test_work_that_always_kills_its_worker_is_given_up_with_a_reason():
    with pytest.raises(RuntimeError, match="workers died 3 times"):
        spread(always_dies, cut(4, 1), common=None, workers=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_the_work_rises_as_itself(workers):
    with pytest.raises(ValueError, match="chunk 0 is bad"):
        spread(refuses, cut(2, 2), common=None, workers=workers)


def test_no_work_is_no_results():
    assert spread(draws, [], common=1.0, seed=1) == []


def test_no_workers_are_refused():
    with pytest.raises(ValueError, match="workers must be at least 1, got 0"):
        spread(draws, cut(2, 1), common=1.0, workers=0)


def test_a_cut_covers_everything_once():
    assert [list(part) for part in cut(5, 2)] == [[0, 1], [2, 3], [4]]
    assert cut(0, 2) == []
    with pytest.raises(ValueError, match="size 0"):
        cut(5, 0)


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="dask[distributed] is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client


@pytest.mark.filterwarnings("ignore::Warning:distributed", "ignore::ResourceWarning")
def test_a_dask_cluster_gives_the_same_bits(cluster):
    here = spread(draws, cut(53, 10), common=2.0, seed=7, workers=1)
    there = spread(draws, cut(53, 10), common=2.0, seed=7, dask=cluster)
    by_address = spread(draws, cut(53, 10), common=2.0, seed=7, dask=cluster.scheduler.address)
    assert together(here) == together(there) == together(by_address)


@pytest.mark.filterwarnings("ignore::Warning:distributed", "ignore::ResourceWarning")
def test_a_killed_dask_worker_changes_nothing(cluster, tmp_path):
    calm = tmp_path / "calm"
    calm.touch()
    quiet = spread(draws_but_dies_once, cut(60, 10), common=calm, seed=3, workers=1)
    grave = tmp_path / "grave"
    stormy = spread(draws_but_dies_once, cut(60, 10), common=grave, seed=3, dask=cluster)
    assert grave.exists()
    assert together(stormy) == together(quiet)
