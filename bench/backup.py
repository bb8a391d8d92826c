"""How long a backup takes while people tell, and how long they wait because of it.

Run: .venv/bin/python bench/backup.py [sqlite|postgres] [megabytes]. Beside it stands a plain copy
of as many bytes, flushed, in the same minute; and the slowest answer in as much time without a
backup. The system is the real one, over HTTP.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench import results  # noqa: E402
from tests.faults.load import Crowd, forms, send  # noqa: E402
from tests.faults.system import System  # noqa: E402
from tests.faults.test_backup_is_quick import fill  # noqa: E402
from tools import postgres  # noqa: E402

COLUMNS = "database|MB|s|plain copy s|ratio|CPU s|slowest answer ms|without a backup ms"
BLOCK = 1 << 20


def plain_copy(folder: Path, megabytes: int) -> float:
    """Seconds to read so many bytes of noise and write them elsewhere, flushed."""
    noise, copy = folder / "noise", folder / "copy"
    noise.write_bytes(os.urandom(BLOCK) * megabytes)
    start = time.perf_counter()
    with noise.open("rb") as source, copy.open("wb") as target:
        while block := source.read(BLOCK):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    took = time.perf_counter() - start
    noise.unlink()
    copy.unlink()
    return took


def measure(system: System, folder: Path, *, kind: str, megabytes: int) -> None:
    """Fill it, let four villagers tell, and make one backup."""
    system.manage("prepare", "--without-places")
    system.start()
    (first,) = forms(system, 1)
    assert send(system, first) == 200
    fill(system, megabytes)
    copied = plain_copy(folder, megabytes)
    with Crowd(system, villagers=4, forms_each=3000, pause=0.05) as crowd:
        crowd.wait_for(20)
        spent, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        made = Path(system.manage("backup").stdout.split()[-1])
        end, whole = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        time.sleep(end - start)
    copied = (copied + plain_copy(folder, megabytes)) / 2
    assert crowd.statuses() == {200}
    cpu = whole.ru_utime + whole.ru_stime - spent.ru_utime - spent.ru_stime
    row = [
        kind,
        f"{made.stat().st_size / 1e6:.0f}",
        f"{end - start:.1f}",
        f"{copied:.1f}",
        f"{(end - start) / copied:.1f}",
        f"{cpu:.1f}",
        f"{1000 * crowd.longest_wait(since=start, until=end):.0f}",
        f"{1000 * crowd.longest_wait(since=end, until=2 * end - start):.0f}",
    ]
    results.keep("A backup while people tell", COLUMNS.split("|"), row)


def main(kinds: list[str], megabytes: int) -> None:
    for kind in kinds:
        print(f"backup on {kind}, {megabytes} MB")
        with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as made:
            folder = Path(made)
            (folder / "home").mkdir()
            if kind == "sqlite":
                run(System(folder / "home"), folder, kind="SQLite", megabytes=megabytes)
                continue
            try:
                with postgres.cluster(is_fast=False) as cluster:
                    system = System(folder / "home", database_url=cluster.url)
                    run(system, folder, kind="PostgreSQL", megabytes=megabytes)
            except postgres.NoPostgres as why:
                print(f"not measured on PostgreSQL: {why}")


def run(system: System, folder: Path, *, kind: str, megabytes: int) -> None:
    try:
        measure(system, folder, kind=kind, megabytes=megabytes)
    finally:
        system.kill()


if __name__ == "__main__":
    words = sys.argv[1:]
    size = int(words[1]) if words[1:] else (5 if results.IS_SHORT else 1000)
    main(words[:1] or ["sqlite", "postgres"], size)
