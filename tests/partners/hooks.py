"""A system that is called, played by a list of replies."""

from pimpasa.exchange import sending
from pimpasa.exchange.hooks import open_hook
from pimpasa.people.models import Agency
from tests.street import NOW, officer

URL = "https://sipmi.example.org/pimpasa?from=us"


class FakeSystem:
    """Answers each call with the next status, the last one for ever; keeps what came."""

    def __init__(self, *statuses, retry_after=""):
        self.statuses, self.retry_after, self.calls = list(statuses), retry_after, []

    def post(self, target, body, headers):
        self.calls.append((target, body, headers))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return sending.Reply(status, self.retry_after)


def hook(people, *, agency="bp3mi-jabar", url=URL):
    """An address of an agency's system."""
    of = Agency.objects.get_or_create(code=agency, defaults={"name": agency})[0]
    return open_hook(officer(people, "adi"), of.id, url, now=NOW)
