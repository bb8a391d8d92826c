"""Row 25: a large database is backed up soon enough, and whoever tells meanwhile hardly waits."""

import os
import time
from contextlib import closing
from secrets import token_bytes
from uuid import uuid4

import psycopg
import pysqlite3

from tests.faults.checker import Finally
from tests.faults.load import Crowd, finish, forms, send
from tests.faults.system import IS_LONG

MEGABYTES, MOST_SECONDS = (1000, 60) if IS_LONG else (20, 60)
# Seconds longer than without a backup. The long form is for a machine that does nothing else.
MOST_STALL = 0.25 if IS_LONG else 2.0
MESSAGE = 4_000  # bytes, sealed
WATCHED = 5 if IS_LONG else 2  # seconds without a backup, to compare with


def test_a_large_database_is_backed_up_while_people_tell(system, say):
    system.start()
    (first,) = forms(system, 1)
    assert send(system, first) == 200
    rows = fill(system, MEGABYTES)
    with Crowd(system, villagers=4, forms_each=2000, pause=0.05) as crowd:
        crowd.wait_for(20)
        begun = time.monotonic()
        time.sleep(WATCHED)
        start = time.monotonic()
        made = system.manage("backup").stdout.split()[-1]
        end = time.monotonic()
    finish(system, crowd.history)

    usual = crowd.longest_wait(since=begun, until=start)
    longest = crowd.longest_wait(since=start, until=end)
    told = f"{rows} rows, {os.path.getsize(made) >> 20} MB sealed in {end - start:.1f} s; "
    say(f"{told}longest wait {longest * 1000:.0f} ms, {usual * 1000:.0f} ms without a backup")
    assert os.path.getsize(made) > MEGABYTES * 1_000_000
    assert end - start < MOST_SECONDS
    assert longest < usual + MOST_STALL
    assert crowd.statuses() == {200}
    assert Finally(system).count("intake_report") == rows + 1 + len(crowd.history)


def fill(system, megabytes):
    """Rows like those of reports, of nobody; returns how many."""
    columns, like = row_of(system)
    count = megabytes * 1_000_000 // MESSAGE
    rows = (another(columns, like) for _ in range(count))
    names = ", ".join(columns)
    if not system.database_url:
        marks = ", ".join("?" * len(columns))
        with closing(pysqlite3.connect(system.home / "pimpasa.sqlite3")) as database, database:
            database.executemany(f"INSERT INTO intake_report ({names}) VALUES ({marks})", rows)
        return count
    into = f"COPY intake_report ({names}) FROM STDIN"
    with psycopg.connect(system.database_url) as database, database.cursor().copy(into) as copy:
        for row in rows:
            copy.write_row(row)
    return count


def row_of(system):
    """The columns of a report and the one that is there."""
    if not system.database_url:
        path = system.home / "pimpasa.sqlite3"
        with closing(pysqlite3.connect(path)) as database:
            found = database.execute("SELECT * FROM intake_report")
            return [name for name, *_ in found.description], found.fetchone()
    with psycopg.connect(system.database_url) as database:
        found = database.execute("SELECT * FROM intake_report")
        return [column.name for column in found.description], found.fetchone()


def another(columns, like):
    """A row like this one, of somebody else."""
    own = {
        "id": uuid4().hex,
        "words": token_bytes(MESSAGE),
        "receipt_digest": token_bytes(32),
        "body_digest": token_bytes(32),
    }
    return [own.get(name, value) for name, value in zip(columns, like, strict=True)]
