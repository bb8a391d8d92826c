"""Make what has to be there before the first page, without serving."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pimpasa.doors.clock.preparation import prepare


class Command(BaseCommand):
    """`./manage.py prepare`: for machines whose own tools start the server and the worker."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Places can come later."""
        parser.add_argument("--without-places", action="store_true")

    def handle(self, *args: Any, without_places: bool, **options: Any) -> None:
        """Never makes a demonstration."""
        prepare(
            self.stdout.write,
            today=timezone.localdate(),
            wants_demo=False,
            wants_places=not without_places,
        )
