"""An officer at the desk of a running system, over HTTP."""

import json
import secrets
from urllib.parse import urlencode

from tests import standing
from tests.office.desk import at_the_desk, with_second_factor


class Desk:
    """Ratna, who serves Lombang, signed in at every server of the system."""

    def __init__(self, system):
        self.system = system
        begun = system.manage(
            "shell", "-v", "0", "-c", "from tests.faults.desk import begin; begin()"
        )
        self.village, self.session = json.loads(begun.stdout)
        self.own = secrets.token_hex(16)  # in the cookie and in the form: no other site knows it

    def send(self, path, fields, *, port):
        """Send a form of the office; returns the status."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={self.own}",
        }
        body = urlencode(fields | {"csrfmiddlewaretoken": self.own})
        return self.system.ask("POST", path, body, headers, port=port)[0]


def begin():
    """Inside a system: make the standing people, sign Ratna in, say where and how."""
    ratna = with_second_factor(standing.everyone()["ratna"])
    session = at_the_desk(ratna).cookies["sessionid"].value
    print(json.dumps([standing.LOMBANG, session]))  # noqa: T201  for whoever started us
