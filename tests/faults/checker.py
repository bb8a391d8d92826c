"""Compares what villagers were told with what is in the database in the end."""

import hmac
import json
import time
from base64 import b64decode
from contextlib import closing
from hashlib import sha256

import psycopg
import pysqlite3


class Finally:
    """The database as it is now, read past the system."""

    def __init__(self, system):
        self.system = system
        self.is_sqlite = not system.database_url

    def rows(self, query):
        if self.is_sqlite:
            path = self.system.home / "pimpasa.sqlite3"
            with closing(pysqlite3.connect(path, timeout=20)) as database:
                return database.execute(query).fetchall()
        with psycopg.connect(self.system.database_url) as database:
            return database.execute(query).fetchall()

    def change(self, statement):
        if self.is_sqlite:
            path = self.system.home / "pimpasa.sqlite3"
            with closing(pysqlite3.connect(path, timeout=20)) as database, database:
                database.execute(statement)
        else:
            with psycopg.connect(self.system.database_url) as database:
                database.execute(statement)

    def change_alone(self, statement):
        """What PostgreSQL does only outside a transaction."""
        with psycopg.connect(self.system.database_url, autocommit=True) as database:
            database.execute(statement)

    def count(self, table, where="true"):
        return self.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0]

    def wait_until_worked_off(self, *, stuck_after=60):
        """Until no job waits. The leases that dead workers left are made to run out at once."""
        self.change(
            "UPDATE django_tasks_database_dbtaskresult "
            "SET started_at = '2020-01-01 00:00:00+00:00' WHERE status = 'RUNNING'"
        )
        least, last = None, 0.0
        while waiting := self.count("django_tasks_database_dbtaskresult", "status <> 'FAILED'"):
            if least is None or waiting < least:
                least, last = waiting, time.monotonic() + stuck_after
            assert time.monotonic() < last, f"{waiting} jobs are left"
            time.sleep(0.2)

    def digests(self):
        return [bytes(row[0]) for row in self.rows("SELECT receipt_digest FROM intake_report")]


def assert_kept(system, history, *, is_worked_off=True):
    """Every acknowledged report is there, none twice, none from nowhere, each with all it owes."""
    final = Finally(system)
    there = final.digests()
    digest = digester(system)
    acknowledged = {digest(told.code) for told in history if told.is_acknowledged}
    attempted = {digest(told.code) for told in history}
    assert len(there) == len(set(there)), "stored twice"
    assert acknowledged - set(there) == set(), "acknowledged and lost"
    assert set(there) - attempted == set(), "from nowhere"
    for told in history:
        assert set(told.receipts) <= {told.code}, "another receipt"
    assert final.count("ledger_event", "name = 'intake.report_received'") == len(there)
    if is_worked_off:
        final.wait_until_worked_off()
        assert final.count("triage_reading") == len(there)
        assert final.count("ledger_event", "name = 'triage.reading_suggested'") == len(there)
        parked = final.count("django_tasks_database_dbtaskresult")
        assert parked == 0, f"{parked} parked"
    assert "holds" in system.manage("verify_ledger").stdout
    if final.is_sqlite:
        assert final.rows("PRAGMA integrity_check") == [("ok",)]


def digester(system):
    pepper = b64decode(json.loads((system.home / "keys" / "ring.json").read_text())["pepper"])
    return lambda code: hmac.new(pepper, code.encode(), sha256).digest()
