"""How long from `make run` to the first page, the second time; and how much memory it takes.

Run: .venv/bin/python bench/start.py. Both starts have a home of their own; the first, which loads
all places, is not timed.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench import processes, results  # noqa: E402
from tests.faults.system import ROOT, free_port  # noqa: E402

STARTS = 1 if results.IS_SHORT else 5
AT_MOST = 60.0  # seconds, on a machine that does much else
SETTLED = 4.0  # seconds until the names are read in and nothing more happens


@contextlib.contextmanager
def running(home: Path, port: int) -> Iterator[tuple[float, int]]:
    """The whole system as `make run` starts it: seconds to the first page, and its process."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PIMPASA", "DATABASE"))}
    environment = plain | {"PIMPASA_HOME": str(home), "PIMPASA_DEMO": "0"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    start = time.perf_counter()
    made = subprocess.Popen(
        ["make", "-s", "run", f"PORT={port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for_page(port, until=start + AT_MOST)
        yield time.perf_counter() - start, made.pid
    finally:
        os.killpg(made.pid, signal.SIGTERM)
        made.wait(30)


def _wait_for_page(port: int, *, until: float) -> None:
    while time.perf_counter() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        with contextlib.suppress(OSError, HTTPException):
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        connection.close()
        time.sleep(0.01)
    raise AssertionError(f"no page within {AT_MOST} s")


def main() -> None:
    took, memory = [], {}
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as home:
        with running(Path(home), free_port()):
            pass
        for _ in range(STARTS):
            with running(Path(home), free_port()) as (seconds, pid):
                took.append(seconds)
                time.sleep(SETTLED)
                memory = processes.by_part(pid)
    took.sort()
    parts = ["server", "worker", "supervisor"]
    results.keep(
        "Second start, and memory at rest",
        ["starts", "median s", "slowest s", *[f"{part} MB" for part in parts]],
        [str(STARTS), f"{took[len(took) // 2]:.1f}", f"{took[-1]:.1f}"]
        + [f"{memory[part]:.0f}" for part in parts],
    )


if __name__ == "__main__":
    main()
