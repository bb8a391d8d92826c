"""A demonstration that was broken off is put aside and played anew: half a year lets nobody in."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from pimpasa.doors.clock.home import demonstration
from pimpasa.people import queries as people

_PARTS = ("", "-wal", "-shm")  # what SQLite keeps beside its file belongs to it


def put_unfinished_aside(say: Callable[[str], None]) -> None:
    """Make room when the demonstration has begun and does not yet say who can sign in.

    Raises CommandError on PostgreSQL, where an empty database is for its owner to make.
    """
    if demonstration(settings.HOME) != [] or not _has_begun():
        return
    if connection.vendor != "sqlite":
        raise CommandError(
            "The demonstration in this database was broken off half-way.\n"
            "  What to do: drop the database, create it again and start once more."
        )
    kept = Path(connection.settings_dict["NAME"])
    aside = kept.with_name(f"{kept.name}.unfinished")
    connection.close()
    for part in _PARTS:
        moved = aside.with_name(aside.name + part)
        moved.unlink(missing_ok=True)
        if (source := kept.with_name(kept.name + part)).exists():
            source.rename(moved)
    say(f"the demonstration was broken off half-way: it is put aside as {aside.name}")


def _has_begun() -> bool:
    return "people_account" in connection.introspection.table_names() and people.has_anyone()
