"""Runs the jobs that follow events, one after the other, until told to stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from pimpasa.base.sqlite import trust
from pimpasa.ledger import followups
from pimpasa.ledger.followups import LEASE, Worker

if TYPE_CHECKING:
    from pimpasa.ledger.models import Job

IDLE = 0.5  # seconds between looks when nothing is due
AWAY = 2.0  # seconds to wait for a database that is away
REAP_EVERY = LEASE / 12
RENEW_EVERY = LEASE.total_seconds() / 3

log = logging.getLogger("pimpasa.clock")


def work(
    worker: Worker, stop: threading.Event, *, clock: Callable[[], datetime], idle: float = IDLE
) -> None:
    """Take and run jobs until `stop` is set; the job in hand is finished first.

    A database that is away is waited for; every other mistake of a job is the queue's matter.
    Raises OperationalError when the disk did not keep a commit.
    """
    last_reaped: datetime | None = None
    while not stop.is_set():
        try:
            now = clock()
            if last_reaped is None or abs(now - last_reaped) > REAP_EVERY:
                followups.reap(now=now)
                last_reaped = now
            if not run_next(worker, clock=clock):
                close_old_connections()
                stop.wait(idle)
        except (DatabaseError, InterfaceError) as away:
            if trust.lost():
                raise  # the launcher starts another, which begins with what is really on disk
            log.warning("the database is away (%s); the worker waits", type(away).__name__)
            connection.close()
            stop.wait(AWAY)


def run_next(worker: Worker, *, clock: Callable[[], datetime]) -> bool:
    """Take one job, if one is due, and run it under a lease that is held while it lasts."""
    job = followups.take(worker, now=clock())
    if job is None:
        return False
    done = threading.Event()
    keeper = threading.Thread(target=_hold, args=(job, done, clock), daemon=True)
    keeper.start()
    try:
        followups.run(job, now=clock())
    finally:
        done.set()
        keeper.join()
    return True


def _hold(job: Job, done: threading.Event, clock: Callable[[], datetime]) -> None:
    """Renew the lease while the job runs; a renewal that fails lets the lease run out."""
    try:
        while not done.wait(RENEW_EVERY):
            if not followups.renew(job, now=clock()):
                return
    except (DatabaseError, InterfaceError) as away:
        log.warning("a lease could not be renewed (%s)", type(away).__name__)
    finally:
        connection.close()
