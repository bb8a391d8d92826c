"""What would make the first person wait is read into memory beside the first requests."""

from __future__ import annotations

import gc
import logging
import threading

from django.db import DatabaseError, connection

from pimpasa.places import queries as places
from pimpasa.triage.reader import read

log = logging.getLogger("pimpasa.doors")


def warm_up() -> threading.Thread:
    """Begin it and go on; whatever is needed before it is there is made at its first use."""
    thread = threading.Thread(target=_read_in, name="warm", daemon=True)
    thread.start()
    return thread


def _read_in() -> None:
    try:
        if places.are_loaded():
            places.names()
    except DatabaseError as away:
        log.warning("the village names will be read at their first use (%s)", type(away).__name__)
    finally:
        connection.close()
    read("")
    gc.collect()
    gc.freeze()  # what stays for good is never looked through again
