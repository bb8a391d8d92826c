"""Read in the list of licensed placement firms (P3MI) from a CSV."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pimpasa.links.licences import MOST_BYTES, NotAList, keep_list, read_list


class Command(BaseCommand):
    """The newest list is shown beside every firm that is named. Safe to run again."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, of which day, from where."""
        parser.add_argument("file", type=Path, help="columns: nama, nomor, status, berlaku sampai")
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="2026-11-01")
        parser.add_argument("--source", required=True, help="where the list was published")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the whole list, or none of it."""
        file = options["file"]
        try:
            if file.stat().st_size > MOST_BYTES:
                raise NotAList("the file is larger than any list of firms")
            rows = read_list(file.read_text(encoding="utf-8"))
            keep_list(
                rows, as_of=options["as_of"], source=options["source"], today=timezone.localdate()
            )
        except (NotAList, OSError, UnicodeDecodeError) as broken:
            raise CommandError(f"nothing was read in: {broken}") from broken
        self.stdout.write(f"{len(rows)} firms as of {options['as_of']}.")
