"""The one way to say no."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Refused(Exception):
    """A request we understand and will not carry out. Doors show `reason` as it is."""

    reason: str | Promise = ""
    status = 422

    def __init__(self, reason: str | Promise | None = None) -> None:
        """Take a more exact reason than the class gives, when there is one."""
        if reason is not None:
            self.reason = reason
        super().__init__(type(self).__name__)


class NotThere(Refused):
    """What was asked for is not there, or not for the one who asks: the two look the same."""

    status = 404


class Unavailable(Refused):
    """The system cannot keep its promise now; nothing was stored. Try again later."""

    status = 503
