"""Make an encrypted backup now, while the system runs, and check it."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pimpasa.doors.clock import backup
from pimpasa.doors.clock.copies import CopyBroken


class Command(BaseCommand):
    """`./manage.py backup [--into FOLDER]`."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it goes."""
        parser.add_argument("--into", type=Path, default=None)

    def handle(self, *args: Any, into: Path | None, **options: Any) -> None:
        """Say where it is."""
        os.nice(10)  # whoever tells meanwhile goes first
        try:
            made = backup.make(into or backup.folder(), now=timezone.now())
        except (backup.BackupBroken, CopyBroken, OSError) as failed:
            raise CommandError(f"no backup was made: {failed}") from failed
        self.stdout.write(str(made))
