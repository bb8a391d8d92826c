"""Run what follows events, and what the clock owes, until told to stop."""

import os
import secrets
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pimpasa.doors.clock import schedule
from pimpasa.doors.clock.worker import work
from pimpasa.ledger.followups import Worker


class Command(BaseCommand):
    """`./manage.py work`: as many of them as you like, on any machine that reaches the database."""

    help = __doc__ or ""
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop gracefully on TERM and Ctrl-C."""
        stop = threading.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: stop.set())
        os.nice(5)  # whoever waits for a page goes first
        timer = threading.Thread(
            target=schedule.tick_until, args=(stop,), kwargs={"clock": timezone.now}, daemon=True
        )
        timer.start()
        name = f"{os.uname().nodename}-{os.getpid()}-{secrets.token_hex(3)}"
        work(Worker(name), stop, clock=timezone.now)
