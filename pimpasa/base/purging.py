"""Deleted means deleted: what removed rows leave behind in the files of the database."""

from __future__ import annotations

import time

from django.db import OperationalError, connection

PATIENCE = 30.0  # seconds for readers of old pages to be done


def overwrite_what_was_removed(*, patience: float = PATIENCE) -> None:
    """Leave no removed row readable in the files. Call it outside a transaction.

    SQLite has overwritten the freed pages already (secure_delete); the log of writes that still
    holds the old ones is emptied here. PostgreSQL frees the rows for reuse; until they are used
    again, or the table is written anew, sealed bytes of them can still lie in its files.
    Raises OperationalError when somebody keeps reading the old pages.
    """
    if connection.vendor == "postgresql":
        _run("VACUUM")
        return
    last = time.monotonic() + patience
    while _run("PRAGMA wal_checkpoint(TRUNCATE)")[0]:  # 1: a reader still needs the log
        if time.monotonic() > last:
            raise OperationalError("the log of writes could not be emptied")
        time.sleep(0.1)


def _run(statement: str) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else ()
