"""A SQLite that keeps what it was given: a fixed library, and writers who queue fairly."""

import sys

import pysqlite3

FIXED_IN = (3, 51, 3)


class BrokenSQLite(RuntimeError):
    """The SQLite library here can corrupt a database that two processes write to."""


def require_fixed(version: tuple[int, int, int]) -> None:
    """Refuse libraries with the WAL-reset bug, found 2026-03-03 and fixed in 3.51.3.

    Raises BrokenSQLite. Source: sqlite.org release history of 3.51.3.
    """
    if version < FIXED_IN:
        have, need = (".".join(map(str, v)) for v in (version, FIXED_IN))
        raise BrokenSQLite(
            f"SQLite {have} can corrupt a database in WAL mode; {need} or later is needed. "
            "Install the pinned pysqlite3: make install"
        )


def use_fixed_sqlite() -> None:
    """Put the fixed library in the place of Python's own, before Django looks for it."""
    require_fixed(pysqlite3.sqlite_version_info)
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
