"""How long an officer waits for the inbox and for a case among very many reports, over HTTP.

Run: .venv/bin/python bench/inbox.py [sqlite|postgres] [reports]. Filling a million takes minutes;
PIMPASA_BENCH_FOLDER names a folder in which the filled SQLite home is kept for the next time.
"""

import contextlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench import processes, results  # noqa: E402
from tests.faults.system import ROOT, System  # noqa: E402
from tools import postgres  # noqa: E402

REPORTS = 1_000 if results.IS_SHORT else 1_000_000
READERS = ("district officer", "office supervisor")
ASKED = 20 if results.IS_SHORT else 240
COLUMNS = "database|reports|who|theirs|page|asked|p50 ms|p95 ms|worst ms|server MB".split("|")


def filters(today: date) -> list[str]:
    """Every state with every kind, urgency and topic, some days, and pages far back."""
    year, month = (str(today - timedelta(days=days)) for days in (365, 30))
    states = ("", "UNREAD", "SETTLED", "UNANSWERED", "ANSWERED")
    others: list[dict[str, object]] = [{}, {"kind": "REPORT"}, {"kind": "JOB_OFFER"}]
    others += [{"urgency": name} for name in ("EMERGENCY", "URGENT", "NORMAL")]
    others += [{"topic": name} for name in ("passport", "tppo")]
    others += [{"since": month}, {"since": year, "until": month}, {"page": 2}, {"page": 20}]
    return [
        urlencode({name: value for name, value in ({"state": state} | other).items() if value})
        for state, other in itertools.product(states, others)
    ]


@contextlib.contextmanager
def home_with(count: int) -> Iterator[Path]:
    """A home with so many reports in SQLite, kept when a folder for it is named."""
    if kept := os.environ.get("PIMPASA_BENCH_FOLDER"):
        home = Path(kept) / f"reports-{count}"
        home.mkdir(parents=True, exist_ok=True)
        yield home
        return
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as made:
        yield Path(made)


def fill(system: System, count: int) -> dict[str, Any]:
    """Fill it if it is empty; says who is signed in, and which cases are theirs."""
    system.manage("prepare")
    command = [sys.executable, str(ROOT / "bench" / "fill.py"), str(count)]
    done = subprocess.run(
        command, env=system.environment, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def waits(system: System, cookie: str, paths: list[str]) -> list[float]:
    """Milliseconds until each page was there whole, one after the other, in order of size."""
    connection = HTTPConnection("127.0.0.1", system.port, timeout=120)
    took = []
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
        answer = connection.getresponse()
        answer.read()
        took.append(1000 * (time.perf_counter() - start))
        assert answer.status == 200, f"{answer.status} for {path}"
        if os.environ.get("PIMPASA_BENCH_TELL"):
            print(f"  {took[-1]:7.0f} ms {path}")
    connection.close()
    return sorted(took)


def measure(system: System, *, kind: str, count: int) -> None:
    told = fill(system, count)
    system.start()
    found = [f"/kantor/laporan/?{query}" for query in filters(datetime.now(UTC).date())]
    for who in READERS:
        theirs = told[who]
        pages = {
            "inbox": list(itertools.islice(itertools.cycle(found), ASKED)),
            "case": [f"/kantor/laporan/{key}/" for key in theirs["cases"]][:ASKED],
        }
        for name, paths in pages.items():
            waits(system, theirs["cookie"], paths[:3])
            took = waits(system, theirs["cookie"], paths)
            marks = (took[len(took) // 2], took[int(len(took) * 0.95)], took[-1])
            results.keep(
                "Inbox and case page among very many reports",
                COLUMNS,
                [kind, f"{count:,}", who, f"{theirs['reports']:,}", name, str(len(took))]
                + [f"{ms:.0f}" for ms in marks]
                + [f"{processes.server_mb(system):.0f}"],
            )


def homes(kinds: list[str], count: int) -> Iterator[tuple[System, str]]:
    """A system for each kind of database, as long as it is looked at."""
    for kind in kinds:
        if kind == "sqlite":
            with home_with(count) as home:
                yield System(home), "SQLite"
            continue
        try:
            with (
                postgres.cluster(is_fast=False) as cluster,
                tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as home,
            ):
                yield System(home, database_url=cluster.url), "PostgreSQL"
        except postgres.NoPostgres as why:
            print(f"not measured on PostgreSQL: {why}")


def each(what: str, measure: Callable[..., None], words: list[str]) -> None:
    """Measure on the databases and at the size that the words of the command name."""
    count = int(words[1]) if words[1:] else REPORTS
    for system, kind in homes(words[:1] or ["sqlite", "postgres"], count):
        print(f"{what} on {kind}, {count:,} reports")
        try:
            measure(system, kind=kind, count=count)
        finally:
            system.kill()


if __name__ == "__main__":
    each("inbox", measure, sys.argv[1:])
