"""Deleted means deleted: what removed rows leave behind in the files of the database."""

from __future__ import annotations

from django.db import connection


def overwrite_what_was_removed() -> None:
    """Leave no removed row readable in the files. Call it outside a transaction.

    SQLite has overwritten the freed pages already (secure_delete); the log of writes that still
    holds the old ones is emptied here. PostgreSQL frees the rows for reuse; its own log goes as its
    files are recycled.
    """
    statement = {
        "sqlite": "PRAGMA wal_checkpoint(TRUNCATE)",
        "postgresql": "VACUUM",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
