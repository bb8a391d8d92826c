"""Make the demonstration in an empty system."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from tqdm import tqdm

from pimpasa.demo.cast import read_cast
from pimpasa.demo.script import MESSAGES
from pimpasa.demo.year import NotEmpty, make_demonstration
from pimpasa.doors.clock.home import mark_as_demonstration


class Command(BaseCommand):
    """Make a seeded, believable year; refuses where there are people already."""

    help = "Make the demonstration in an empty system."

    def handle(self, *args: Any, **options: Any) -> None:
        """Play the year with a progress bar."""
        with tqdm(total=MESSAGES, desc="Demonstration", unit="message") as bar:
            try:
                made = make_demonstration(now=timezone.now(), progress=bar.update)
            except NotEmpty as refusal:
                raise CommandError(str(refusal.reason)) from refusal
        with translation.override("en"):  # as all that a terminal is told
            people = [f"{person.name}: {person.what}" for person in read_cast()]
        mark_as_demonstration(settings.HOME, people)
        self.stdout.write(f"{made} villagers have spoken")
