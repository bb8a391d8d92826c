"""What has to be there before the first page is shown; quick when it is there already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connection

from pimpasa.answers import cardsearch
from pimpasa.base.translations import compile_catalogues
from pimpasa.doors.clock.home import demonstration
from pimpasa.doors.clock.unfinished import put_unfinished_aside
from pimpasa.people import queries as people
from pimpasa.places import queries as places


def prepare(
    say: Callable[[str], None], *, today: date, wants_demo: bool, wants_places: bool = True
) -> None:
    """Database, places, translations, files of the pages, search and, if wanted, a demonstration.

    Each long step says what it does.
    """
    require_durable()
    if wants_demo:
        put_unfinished_aside(say)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    compile_catalogues(settings.LOCALE_PATHS)
    if wants_places and not places.are_loaded():
        say("loading 91,599 places")
        call_command("load_places", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    cardsearch.refresh_index(on=today)
    if wants_demo and not people.has_anyone() and "demo" in get_commands():
        say("making a year of demonstration (some minutes; PIMPASA_DEMO=0 starts empty)")
        call_command("demo", verbosity=0)


def require_durable() -> None:
    """Refuse a PostgreSQL that answers before it has written. Raises CommandError."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute("SELECT current_setting(%s)", [name])
            if cursor.fetchone()[0] == "off":
                raise CommandError(
                    f"PostgreSQL runs with {name}=off and could lose what it acknowledged.\n"
                    f"  What to do: set {name}=on in postgresql.conf and restart it."
                )


def is_demonstration(*, on_loopback: bool) -> bool:
    """True when the pages may offer the standing people to whoever looks.

    Raises CommandError when that would be beside real data, or for others to reach.
    """
    is_marked = demonstration(settings.HOME) is not None
    if settings.DEMO and not is_marked and people.has_anyone():
        raise CommandError(
            "PIMPASA_DEMO=1, but the data here is not a demonstration.\n"
            "  What to do: leave it out, or choose another PIMPASA_HOME or DATABASE_URL."
        )
    if is_marked and not on_loopback:
        raise CommandError(
            f"{settings.HOME} holds the demonstration, which only this machine may reach.\n"
            "  What to do: listen on 127.0.0.1, or start empty: PIMPASA_HOME=/some/folder "
            "PIMPASA_DEMO=0"
        )
    return is_marked
