"""Make a new key, seal everything with it while the system runs, then let the old keys go."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pimpasa.doors.clock.keys import turn_keys


class Command(BaseCommand):
    """`./manage.py rotate_keys`: keep a copy of the key file from before and after."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long a write that began under the old key may last."""
        parser.add_argument("--grace", type=float, default=30.0, help="seconds")

    def handle(self, *args: Any, grace: float, **options: Any) -> None:
        """Say how many values were sealed anew."""
        count = turn_keys(today=timezone.localdate(), grace=grace)
        self.stdout.write(f"{count} values have the new key; the old keys are gone")
