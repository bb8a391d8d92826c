"""One at a time, for what takes longer to work out than anybody who writes should wait."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def in_turn(what: str) -> Iterator[None]:
    """Be the only one who does this, on any process of this database.

    On PostgreSQL inside one transaction and only those wait who do the same. On SQLite, which has
    one writer for everything, outside of any: open one only to write. Inside a transaction that is
    open already, nobody else can write on SQLite anyway.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])
            yield
    elif connection.in_atomic_block or _is_ours_alone():
        yield
    else:
        handle = os.open(
            f"{connection.settings_dict['NAME']}-turns",
            os.O_RDWR | os.O_CREAT | os.O_CLOEXEC,
            0o600,
        )
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _is_ours_alone() -> bool:
    """True for a SQLite in memory, which no other process sees."""
    return bool(connection.is_in_memory_db())  # type: ignore[attr-defined]
