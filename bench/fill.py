"""Fill a prepared home with very many reports, and sign two officers in who look at them.

Run by `bench/inbox.py`, in the environment of the system that is measured. Rows go into the tables
in bulk, spread as life spreads them: few regencies send many, most villages send little. Only the
words that an officer of the bench may open are really sealed; the rest has their length.
"""

import itertools
import json
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.settings")
django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.bulk import insert  # noqa: E402
from bench.officers import DISTRICT, REGENCIES, cases, people, signed_in  # noqa: E402
from pimpasa.answers.models import Deadline, Message  # noqa: E402
from pimpasa.base import vault  # noqa: E402
from pimpasa.counts.models import WeekCount  # noqa: E402
from pimpasa.counts.rules import week_of, whats_of  # noqa: E402
from pimpasa.intake.models import Report  # noqa: E402
from pimpasa.ledger.models import Chain, Event  # noqa: E402
from pimpasa.people.models import Account  # noqa: E402
from pimpasa.places.models import Village  # noqa: E402
from pimpasa.triage.models import Emergency, Reading, Settlement  # noqa: E402
from pimpasa.triage.reader import read  # noqa: E402

RANDOM = random.Random(7)
YEARS, AT_ONCE = 5, 10_000
OFFICER = "00000000000040008000000000000001"
TOLD = (
    "LOWONGAN admin slot di Kamboja, gaji 15 juta, tanpa pengalaman, tiket dan paspor gratis, "
    "berangkat minggu depan. Tetangga saya sudah dua orang ikut, paspornya dipegang agen.",
    "Tolong, adik saya disekap di Kamboja, dipukuli tiap hari, tidak boleh keluar dan HP disita.",
    "Pak, berapa biaya bikin paspor biasa untuk lima tahun? Apa harus ke kota atau bisa di desa?",
    "Ada orang dari kota cari anak gadis umur 16 untuk kerja di rumah makan, katanya gaji besar.",
    "Usul: kantor buka hari Sabtu, karena kami bekerja di sawah dan pabrik sepanjang minggu.",
)
KINDS = ("JOB_OFFER", "REPORT", "QUESTION", "REPORT", "SUGGESTION")


@dataclass(frozen=True)
class Sample:
    """One text, as read, with what its rows hold of it."""

    words: bytes
    kind: str
    topics: str
    urgency: str
    risk: str
    whole: bytes
    is_tppo: bool
    is_tppm: bool
    is_child: bool


def samples() -> list[Sample]:
    made = []
    for words, kind in zip(TOLD, KINDS, strict=True):
        seen = read(words)
        made.append(
            Sample(
                words=words.encode(),
                kind=kind,
                topics=json.dumps(sorted(seen.topics)),
                urgency=str(seen.urgency).upper(),
                risk=str(seen.risk).upper(),
                whole=json.dumps(asdict(seen), ensure_ascii=False).encode(),
                is_tppo=seen.is_tppo,
                is_tppm=seen.is_tppm,
                is_child=seen.child,
            )
        )
    return made


def villages(count: int) -> list[str]:
    """The village of each report: regencies and villages in them differ as in life."""
    codes = list(Village.objects.order_by("code").values_list("code", flat=True))
    ranks = list(range(1, 1 + len({code[:5] for code in codes})))
    RANDOM.shuffle(ranks)
    weight = dict(zip(sorted({code[:5] for code in codes}), ranks, strict=True))
    weight.update(dict(zip(REGENCIES, (1, 2, 3), strict=True)))
    pull = [RANDOM.lognormvariate(0, 1) / (20 + weight[code[:5]]) for code in codes]
    return RANDOM.choices(codes, pull, k=count)


def rows(count: int, today: date) -> Iterator[dict[type[models.Model], list[dict[str, object]]]]:
    """All rows of one report after the other, the oldest first."""
    texts, day_of = samples(), _days(today)
    for number, village in enumerate(sorted_by_chance(villages(count))):
        text = RANDOM.choices(texts, (20, 1, 50, 14, 15))[0]
        days_ago = int((1 - number / count) ** 1.5 * YEARS * 365)
        yield _rows_of(number, village, text, day_of[days_ago], days_ago)


def sorted_by_chance(codes: list[str]) -> list[str]:
    RANDOM.shuffle(codes)
    return codes


def _rows_of(
    number: int, village: str, text: Sample, day: str, days_ago: int
) -> dict[type[models.Model], list[dict[str, object]]]:
    key = _key()
    is_ours = village.startswith(REGENCIES)
    is_settled = RANDOM.random() < (0.9 if days_ago > 14 else 0.4)
    view = {
        "kind": text.kind,
        "topics": text.topics,
        "urgency": text.urgency,
        "is_tppo": text.is_tppo,
        "is_tppm": text.is_tppm,
        "is_child": text.is_child,
    }
    report = {
        "id": key,
        "kind": text.kind,
        "channel": "WEB",
        "village": village,
        "words": _sealed(text.words, Report, "words", key, is_ours=is_ours),
        "received_on": day,
        "receipt_digest": os.urandom(32),
        "body_digest": os.urandom(32),
    }
    reading_key = _key()
    reading = view | {
        "id": reading_key,
        "report": key,
        "reader": "1",
        "read_on": day,
        "risk": text.risk,
        "whole": _sealed(text.whole, Reading, "whole", reading_key, is_ours=is_ours),
    }
    made: dict[type[models.Model], list[dict[str, object]]] = {Report: [report], Reading: [reading]}
    made[Event] = [_event(Chain.STREET, number, "intake.report_received", key, day)]
    if is_settled:
        made[Settlement] = [
            view
            | {
                "id": _key(),
                "report": key,
                "version": 1,
                "settled_by": OFFICER,
                "settled_at": f"{day} 09:00:00",
                "law_on": day,
            }
        ]
        answer = _key()
        sealed = _sealed(text.words, Message, "words", answer, is_ours=is_ours)
        made[Message] = [
            {
                "id": answer,
                "report": key,
                "position": 1,
                "officer": OFFICER,
                "words": sealed,
                "said_on": day,
            }
        ]
        made[Event].append(_event(Chain.DESK, number, "triage.reading_settled", key, day))
    elif days_ago < 14:
        made[Deadline] = [{"id": _key(), "report": key, "clock": "ANSWER", "due_on": day}]
    if text.urgency == "EMERGENCY":
        taken = {"answered_by": OFFICER, "answered_at": f"{day} 09:00:00"} if days_ago > 1 else {}
        made[Emergency] = [{"report": key, "raised_on": day} | taken]
    return made


def _event(chain: Chain, number: int, name: str, subject: str, day: str) -> dict[str, object]:
    at_desk = {"actor": OFFICER, "happened_at": f"{day} 09:00:00"} if chain is Chain.DESK else {}
    return at_desk | {
        "id": _key(),
        "chain": chain.value,
        "position": number + 1,
        "name": name,
        "subject": subject,
        "happened_on": day,
        "previous": "0" * 64,
        "hash": os.urandom(32).hex(),
    }


def _key() -> str:
    return f"{RANDOM.getrandbits(128):032x}"


def _sealed(
    plain: bytes, model: type[models.Model], field: str, key: str, *, is_ours: bool
) -> bytes:
    if not is_ours:
        return os.urandom(len(plain) + vault.HEAD_BYTES + 16)
    dashed = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
    return vault.seal(plain, place=f"{model._meta.label}.{field}.{dashed}")


def _days(today: date) -> list[str]:
    return [(today - timedelta(days=ago)).isoformat() for ago in range(YEARS * 365 + 1)]


def fill(count: int, today: date) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-800000")
    whole = rows(count, today)
    done = 0
    while batch := list(itertools.islice(whole, AT_ONCE)):
        with transaction.atomic():
            for model in (Report, Reading, Settlement, Message, Deadline, Emergency, Event):
                insert(model, [row for one in batch for row in one.get(model, [])])
        done += len(batch)
        print(f"\r  {done:,} of {count:,} reports", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def count_weeks() -> None:
    """The counts of all reports at once; one village and week at a time would take hours."""
    settled = set(Settlement.objects.values_list("report_id", flat=True))
    read = Reading.objects.values_list(
        "report_id",
        "report__village_id",
        "report__received_on",
        "kind",
        "topics",
        "is_tppo",
        "is_tppm",
        "is_child",
    )
    counted: dict[tuple[str, date, str], list[int]] = {}
    for key, village, day, kind, topics, *are_set in read.iterator(chunk_size=AT_ONCE):
        flags = itertools.compress(("tppo", "tppm", "child"), are_set)
        for what in whats_of(kind=kind, topics=topics, flags=flags):
            sums = counted.setdefault((village or "", week_of(day), what), [0, 0])
            sums[0] += 1
            sums[1] += key in settled
    rows = (
        WeekCount(village=village, week=week, what=what, n=n, settled=done, heard=n)
        for (village, week, what), (n, done) in sorted(counted.items())
    )
    while batch := list(itertools.islice(rows, AT_ONCE)):
        WeekCount.objects.bulk_create(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main(count: int) -> None:
    if not Report.objects.exists():
        fill(count, timezone.localdate())
    if not WeekCount.objects.exists():
        count_weeks()
    people()
    names = {
        "district officer": "bench-district",
        "office supervisor": "bench-office",
        "region analyst": "bench-region",
    }
    places = {
        "district officer": [f"{DISTRICT}."],
        "office supervisor": REGENCIES,
        "region analyst": REGENCIES,
    }
    told = {
        who: {
            "cookie": signed_in(Account.objects.get(username=name)),
            "cases": cases(places[who], 200),
            "reports": len(cases(places[who], 10**9)),
        }
        for who, name in names.items()
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
