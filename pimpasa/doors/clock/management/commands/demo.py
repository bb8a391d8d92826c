"""Make the demonstration in an empty system."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from tqdm import tqdm

from pimpasa.demo.cast import read_cast
from pimpasa.demo.year import NotEmpty, make_demonstration
from pimpasa.doors.clock.home import mark_as_demonstration
from pimpasa.people.queries import has_anyone

BAR = "  {desc:<24}{percentage:3.0f}% |{bar:30}| {elapsed} so far, about {remaining} to go"


class Command(BaseCommand):
    """Make a seeded, believable year; refuses where there are people already."""

    help = "Make the demonstration in an empty system."

    def handle(self, *args: Any, **options: Any) -> None:
        """Play the year, telling which month is played and how long the rest will take."""
        if not has_anyone():
            mark_as_demonstration(settings.HOME, [])  # whoever breaks off now finds it said
        with tqdm(total=100, bar_format=BAR, smoothing=0) as bar:

            def tell(day: date, share: float) -> None:
                bar.set_description(f"playing {day:%B %Y}", refresh=False)
                bar.update(100 * share - bar.n)

            try:
                made = make_demonstration(now=timezone.now(), progress=tell)
            except NotEmpty as refusal:
                raise CommandError(str(refusal.reason)) from refusal
        with translation.override("en"):  # as all that a terminal is told
            people = [f"{person.name}: {person.what}" for person in read_cast()]
        mark_as_demonstration(settings.HOME, people)
        self.stdout.write(f"{made} villagers have spoken")
