"""Import coordinates, population or outlines of places from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pimpasa.places.actions.geography import import_geography

SHOWN = 20


class Command(BaseCommand):
    """`./manage.py import_places FILE --source WHENCE`: safe to run again."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and where it comes from: figures are kept with their source."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what did not match."""
        report = import_geography(options["file"], source=options["source"])
        self.stdout.write(
            f"kept: {report.locations} locations, {report.populations} populations, "
            f"{report.boundaries} outlines; not matched: {len(report.unmatched)}"
        )
        for code in report.unmatched[:SHOWN]:
            self.stdout.write(f"  {code}")
