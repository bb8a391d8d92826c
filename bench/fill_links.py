"""Fill a home with very many contacts, and time what a new report asks of them.

Run by `bench/links.py`, in the environment of the system that is measured, after `bench/fill.py`.
Each contact was heard once and one in five again, in reports that are there (four each) and, since
nobody would wait for millions of them, in others that are not. Names of the last year are sealed
as they should be, the words of older ones are gone; few words of names are borne by most.
"""

import json
import os
import random
import sys
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.bulk import insert  # noqa: E402
from bench.officers import DISTRICT, REGENCIES  # noqa: E402
from pimpasa.base import vault  # noqa: E402
from pimpasa.intake.models import Report  # noqa: E402
from pimpasa.links.actions import note_contacts  # noqa: E402
from pimpasa.links.alike import sounds  # noqa: E402
from pimpasa.links.models import Contact, Hearing, Sound  # noqa: E402
from pimpasa.places.models import Village  # noqa: E402
from pimpasa.triage.actions import suggest_reading  # noqa: E402

RANDOM = random.Random(7)
AT_ONCE, WORDS, HEARD_A_REPORT, DAYS = 20_000, 5_000, 4, 5 * 365
ASKED = 10 if os.environ.get("PIMPASA_BENCH") == "short" else 200
GIVEN = (
    "Siti Budi Nur Dewi Agus Sri Rina Joko Wati Hadi Yuni Eko Ratna Slamet Fitri Bambang".split()
)
FAMILY = "Santoso Rahmawati Hidayat Lestari Wijaya Susanti Nugroho Handayani Saputra Kurnia".split()
KIND = """CASE WHEN n % 20 < 9 THEN 'PHONE' WHEN n % 20 < 11 THEN 'HANDLE' WHEN n % 20 < 13
    THEN 'LINK' WHEN n % 20 < 15 THEN 'ACCOUNT' WHEN n % 20 < 16 THEN 'FIRM' ELSE 'PERSON' END"""
IS_SQLITE = connection.vendor == "sqlite"
KEY = "lower(hex(randomblob(16)))" if IS_SQLITE else "gen_random_uuid()"
NOISE = "randomblob(32)" if IS_SQLITE else "decode(md5(random()::text) || md5(n::text), 'hex')"
CHANCE = "((random() & 1048575) / 1048576.0)" if IS_SQLITE else "random()"


def whole(number: str) -> str:
    return f"CAST({number} AS integer)" if IS_SQLITE else f"CAST(floor({number}) AS integer)"


def rare(count: int) -> str:
    """A number below `count`, small ones most often: of 5,000 the first takes 6 in a hundred."""
    return whole(f"{count} * pow({CHANCE}, 3)")


def numbers(count: int) -> str:
    if IS_SQLITE:
        upto = f"SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}"
        return f"(WITH RECURSIVE s(n) AS ({upto}) SELECT n FROM s) AS numbers"
    return f"(SELECT generate_series(1, {count}) AS n) AS numbers"


def day(today: date, *, since: int = 0) -> str:
    """A day within five years, at least so many days ago."""
    ago = whole(f"{since} + {DAYS - since} * {CHANCE}")
    if IS_SQLITE:
        return f"date('{today}', '-' || {ago} || ' days')"
    return f"(DATE '{today}' - {ago})"


def fill(count: int, today: date) -> None:
    """Contacts, where they were heard, and how names sound."""
    with connection.cursor() as cursor:
        if IS_SQLITE:
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1500000")
        else:
            cursor.execute("SET session_replication_role = replica")
        step("old contacts", lambda: cursor.execute(_contacts(count * 4 // 5, today)))
        step("names and contacts of the year", lambda: _of_the_year(count // 5, today))
        step("hearings", lambda: [cursor.execute(each) for each in _hearings(count, today)])
        step("sounds", lambda: [cursor.execute(each) for each in _sounds()])
        step("analyze", lambda: cursor.execute("ANALYZE"))


def step(name: str, do: Callable[[], object]) -> None:
    start = time.monotonic()
    with transaction.atomic():
        do()
    print(f"  {name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)


def _contacts(count: int, today: date) -> str:
    return f"""INSERT INTO links_contact (id, kind, digest, original, first_heard_on)
        SELECT {KEY}, {KIND}, {NOISE}, NULL, {day(today, since=366)} FROM {numbers(count)}"""


def _of_the_year(count: int, today: date) -> None:
    kinds = ["PHONE"] * 9 + ["HANDLE"] * 2 + ["LINK"] * 2 + ["ACCOUNT"] * 2 + ["FIRM"]
    kinds += ["PERSON"] * 4
    for since in range(0, count, AT_ONCE):
        insert(Contact, [_sealed(kinds[n % 20], today) for n in range(min(AT_ONCE, count - since))])


def _sealed(kind: str, today: date) -> dict[str, object]:
    key = uuid.UUID(int=RANDOM.getrandbits(128))
    name = f"{RANDOM.choice(GIVEN)} {RANDOM.choice(FAMILY)}"
    place = f"{Contact._meta.label}.original.{key}"
    return {
        "id": key.hex,
        "kind": kind,
        "digest": os.urandom(32),
        "original": vault.seal(name.encode(), place=place),
        "first_heard_on": str(today - timedelta(days=RANDOM.randrange(365))),
    }


def _hearings(count: int, today: date) -> list[str]:
    """Each once, the first four in each report that is there; then some again, some very often."""
    columns = f"INSERT INTO {Hearing._meta.db_table} (id, contact_id, report_id, village, heard_on)"
    village = "'32.12.11.200' || (n % 9)"
    far = f"""SELECT row_number() OVER (ORDER BY id) - 1 AS n, * FROM there
        WHERE village LIKE '{REGENCIES[0]}.%'"""
    return [
        """CREATE TEMP TABLE there AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id,
            coalesce(village_id, '') AS village, received_on AS day FROM intake_report""",
        "CREATE UNIQUE INDEX there_n ON there (n)",
        """CREATE TEMP TABLE named AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id,
            first_heard_on AS day FROM links_contact""",
        "CREATE UNIQUE INDEX named_n ON named (n)",
        f"""{columns} SELECT {KEY}, named.id, coalesce(there.id, {KEY}),
            coalesce(there.village, '32.12.11.2001'), coalesce(there.day, named.day)
            FROM named LEFT JOIN there ON there.n = named.n / {HEARD_A_REPORT}""",
        f"""{columns} SELECT {KEY}, named.id, {KEY}, picked.village, picked.day FROM
            (SELECT {village} AS village, {day(today)} AS day, {rare(count)} AS wanted
            FROM {numbers(count // 5)}) AS picked JOIN named ON named.n = picked.wanted""",
        f"""{columns} SELECT {KEY}, named.id, far.id, far.village, far.day
            FROM ({far.replace("*", "id, village, day")}) AS far JOIN named ON named.n = far.n
            WHERE far.n < {ASKED} ON CONFLICT DO NOTHING""",
    ]


def _sounds() -> list[str]:
    """Two words a name; the commonest are those of the names above."""
    told = [word for name in (*GIVEN, *FAMILY) for word in sounds(name)]
    digests = [vault.blind_index(word, purpose="links.sound").hex() for word in told]
    known = "X'{}'" if IS_SQLITE else "decode('{}', 'hex')"
    two_words = f"""INSERT INTO {Sound._meta.db_table} (id, contact_id, digest, heard_on)
        SELECT {KEY}, asked.id, word.digest, asked.first_heard_on FROM
        (SELECT id, first_heard_on, {rare(WORDS)} AS wanted
        FROM links_contact WHERE kind IN ('FIRM', 'PERSON')) AS asked
        JOIN word ON word.n = asked.wanted WHERE true ON CONFLICT DO NOTHING"""
    return [
        f"CREATE TEMP TABLE word AS SELECT n - 1 AS n, {NOISE} AS digest FROM {numbers(WORDS)}",
        "CREATE UNIQUE INDEX word_n ON word (n)",
        *[
            f"UPDATE word SET digest = {known.format(digest)} WHERE n = {number}"
            for number, digest in enumerate(digests)
        ],
        two_words,
        two_words,
    ]


def noted(today: date) -> list[float]:
    """Milliseconds to note what each of many new reports names: a phone that is known or is not,
    and a name that many have.
    """
    village = Village.objects.filter(district_id=DISTRICT).order_by("code").first()
    took = []
    for number in range(ASKED):
        name = f"{RANDOM.choice(GIVEN)} {RANDOM.choice(FAMILY)}"
        phone = "0812 7000 1234" if number % 2 else f"0813 5500 {RANDOM.randrange(1000, 9999)}"
        report = Report.objects.create(
            kind="JOB_OFFER",
            channel="WEB",
            village=village,
            words=f"Saya ditawari kerja di Kamboja oleh Pak {name}, hubungi {phone}.",
            received_on=today,
            receipt_digest=os.urandom(32),
            body_digest=os.urandom(32),
        )
        now = timezone.now()
        with transaction.atomic():
            suggest_reading.func(str(report.id), now=now)
            start = time.perf_counter()
            note_contacts.func(str(report.id), now=now)
            took.append(1000 * (time.perf_counter() - start))
    return sorted(took)


def looked_up() -> list[float]:
    """Milliseconds to find a known contact by its digest, and how often it was heard."""
    some = Contact.objects.filter(id__gte=uuid.UUID(int=RANDOM.getrandbits(128))).order_by("id")
    took = []
    for kind, digest in some.values_list("kind", "digest")[:ASKED]:
        start = time.perf_counter()
        found = Contact.objects.get(kind=kind, digest=digest)
        Hearing.objects.filter(contact=found).count()
        took.append(1000 * (time.perf_counter() - start))
    return sorted(took)


def main(count: int) -> None:
    today = timezone.localdate()
    if Contact.objects.count() < count:
        fill(count, today)
    print(json.dumps({"a look-up": looked_up(), "noting a report": noted(today)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
