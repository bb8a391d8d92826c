"""Print a signed head of the ledger: keep it elsewhere, and it proves all that came before."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pimpasa.ledger.queries import signed_head


class Command(BaseCommand):
    """`./manage.py sign_head > head.json`."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it to standard output."""
        self.stdout.write(json.dumps(signed_head(on=timezone.localdate()), indent=1))
