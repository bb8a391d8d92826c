"""The office door, and the sign-in it stands on."""

from allauth.account.apps import AccountConfig
from django.apps import AppConfig


class Office(AppConfig):
    """The desk: pages, templates and what guards them."""

    name = "pimpasa.doors.office"
    default = True


class SignIn(AccountConfig):  # type: ignore[misc]
    """django-allauth's accounts, without its demand to see every request of the house.

    It wants its middleware in the list for all paths; ours lets it see the office only.
    """

    default = False

    def ready(self) -> None:
        """Register its checks and nothing else."""
        from allauth.account import checks  # noqa: F401, PLC0415  registers itself
