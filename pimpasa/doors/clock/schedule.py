"""The schedule: what time itself asks for, and how often."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from pimpasa.doors.clock import tasks
from pimpasa.ledger.duties import Recurring, look_at_the_clock, queue_if_due

ROUND = 20.0  # seconds between looks at the schedule

log = logging.getLogger("pimpasa.clock")


def schedule() -> list[Recurring]:
    """All that recurs. Backups can be left to others: PIMPASA_BACKUP_HOURS=0."""
    recurring = [
        Recurring("deadlines", tasks.escalate_deadlines, timedelta(minutes=5)),
        Recurring("hooks", tasks.call_again, timedelta(minutes=1)),
        Recurring("listening", tasks.listen_to_the_week, timedelta(hours=6)),
        Recurring("figures", tasks.publish_figures, timedelta(days=1)),
        Recurring("digest", tasks.gather_news, timedelta(hours=1)),
        Recurring("retention", tasks.forget_what_is_old, timedelta(days=1)),
        Recurring("ledger", tasks.walk_ledger, timedelta(days=1)),
        Recurring("overwriting", tasks.overwrite_removed, timedelta(hours=1)),
        Recurring("head", tasks.keep_head, timedelta(days=1)),
        Recurring("certificates", tasks.remind_of_certificates, timedelta(days=1)),
        Recurring("trainings", tasks.remind_of_trainings, timedelta(days=1)),
    ]
    if settings.BACKUP_HOURS:
        every = timedelta(hours=settings.BACKUP_HOURS)
        recurring.append(Recurring("backup", tasks.make_backup, every))
    return recurring


def tick(*, now: datetime) -> list[str]:
    """Queue what is due; returns the names of what this call queued."""
    look_at_the_clock(now=now)
    return [duty.name for duty in schedule() if queue_if_due(duty, now=now)]


def tick_until(stop: threading.Event, *, clock: Callable[[], datetime]) -> None:
    """Look at the schedule again and again until `stop` is set."""
    while not stop.is_set():
        try:
            tick(now=clock())
        except (DatabaseError, InterfaceError) as away:
            log.warning("the database is away (%s); the timer waits", type(away).__name__)
            connection.close()
        stop.wait(ROUND)
