"""Run what follows events, and what the clock owes, until told to stop."""

import os
import secrets
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pimpasa.doors.clock import schedule
from pimpasa.doors.clock.worker import work
from pimpasa.ledger.followups import Lane, Worker


class Command(BaseCommand):
    """`./manage.py work`: as many of them as you like, on any machine that reaches the database."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which jobs it takes."""
        parser.add_argument("--lane", type=Lane, choices=list(Lane), default=Lane.ANY)

    def handle(self, *args: Any, lane: Lane, **options: Any) -> None:
        """Stop gracefully on TERM and Ctrl-C."""
        stop = threading.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: stop.set())
        # Whoever waits for a page goes first, then whoever waits for an officer.
        os.nice(10 if lane == Lane.LONG else 5)
        timer = threading.Thread(
            target=schedule.tick_until, args=(stop,), kwargs={"clock": timezone.now}, daemon=True
        )
        timer.start()
        name = f"{os.uname().nodename}-{os.getpid()}-{secrets.token_hex(3)}"
        work(Worker(name, lane), stop, clock=timezone.now)
