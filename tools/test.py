"""Everything that must hold: the checks, all tests on SQLite, and again on PostgreSQL."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import check, postgres  # noqa: E402

# Nothing of these touches the database we choose here, or they start both themselves.
NOT_TWICE = ("bench", "kentongan", "browser", "journeys", "house", "faults", "docs")


def main() -> int:
    start = time.monotonic()
    holds = {"checks": check.main()}
    try:
        made = postgres.Cluster(is_fast=True)
    except postgres.NoPostgres as why:
        print(f"\nNOTHING RUNS ON POSTGRESQL: {why}\n", flush=True)
        holds["SQLite"] = pytest()
        return verdict(holds)
    say(holds, f"all tests on SQLite ({time.monotonic() - start:.0f} s so far)")
    holds["SQLite"] = pytest()
    try:
        made.start()
        say(holds, f"again on PostgreSQL ({time.monotonic() - start:.0f} s so far)")
        skip = [f"--ignore=tests/{part}" for part in NOT_TWICE]
        holds["PostgreSQL"] = pytest(*skip, DATABASE_URL=made.url)
    finally:
        made.close()
    return verdict(holds)


def pytest(*words: str, **environment: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *words]
    plain = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PIMPASA_HOME")}
    return subprocess.run(command, cwd=ROOT, env=plain | environment).returncode == 0


def say(holds: dict[str, bool], what: str) -> None:
    failed = [name for name, held in holds.items() if not held]
    print(f"\n{'FAILED so far: ' + ', '.join(failed) + '; ' if failed else ''}{what}", flush=True)


def verdict(holds: dict[str, bool]) -> int:
    """0 when all held. The last line printed is pytest's own."""
    failed = [name for name, held in holds.items() if not held]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
