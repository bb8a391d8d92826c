"""A whole copy of the database at one moment, while others go on writing; and back again."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pysqlite3
from django.conf import settings
from django.db import connection, transaction

_PAGES = 2048  # of a SQLite file in one step, 8 MB


class CopyBroken(Exception):
    """A copy could not be made or put back; the message says why."""


def copy_database(target: Path) -> dict[str, int]:
    """Write a copy and return how many rows each table holds in it. Raises CopyBroken."""
    if connection.vendor == "sqlite":
        _copy_sqlite(target)
        return check_sqlite(target)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        rows = count_rows()
        # What is sealed hardly shrinks: higher levels take three times as long for 2 % less.
        options = ("--format=custom", "--compress=1", f"--snapshot={snapshot}")
        postgres("pg_dump", *options, f"--file={target}")
    return rows


def _copy_sqlite(target: Path) -> None:
    """All pages as they were when it began, written to disk in small steps.

    The snapshot is held open meanwhile, else each commit of others would begin the copy anew.
    """
    connection.ensure_connection()
    live = connection.connection
    target.touch(mode=0o600)
    handle = os.open(target, os.O_RDWR)
    try:
        live.execute("BEGIN DEFERRED")
        live.execute("SELECT 1 FROM sqlite_master").fetchone()
        with closing(pysqlite3.connect(target, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode=OFF")  # nobody needs half a copy
            copy.execute("PRAGMA synchronous=OFF")
            live.backup(copy, pages=_PAGES, progress=lambda *_: os.fdatasync(handle))
            copy.execute("PRAGMA journal_mode=DELETE")
        os.fsync(handle)
    finally:
        live.execute("ROLLBACK")
        os.close(handle)


def check_sqlite(path: Path) -> dict[str, int]:
    """Rows by table of a SQLite file that is whole. Raises CopyBroken when it is not."""
    with closing(pysqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise CopyBroken(f"{path.name}: {verdict}")
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
        )
        return {name: _count(database, name) for (name,) in names.fetchall()}


def put_back(source: Path, *, vendor: str) -> None:
    """Put a copy in the place of the empty database here. Raises CopyBroken."""
    if vendor != connection.vendor:
        raise CopyBroken(f"this backup is of {vendor}, the database here is {connection.vendor}")
    if not is_empty():
        raise CopyBroken("the database here is not empty; nothing was changed")
    if vendor == "postgresql":
        options = ("--single-transaction", "--no-owner", "--no-privileges", "--exit-on-error")
        postgres("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", source)
        return
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for left in ("", "-wal", "-shm"):
        target.with_name(target.name + left).unlink(missing_ok=True)
    shutil.move(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def take_away() -> None:
    """Remove what was put back but does not hold: the database is empty again."""
    if connection.vendor == "sqlite":
        connection.close()
        Path(connection.settings_dict["NAME"]).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def count_rows() -> dict[str, int]:
    """Rows by table of the PostgreSQL database here."""
    with connection.cursor() as cursor:
        return {name: _count(cursor, name) for name in connection.introspection.table_names(cursor)}


def is_empty() -> bool:
    """True when the database here has no tables."""
    return not connection.introspection.table_names()


def postgres(program: str, *options: str | Path) -> None:
    """Run one of PostgreSQL's own programs against our database. Raises CopyBroken."""
    database: dict[str, Any] = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(database[key]) for name, key in names.items() if database[key]}
    given["PGDATABASE"] = str(connection.settings_dict["NAME"])
    found = shutil.which(program)
    if found is None:
        raise CopyBroken(f"{program} is not installed: apt install postgresql-client")
    done = subprocess.run(  # noqa: S603  found on the path, with our own options
        [found, *options], env=os.environ | given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CopyBroken(f"{program}: {done.stderr.strip().splitlines()[-1:]}")


def _count(cursor: Any, table: str) -> int:
    # The name comes from the catalogue of the database itself.
    row = cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608
    return int((row if row is not None else cursor).fetchone()[0])
