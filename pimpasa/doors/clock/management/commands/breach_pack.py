"""After a breach: what was shown, when and to whom, and until when the law wants it told."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from pimpasa.doors.clock.breach import Suspected, write_pack


class Command(BaseCommand):
    """`./manage.py breach_pack FOLDER --known MOMENT --since MOMENT`."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is known so far. Moments without a zone are of Jakarta."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--known", type=_moment, required=True, help="when it became known")
        parser.add_argument("--since", type=_moment, required=True)
        parser.add_argument("--until", type=_moment, default=None)
        parser.add_argument("--by", action="append", default=[], help="an account; may be repeated")
        parser.add_argument("--how", default="", help="how it happened, as far as known")
        parser.add_argument("--remedy", default="", help="what was done about it")
        parser.add_argument("--language", choices=["id", "en"], default="id")

    def handle(self, *args: Any, folder: Path, **given: Any) -> None:
        """Say where it is."""
        now = timezone.now()
        suspected = Suspected(
            known_at=given["known"],
            since=given["since"],
            until=given["until"] or now,
            by=tuple(given["by"]),
            how=given["how"],
            remedy=given["remedy"],
        )
        with translation.override(given["language"]):
            try:
                notice = write_pack(suspected, folder, now=now)
            except LookupError as unknown:
                raise CommandError(str(unknown)) from unknown
        self.stdout.write(str(notice))


def _moment(typed: str) -> datetime:
    read = datetime.fromisoformat(typed)
    return read if timezone.is_aware(read) else timezone.make_aware(read)
