"""Each bench runs to its end on small sizes, prints what it saw and writes nothing down."""

import shutil

import pytest

from bench import all as benches
from bench import results

pytestmark = pytest.mark.xdist_group("bench")  # one after the other: each wants the machine


@pytest.mark.parametrize("name", benches.BENCHES)
def test_it_runs(name, monkeypatch):
    if name == "intake" and shutil.which("wrk") is None:
        pytest.skip("NOT RUN, wrk is not installed: apt install wrk")
    monkeypatch.setattr(benches, "IS_SHORT", True)
    monkeypatch.setenv("PIMPASA_BENCH", "short")
    kept = results.PAGE.read_bytes()

    done = benches.run(name, capture_output=True)

    assert done.returncode == 0, done.stderr[-3000:]
    assert any(letter.isdigit() for letter in done.stdout)
    assert results.PAGE.read_bytes() == kept


def test_no_bench_is_forgotten():
    helpers = {"all", "bulk", "fill", "fill_links", "officers", "processes", "results"}
    files = {file.stem for file in (results.PAGE.parent.parent / "bench").glob("*.py")}
    assert files - helpers == set(benches.names())
