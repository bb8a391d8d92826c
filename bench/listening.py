"""Listen to the whole country once: from rows of counts to signals, as every Monday does.

Run: .venv/bin/python bench/listening.py. All villages there are, each topic, five years, sparse
(mean 0.02 reports a village and week, all topics together), in a home of its own, one process.
"""

import os
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import django
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.management import call_command  # noqa: E402

from bench import results  # noqa: E402
from pimpasa.counts.models import WeekCount  # noqa: E402
from pimpasa.doors.office.labels import TOPICS  # noqa: E402
from pimpasa.places.models import Village  # noqa: E402

MONDAY = date(2026, 11, 16)
WEEKS = 30 if results.IS_SHORT else 260
MEAN = 0.02
AT_ONCE = 20_000


def fill(villages: list[str], topics: list[str]) -> int:
    """Write the counts of all weeks; return how many rows."""
    draw, rows = np.random.default_rng(4), 0
    for ago in range(WEEKS):
        week = MONDAY - timedelta(weeks=ago)
        told = np.flatnonzero(draw.random(len(villages)) < MEAN)
        about = draw.integers(len(topics), size=told.size)
        batch = [
            WeekCount(village=villages[v], week=week, what=topics[t], n=1, settled=0, heard=1)
            for v, t in zip(told, about, strict=True)
        ]
        WeekCount.objects.bulk_create(batch, AT_ONCE)
        rows += len(batch)
    return rows


def peak_gb() -> float:
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(told.split()[0]) / 2**20


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_places", verbosity=0)
    villages = list(Village.objects.order_by("code").values_list("code", flat=True))
    if results.IS_SHORT:
        villages = villages[:2_000]
    topics = [f"topic:{topic}" for topic in TOPICS]
    rows = fill(villages, topics)
    from pimpasa.signals.listening import listen  # noqa: PLC0415

    start, used = time.perf_counter(), time.process_time()
    raised = listen(week=MONDAY, today=MONDAY + timedelta(days=7))
    took, used = time.perf_counter() - start, time.process_time() - used
    results.keep(
        "Listening to the country for a week",
        ["villages", "topics", "weeks", "rows", "s", "CPU-s", "signals", "GB"],
        [
            f"{len(villages)}",
            f"{len(topics)}",
            f"{WEEKS}",
            f"{rows}",
            f"{took:.1f}",
            f"{used:.1f}",
            f"{len(raised)}",
            f"{peak_gb():.2f}",
        ],
    )


if __name__ == "__main__":
    main()
