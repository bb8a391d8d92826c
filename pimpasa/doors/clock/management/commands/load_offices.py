"""Open the immigration offices of the directory, with the territory that is known."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pimpasa.people.rules import THE_HOUSE
from pimpasa.places.actions.directory import open_directory
from pimpasa.places.directory import directory


class Command(BaseCommand):
    """Open what is missing, and say how many officially exist. Safe to run again."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Open them; an administrator checks and moves territory afterwards."""
        today = timezone.localdate()
        opened = open_directory(on=today, actor=THE_HOUSE.id, now=timezone.now())
        listed = len(directory().open_on(today))
        self.stdout.write(
            f"{len(opened)} offices opened. The directory knows {listed} by name; officially "
            f"there are {directory().official_count(today)}. Classes and territory are to be "
            "verified."
        )
