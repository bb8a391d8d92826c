"""Replicates on threads, processes and Dask: the same bits, a killed worker included."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from kentongan.space.models import Draws, poisson
from kentongan.space.montecarlo import null_maxima
from kentongan.space.null import Multinomial
from kentongan.space.scan import intervals_of, scan
from kentongan.space.study import Crew, Study
from kentongan.space.zones import circles


def panel(locations=60, times=8):
    random = np.random.default_rng(8)
    coordinates = random.random((locations, 2))
    return coordinates, np.ones(locations), random.poisson(0.3, (times, locations))


def test_processes_draw_the_bits_of_threads():
    coordinates, population, counts = panel()
    one = scan(counts, coordinates, population=population, replicates=600, crew=Crew(1))
    many = scan(
        counts, coordinates, population=population, replicates=600, crew=Crew(2, processes=True)
    )
    assert np.array_equal(one.maxima, many.maxima)
    assert one.clusters[0].p_value == many.clusters[0].p_value


def test_dask_draws_the_bits_of_threads():
    distributed = pytest.importorskip("distributed")
    coordinates, population, counts = panel()
    one = scan(counts, coordinates, population=population, replicates=600, crew=Crew(1))
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        many = scan(
            counts, coordinates, population=population, replicates=600, crew=Crew(dask=client)
        )
    assert np.array_equal(one.maxima, many.maxima)


@dataclass(frozen=True)
class Deadly(Multinomial):
    """A null hypothesis whose first draw in another process kills that process."""

    flag: Path
    parent: int

    def draw(self, cells, replicates):
        if os.getpid() != self.parent and not self.flag.exists():
            self.flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        super().draw(cells, replicates)


@pytest.mark.faults
def test_a_killed_worker_changes_no_bit(tmp_path):
    coordinates, population, counts = panel()
    zones = circles(coordinates)
    moments = intervals_of("prospective", 8, longest=4, shortest=1)
    usual = poisson(counts[:, zones.order], np.tile(population, (8, 1)), moments, Draws(600, 1))
    null, flag = usual.null, tmp_path / "killed"
    deadly = Deadly(null.share, null.totals, null.seed, flag=flag, parent=os.getpid())
    calm = Study(zones, moments, usual.expected, usual.statistic, usual.null, 2)
    risky = Study(zones, moments, usual.expected, usual.statistic, deadly, 2)
    wanted, _ = null_maxima(calm, 600, crew=Crew(1))
    found, _ = null_maxima(risky, 600, crew=Crew(2, processes=True))
    assert flag.exists()
    assert np.array_equal(found, wanted)
