"""The start of the system: the story is told to the ledger once, before anything happens."""

from django.apps import AppConfig


class Pimpasa(AppConfig):
    """The whole house as one Django application without models of its own."""

    name = "pimpasa"
    label = "pimpasa"
    default = True

    def ready(self) -> None:
        """Let the ledger know what follows what."""
        from pimpasa.ledger import followups
        from pimpasa.story import AT_ONCE, FOLLOWS

        followups.tell(FOLLOWS, at_once=AT_ONCE)
