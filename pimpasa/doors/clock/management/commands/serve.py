"""Serve the whole system: prepare what is missing, then run server, worker and timer."""

import os
import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from pimpasa.doors.clock.greeting import Greeting
from pimpasa.doors.clock.home import held, is_loopback, require_free
from pimpasa.doors.clock.preparation import is_demonstration, prepare
from pimpasa.doors.clock.supervisor import Part, Supervisor
from pimpasa.ledger.followups import Lane


class Command(BaseCommand):
    """`./manage.py serve`: what `make run` calls."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        """Run until Ctrl-C."""
        require_free(host, port)
        with held(settings.HOME):
            wants_demo = is_loopback(host) and os.environ.get("PIMPASA_DEMO") != "0"
            is_demonstration(on_loopback=is_loopback(host))
            prepare(self._say, wants_demo=wants_demo, today=timezone.localdate())
            is_demo = is_demonstration(on_loopback=is_loopback(host))
            instance = os.environ.get("PIMPASA_INSTANCE") or secrets.token_hex(8)
            environment = os.environ | {
                "PIMPASA_DEMO": "1" if is_demo else "0",
                "PIMPASA_INSTANCE": instance,
                "PIMPASA_SUPERVISED": "1",
            }
            greeting = Greeting(host, port, instance=instance, say=self.stdout.write)
            Supervisor(parts(host, port), environment).run(each_round=greeting.once_ready)

    def _say(self, what: str) -> None:
        self.stdout.write(f"- {what}")
        self.stdout.flush()


def parts(host: str, port: int) -> list[Part]:
    """All that runs: what takes long has a worker of its own, so that nobody in danger waits."""
    return [
        Part("server", server_command(host, port)),
        Part("worker", worker_command(Lane.SWIFT)),
        Part("worker of long jobs", worker_command(Lane.LONG)),
    ]


def server_command(host: str, port: int) -> list[str]:
    """How the web server is started."""
    # Few processes, many threads: the writes of one share a flush to disk (base/groupcommit.py).
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(settings.SERVER_PROCESSES),
        "--blocking-threads": str(settings.SERVER_THREADS),
        "--log-level": "error",
        "--respawn-interval": "0.5",
        "--workers-kill-timeout": "10",
    }
    flat = [word for option in options.items() for word in option]
    flags = [
        "--working-dir",
        str(settings.ROOT),
        "--no-ws",
        "--no-access-log",
        "--respawn-failed-workers",
    ]
    return [sys.executable, "-m", "granian", *flat, *flags, "pimpasa.wsgi:application"]


def worker_command(lane: Lane = Lane.ANY) -> list[str]:
    """How a worker is started; the timer lives in it."""
    return [sys.executable, str(settings.ROOT / "manage.py"), "work", "--lane", lane]
