"""The start of the system: the story is told to the ledger once, before anything happens."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


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


class Files(StaticFilesConfig):
    """What pages load, without what packages bring for those who build them."""

    default = False
    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*-dev.js",
        "*.map",
        "*.d.ts",
        "maplibre-gl.js",  # the build for a strict policy is the other one
    ]
