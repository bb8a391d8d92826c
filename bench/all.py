"""Every bench, one after the other: `make bench`; with PIMPASA_BENCH=short only that they run.

Each is a process of its own, so that none warms another. Says which failed, and ends with that.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
IS_SHORT = os.environ.get("PIMPASA_BENCH") == "short"
BENCHES = (
    "start",
    "places",
    "intake",
    "backup",
    "inbox",
    "dashboard",
    "links",
    "planner",
    "listening",
    "checkin",
)
DRUM = tuple(
    f"kentongan_{part}"
    for part in ("time", "space", "power", "noufaily", "recruiters", "recruiters_at_work")
)  # long: the sizes of the published studies
_SHORT: dict[str, list[str]] = {
    "kentongan_noufaily": ["--scenarios", "2", "--replicates", "1"],
    "kentongan_recruiters": ["--years", "4", "--recruiters", "4"],
    "kentongan_recruiters_at_work": ["--years", "2", "--recruiters", "2"],
    "kentongan_time": ["--quick"],
    "kentongan_power": ["--years", "4", "--recruiters", "4"],
    "kentongan_space": ["--tiny"],
}


def names() -> tuple[str, ...]:
    """All benches there are."""
    return BENCHES + DRUM


def run(name: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run this bench to its end."""
    words = _SHORT.get(name, []) if IS_SHORT else []
    command = [sys.executable, str(HERE / f"{name}.py"), *words]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(command, cwd=HERE.parent, env=environment, text=True, **more)


def main() -> int:
    failed = []
    for name in names():
        print(f"\n{name}", flush=True)
        start = time.monotonic()
        if run(name).returncode:
            failed.append(name)
        print(f"  {time.monotonic() - start:.0f} s", flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
