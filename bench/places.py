"""How long it takes to find a village, beside the query most people would write.

Run: .venv/bin/python bench/places.py. It loads all places into a home of its own.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Q  # noqa: E402

from bench import results  # noqa: E402
from pimpasa.places import queries  # noqa: E402
from pimpasa.places.models import Village  # noqa: E402

SAMPLE = 20 if results.IS_SHORT else 400
RANDOM = random.Random(1)


def resident_mb() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def slip(name: str) -> str:
    at = RANDOM.randrange(len(name))
    return name[:at] + name[at + 1 :]


def by_like(text: str) -> list[str]:
    """The query most people would write: every word somewhere in a name, no misspelling."""
    wanted = Q()
    for word in text.split():
        wanted &= (
            Q(name__icontains=word)
            | Q(district__name__icontains=word)
            | Q(regency__name__icontains=word)
        )
    rows = Village.objects.filter(wanted).select_related("district", "regency")
    return [village.code for village in rows[:12]]


def by_index(text: str) -> list[str]:
    return [found.code for found in queries.find_villages(text)]


def measure(find: Callable[[str], list[str]], asked: list[tuple[str, str]]) -> list[str]:
    """p50, p95 and worst in ms, and the share in which the village is among the first 12."""
    took, hits = [], 0
    for text, code in asked:
        start = time.perf_counter()
        hits += code in find(text)
        took.append(1e3 * (time.perf_counter() - start))
    took.sort()
    marks = (took[len(took) // 2], took[int(len(took) * 0.95)], took[-1])
    return [f"{ms:.1f}" for ms in marks] + [f"{hits / len(asked):.1%}"]


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_places", verbosity=0)
    rows = list(
        Village.objects.order_by("code").values_list(
            "code", "name", "district__name", "regency__name"
        )
    )
    before, start = resident_mb(), time.perf_counter()
    queries.names()
    built = f"{time.perf_counter() - start:.2f} s, {resident_mb() - before:.0f} MB"
    drawn = RANDOM.sample(rows, SAMPLE)
    kinds = {
        "name": [(name, code) for code, name, _, _ in drawn],
        "name district": [(f"{name} {district}", code) for code, name, district, _ in drawn],
        "name regency": [(f"{name} {regency}", code) for code, name, _, regency in drawn],
        "slip district": [(f"{slip(name)} {district}", code) for code, name, district, _ in drawn],
        "first 4 letters": [(name[:4], code) for code, name, _, _ in drawn],
    }
    for kind, asked in kinds.items():
        for way, find in (("index", by_index), ("LIKE", by_like)):
            results.keep(
                "Finding a village among 83,762",
                "asked|way|p50 ms|p95 ms|worst ms|found|index built in".split("|"),
                [kind, way, *measure(find, asked), built if way == "index" else "-"],
            )


if __name__ == "__main__":
    main()
