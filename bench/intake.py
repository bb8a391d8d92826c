"""How many reports a second are on disk before they are acknowledged, through the real pages.

Run: .venv/bin/python bench/intake.py [sqlite|postgres] [seconds]. Needs wrk. What is sent is what
a browser sends from the second page, files field included; "whole visit" is all three pages for
each report. Beside it stands what the disk alone can do in the same minute: commits of one row,
one after the other.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import django
import pysqlite3

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test.client import encode_multipart  # noqa: E402

from bench import processes, results  # noqa: E402
from tests.community.conftest import Fields  # noqa: E402
from tests.faults.checker import Finally  # noqa: E402
from tests.faults.load import FORM, forms  # noqa: E402
from tests.faults.system import System  # noqa: E402
from tools import postgres  # noqa: E402

CONNECTIONS, THREADS = 64, 2
MOST_A_SECOND = 1500
LUA = Path(__file__).with_name("post.lua")
BOUNDARY = "----PimpasaBenchBoundary"
NO_FILE = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="berkas"; filename=""\r\n'
    f"Content-Type: application/octet-stream\r\n\r\n\r\n--{BOUNDARY}--\r\n"
)
COLUMNS = (
    "database|way|reports/s|p50 ms|p99 ms|broken|raw commits/s|ratio|CPU ms a report|server MB"
)


@dataclass(frozen=True)
class Seen:
    """What wrk saw, what was kept of it, and what the server spent on it."""

    kept: int
    seconds: float
    p50: float  # ms, of one page
    p99: float
    bad: int
    broken: int
    cpu_seconds: float


def raw_commits(folder: Path, *, seconds: float = 2.0) -> float:
    """Commits a second of one small row each, SQLite in WAL mode with full flushes."""
    with closing(pysqlite3.connect(folder / "raw.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE IF NOT EXISTS t (x)")
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            database.execute("INSERT INTO t VALUES (1)")
            count += 1
        return count / (time.perf_counter() - start)


def bodies(system: System, count: int) -> str:
    """So many sendings as a browser would make them from the real second page."""
    told = forms(system, count)
    first = urlencode(told[0].fields | {"langkah": "lihat"})
    status, page, _ = system.ask("POST", "/lapor/", first, FORM)
    assert status == 200, status
    fields = Fields("bahaya")
    fields.feed(page.decode())
    assert fields.found, "the second page has no form"
    return "\1".join(_as_sent(fields.found | one.fields) for one in told)


def _as_sent(fields: dict[str, str]) -> str:
    """The body as a browser makes it, with the empty field for files at its end."""
    whole = encode_multipart(BOUNDARY, fields).decode()
    return whole.removesuffix(f"--{BOUNDARY}--\r\n") + NO_FILE


def drive(system: System, folder: Path, *, seconds: float, way: str) -> Seen:
    """Send from 64 connections for so long."""
    prepared = folder / "bodies"
    prepared.write_text(bodies(system, int(seconds * MOST_A_SECOND)), newline="")
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "10s"]
    command += ["-s", str(LUA), f"http://127.0.0.1:{system.port}", "--"]
    command += [str(prepared), str(THREADS), way, BOUNDARY]
    before, cpu = Finally(system).count("intake_report"), processes.cpu_seconds(system)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cpu = processes.cpu_seconds(system) - cpu
    kept = Finally(system).count("intake_report") - before
    told = json.loads(done.stdout.strip().splitlines()[-1])
    del told["requests"]
    return Seen(kept=kept, cpu_seconds=cpu, **told)


def measure(system: System, folder: Path, *, seconds: float, kind: str) -> None:
    system.manage("prepare", "--without-places")
    system.start()
    drive(system, folder, seconds=min(3, seconds), way="whole")  # warm
    for way in ("sending", "whole"):
        raw = raw_commits(folder)
        seen = drive(system, folder, seconds=seconds, way=way)
        raw = (raw + raw_commits(folder)) / 2
        assert seen.bad == 0, f"{seen.bad} answers were not 200"
        rate = seen.kept / seen.seconds
        results.keep(
            "Durable intake through the real pages, 64 connections",
            COLUMNS.split("|"),
            [
                kind,
                "whole visit" if way == "whole" else way,
                f"{rate:.0f}",
                f"{seen.p50:.0f}",
                f"{seen.p99:.0f}",
                f"{seen.broken:.0f}",
                f"{raw:.0f}",
                f"{rate / raw:.2f}",
                f"{1000 * seen.cpu_seconds / max(seen.kept, 1):.2f}",
                f"{processes.server_mb(system):.0f}",
            ],
        )


def main(kinds: list[str], seconds: float) -> None:
    for kind in kinds:
        print(f"intake on {kind}, {seconds:.0f} s a way")
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


def run(system: System, folder: Path, *, seconds: float, kind: str) -> None:
    try:
        measure(system, folder, seconds=seconds, kind=kind)
    finally:
        system.kill()


if __name__ == "__main__":
    words = sys.argv[1:]
    main(words[:1] or ["sqlite", "postgres"], float(words[1]) if words[1:] else results.seconds(20))
