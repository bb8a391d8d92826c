"""What the launcher prints once the first page can be opened."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

from django.conf import settings

from pimpasa.doors.clock.home import demonstration
from pimpasa.people import queries as people


class Greeting:
    """Says once where the system is and who can sign in."""

    def __init__(self, host: str, port: int, *, instance: str, say: Callable[[str], object]):
        """`instance` is the mark our own server puts on each answer."""
        self.host, self.port, self.instance, self.say = host, port, instance, say
        self.is_said = False

    def once_ready(self) -> None:
        """Greet when our own server answers; until then, and after that, do nothing."""
        if not self.is_said and self._answers():
            self.is_said = True
            self.say(self._words())

    def _answers(self) -> bool:
        reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        connection = HTTPConnection(reach, self.port, timeout=2)
        try:
            connection.request("GET", "/sehat", headers={"Host": "localhost"})
            return connection.getresponse().getheader("Pimpasa-Instance") == self.instance
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _words(self) -> str:
        address = f"http://{self.host}:{self.port}"
        lines = ["", f"Pimpasa is at {address}/   (Ctrl-C stops it)", ""]
        who = demonstration(settings.HOME)
        if who is not None:
            lines += ["This is a demonstration: every name and word in it is invented."]
            lines += [f"The office signs in at {address}/kantor/, one button per person:"]
            lines += [f"  {line}" for line in who]
        elif not people.has_anyone():
            lines += ["Nobody can sign in yet. The first account:"]
            lines += ["  .venv/bin/python manage.py add_account --help"]
        return "\n".join([*lines, ""])
