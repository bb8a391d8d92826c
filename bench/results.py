"""Where results go: a dated line in docs/performance.md, under the heading of what was measured."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
IS_SHORT = os.environ.get("PIMPASA_BENCH") == "short"  # only to see that a bench still runs


def seconds(whole: float) -> float:
    """How long to measure: all of it, or the shortest that still shows something."""
    return 1.0 if IS_SHORT else whole


def machine() -> str:
    """Processor, cores and load of this machine, in a few words."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores {model}, load {os.getloadavg()[0]:.1f}"


def keep(heading: str, columns: list[str], row: list[str]) -> None:
    """Print one result and add it to the table under this heading, which is made when missing.

    A short run is only printed: its figures say nothing.
    """
    titles = ["date", *columns, "machine"]
    cells = [f"{datetime.now(UTC):%Y-%m-%d}", *row, machine()]
    for title, cell in zip(titles, cells, strict=True):
        print(f"  {title:34} {cell}")
    if IS_SHORT:
        return
    line = f"| {' | '.join(cells)} |"
    text = PAGE.read_text(encoding="utf-8")
    mark = f"## {heading}\n"
    if mark not in text:
        text += f"\n{mark}\n| {' | '.join(titles)} |\n|{'---|' * len(titles)}\n"
    before, _, after = text.partition(mark)
    section, more, rest = after.partition("\n## ")
    PAGE.write_text(f"{before}{mark}{section.rstrip()}\n{line}\n{more}{rest}", encoding="utf-8")
