"""How long desk and figures take to come where very many reports were told, over HTTP.

Run: .venv/bin/python bench/dashboard.py [sqlite|postgres] [reports]. Filled and kept as for
`bench/inbox.py`; the counts of all weeks are made once.
"""

import itertools
import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench import processes, results  # noqa: E402
from bench.inbox import each, waits  # noqa: E402
from bench.inbox import fill as filled  # noqa: E402
from bench.officers import REGENCIES  # noqa: E402
from tests.faults.system import System  # noqa: E402

ASKED = 6 if results.IS_SHORT else 60
COLUMNS = "database|reports|who|page|asked|p50 ms|p95 ms|worst ms|server MB".split("|")


def figures(today: date) -> list[str]:
    """Thirteen weeks, a year and all years; of everything, of a topic, of a place."""
    spans: list[dict[str, object]] = [{}]
    spans += [{"since": today - timedelta(days=days)} for days in (365, 5 * 365)]
    things: list[dict[str, object]] = [{}, {"what": "topic:tppo"}, {"place": REGENCIES[0]}]
    return [
        f"/kantor/angka/?{urlencode(span | thing)}"
        for span, thing in itertools.product(spans, things)
    ]


def measure(system: System, *, kind: str, count: int) -> None:
    told = filled(system, count)
    system.start()
    pages = {"desk": ["/kantor/"], "figures": figures(datetime.now(UTC).date())}
    for who, theirs in told.items():
        for name, paths in pages.items():
            waits(system, theirs["cookie"], paths[:1])
            asked = list(itertools.islice(itertools.cycle(paths), ASKED))
            took = waits(system, theirs["cookie"], asked)
            marks = (took[len(took) // 2], took[int(len(took) * 0.95)], took[-1])
            results.keep(
                "Desk and figures among very many reports",
                COLUMNS,
                [kind, f"{count:,}", who, name, str(len(took))]
                + [f"{ms:.0f}" for ms in marks]
                + [f"{processes.server_mb(system):.0f}"],
            )


if __name__ == "__main__":
    each("dashboard", measure, sys.argv[1:])
