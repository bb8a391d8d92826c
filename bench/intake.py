"""How many reports a second are on disk before they are acknowledged, through the real page.

Run: .venv/bin/python bench/intake.py [sqlite|postgres] [seconds]. Needs wrk. Beside it stands what
the disk alone can do in the same minute: commits of one row, one after the other.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode

import django
import pysqlite3

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench import results  # noqa: E402
from tests.faults.checker import Finally  # noqa: E402
from tests.faults.load import forms  # noqa: E402
from tests.faults.system import System, below  # noqa: E402
from tools import postgres  # noqa: E402

CONNECTIONS, THREADS = 64, 2
MOST_A_SECOND = 1500
LUA = Path(__file__).with_name("post.lua")


def raw_commits(folder: Path, *, seconds: float = 2.0) -> float:
    """Commits a second of one small row each, SQLite in WAL mode with full flushes."""
    with closing(pysqlite3.connect(folder / "raw.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE t (x)")
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            database.execute("INSERT INTO t VALUES (1)")
            count += 1
        return count / (time.perf_counter() - start)


def memory_mb(system: System) -> tuple[float, float]:
    """Proportional memory of the server's processes and of the worker."""
    server, worker = (
        sum(map(pss_mb, (process.pid, *below(process.pid)))) for process in system.processes
    )
    return server, worker


def pss_mb(pid: int) -> float:
    with suppress(FileNotFoundError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def drive(system: System, folder: Path, *, seconds: int) -> dict[str, float]:
    """Send from 64 connections for so long; returns what wrk saw."""
    bodies = folder / "bodies"
    told = forms(system, seconds * MOST_A_SECOND)
    bodies.write_text("\n".join(urlencode(one.fields) for one in told))
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-s", str(LUA), f"http://127.0.0.1:{system.port}", "--", str(bodies), str(THREADS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seen: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return seen


def measure(system: System, folder: Path, *, seconds: int, kind: str) -> None:
    system.manage("prepare", "--without-places")
    raw = raw_commits(folder)
    system.start()
    drive(system, folder, seconds=3)  # warm
    before = Finally(system).count("intake_report")
    seen = drive(system, folder, seconds=seconds)
    kept = Finally(system).count("intake_report") - before
    server, worker = memory_mb(system)
    assert seen["bad"] == 0, f"{seen['bad']} answers were not 200"
    results.keep(
        "Durable intake through the real page, 64 connections",
        "database|reports/s|p50 ms|p99 ms|broken|raw commits/s|server MB|worker MB".split("|"),
        [
            kind,
            f"{kept / seen['seconds']:.0f}",
            f"{seen['p50']:.0f}",
            f"{seen['p99']:.0f}",
            f"{seen['broken']:.0f}",
            f"{raw:.0f}",
            f"{server:.0f}",
            f"{worker:.0f}",
        ],
    )


def main(kinds: list[str], seconds: int) -> None:
    for kind in kinds:
        print(f"intake on {kind}, {seconds} s")
        with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as made:
            folder = Path(made)
            home = folder / "home"
            home.mkdir()
            if kind == "sqlite":
                run(System(home), folder, seconds=seconds, kind="SQLite FULL")
                continue
            try:
                with postgres.cluster(is_fast=False) as cluster:
                    system = System(home, database_url=cluster.url)
                    run(system, folder, seconds=seconds, kind="PostgreSQL")
            except postgres.NoPostgres as why:
                print(f"not measured on PostgreSQL: {why}")


def run(system: System, folder: Path, *, seconds: int, kind: str) -> None:
    try:
        measure(system, folder, seconds=seconds, kind=kind)
    finally:
        system.kill()


if __name__ == "__main__":
    words = sys.argv[1:]
    main(words[:1] or ["sqlite", "postgres"], int(words[1]) if words[1:] else 20)
