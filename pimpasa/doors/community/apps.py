"""The community door, as Django looks for its pages and styles."""

from django.apps import AppConfig


class Community(AppConfig):
    """Pages for anyone, without an account."""

    name = "pimpasa.doors.community"
    label = "community"
    default = True
