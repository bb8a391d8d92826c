"""Check that nothing in the ledger was changed, removed or cut off."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pimpasa.ledger import queries


class Command(BaseCommand):
    """`./manage.py verify_ledger [--head FILE]`: exit 1 and the first broken link, if any."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A head that was kept elsewhere shows more than the chain alone."""
        parser.add_argument("--head", type=Path, help="a signed head kept elsewhere")

    def handle(self, *args: Any, head: Path | None, **options: Any) -> None:
        """Walk both chains, then compare with the head."""
        if found := queries.broken_link():
            raise CommandError(f"{found.chain} {found.position}: {found.reason}")
        if head is not None:
            missing = queries.missing_since(json.loads(head.read_text(encoding="ascii")))
            if missing:
                raise CommandError(missing)
        now = queries.head(on=timezone.localdate()).positions
        self.stdout.write("holds: " + ", ".join(f"{chain} {n}" for chain, n in now.items()))
