"""Pictures hold what they were given, and the worked example runs and finds its recruiter."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kentongan.space.scan import scan

mpl = pytest.importorskip("matplotlib")
mpl.use("Agg")

from kentongan.plot import plot_clusters, plot_power, plot_series  # noqa: E402

PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _close():
    yield
    mpl.pyplot.close("all")


def test_a_series_shows_bars_bound_and_alarms():
    axes = plot_series(
        [1, 2, 9], upper_bound=[4.0, 4.0, 5.0], alarm=[0, 0, 1], expected=[1.0, 1.0, 1.0]
    )
    assert [bar.get_height() for bar in axes.containers[0]] == [1, 2, 9]
    assert [bar.get_height() for bar in axes.containers[1]] == [9]
    assert axes.lines[0].get_ydata().tolist() == [4.0, 4.0, 5.0]


def test_a_map_marks_the_members_of_significant_clusters_alone():
    coordinates = np.random.default_rng(0).random((30, 2))
    counts = np.zeros((6, 30), int)
    counts[:, ::3] = 1
    counts[5, 4] = 9
    result = scan(counts, coordinates, population=np.ones(30), replicates=99)
    axes = plot_clusters(coordinates, result)
    significant = [cluster for cluster in result.clusters if cluster.p_value < 0.05]
    assert len(significant) >= 1
    assert len(axes.collections) == 1 + len(significant)
    assert len(axes.collections[1].get_offsets()) == significant[0].members.size


def test_power_draws_a_curve_a_method():
    axes = plot_power([1, 5, 10], {"C1": [0.2, 0.5, 0.8], "C2": [0.2, 0.6, 0.9]})
    assert [line.get_label() for line in axes.lines] == ["C1", "C2"]


def test_wrong_shapes_are_named():
    with pytest.raises(ValueError, match="one shape"):
        plot_series([1, 2], upper_bound=[1.0], alarm=[0, 0])
    with pytest.raises(ValueError, match="shape of sizes"):
        plot_power([1, 2], {"C1": [0.5]})


def test_the_worked_example_finds_its_recruiter(tmp_path):
    subprocess.run(
        [sys.executable, "docs/examples/recruiter_among_villages.py", str(tmp_path)],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        check=True,
        timeout=300,
    )
    lines = (tmp_path / "clusters.txt").read_text().splitlines()
    planted, found = (set(re.search(r"\[(.*?)\]", line)[1].split(", ")) for line in lines[:2])
    assert planted & found
    assert all((tmp_path / name).stat().st_size > 5000 for name in ("map.png", "series.png"))
