"""Load or refresh all provinces, regencies, districts and villages of the official list."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from pimpasa.places.actions.loading import load_places

ALL_PLACES = 91_599


class Command(BaseCommand):
    """`./manage.py load_places`: a few seconds, safe to run again."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, with a bar that moves."""
        with tqdm(total=ALL_PLACES, unit="place", desc="places") as bar:
            count = load_places(bar.update)
        self.stdout.write(f"{count} places are in")
