"""How long it takes to know a contact again among very many: a look-up, a new report, and pages.

Run: .venv/bin/python bench/links.py [sqlite|postgres] [contacts]. A thousandth of the contacts is
measured first, so that a row shows what their number costs. PIMPASA_BENCH_FOLDER names a folder in
which the filled SQLite homes are kept for the next time.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench import inbox, results  # noqa: E402
from tests.faults.system import ROOT, System  # noqa: E402
from tools import postgres  # noqa: E402

CONTACTS = 2_000 if results.IS_SHORT else 10_000_000
ASKED = 3 if results.IS_SHORT else 100
COLUMNS = "database|contacts|what|asked|p50 ms|p95 ms|worst ms".split("|")
WHO = "office supervisor"


@contextlib.contextmanager
def system_on(kind: str, contacts: int) -> Iterator[System]:
    """A system with a home of its own, killed in the end."""
    with contextlib.ExitStack() as stack:
        kept = os.environ.get("PIMPASA_BENCH_FOLDER")
        if kept and kind == "sqlite":
            home = Path(kept) / f"contacts-{contacts}"
            home.mkdir(parents=True, exist_ok=True)
        else:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pimpasa-bench-")))
        url = ""
        if kind == "postgres":
            url = stack.enter_context(postgres.cluster(is_fast=False)).url
        system = System(home, database_url=url)
        stack.callback(system.kill)
        yield system


def measure(system: System, *, kind: str, contacts: int) -> None:
    told = inbox.fill(system, max(1_000, contacts // 100))
    command = [sys.executable, str(ROOT / "bench" / "fill_links.py"), str(contacts)]
    done = subprocess.run(
        command, env=system.environment, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    )
    took: dict[str, list[float]] = json.loads(done.stdout)
    system.start(with_worker=False)
    cookie, cases = told[WHO]["cookie"], told[WHO]["cases"]
    pages = {
        "a case page": [f"/kantor/laporan/{key}/" for key in cases][:ASKED],
        "the network page": ["/kantor/jaringan/"] * max(3, ASKED // 5),
    }
    for name, paths in pages.items():
        inbox.waits(system, cookie, paths[:2])
        took[name] = inbox.waits(system, cookie, paths)
    for name, each in took.items():
        marks = (each[len(each) // 2], each[int(len(each) * 0.95)], each[-1])
        results.keep(
            "Knowing a contact again",
            COLUMNS,
            [kind, f"{contacts:,}", name, str(len(each))] + [f"{ms:.1f}" for ms in marks],
        )


def main(kinds: list[str], contacts: int) -> None:
    for kind in kinds:
        for size in (contacts // 1_000, contacts) if contacts >= 1_000_000 else (contacts,):
            print(f"links on {kind}, {size:,} contacts")
            try:
                with system_on(kind, size) as system:
                    measure(system, kind=kind, contacts=size)
            except postgres.NoPostgres as why:
                print(f"not measured on PostgreSQL: {why}")


if __name__ == "__main__":
    words = sys.argv[1:]
    both = ["sqlite"] if results.IS_SHORT else ["sqlite", "postgres"]
    main(words[:1] or both, int(words[1]) if words[1:] else CONTACTS)
