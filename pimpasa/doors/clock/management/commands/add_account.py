"""Open the first account of an empty system: an administrator, who opens the others."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pimpasa.base.errors import Refused
from pimpasa.people.actions.accounts import Person, Post, open_account
from pimpasa.people.rules import THE_HOUSE, Role


class Command(BaseCommand):
    """Open an administrator's account; the first password is shown once."""

    help = "Open an administrator's account; the first password is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        """A name to sign in with, and the person's own name."""
        parser.add_argument("username")
        parser.add_argument("--name", required=True)
        parser.add_argument("--language", choices=["id", "en"], default="id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it, or say why not."""
        person = Person(options["username"], options["name"], language=options["language"])
        try:
            _, password = open_account(
                person, post=Post(Role.ADMIN), by=THE_HOUSE, now=timezone.now()
            )
        except Refused as refusal:
            raise CommandError(str(refusal.reason)) from refusal
        self.stdout.write(f"{person.username} may sign in. First password: {password}")
