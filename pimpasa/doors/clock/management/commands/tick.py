"""Queue once what the clock owes now; for machines whose own timer calls it every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pimpasa.doors.clock import schedule


class Command(BaseCommand):
    """`./manage.py tick`: safe to call at any time, by several at once."""

    help = __doc__ or ""
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was queued."""
        for name in schedule.tick(now=timezone.now()):
            self.stdout.write(name)
