"""A system of a partner agency, as it stands before the API with its key."""

import json
from uuid import uuid4

from django.test import Client

from pimpasa.exchange.actions import make_key
from pimpasa.exchange.rules import Scope
from pimpasa.people.models import Agency
from pimpasa.referrals.models import State
from tests.referrals.test_referrals_go_their_way import sent
from tests.street import NOW, officer

API = "/api/v1"


class System:
    """Speaks JSON, sends its key, and a fresh idempotency key with each deed."""

    def __init__(self, token):
        self.token, self.client = token, Client(raise_request_exception=False)

    def get(self, path, **query):
        return self.client.get(f"{API}{path}", query, headers=self._headers())

    def post(self, path, body=None, *, once=None, **headers):
        return self.client.post(
            f"{API}{path}",
            json.dumps({} if body is None else body),
            content_type="application/json",
            headers=self._headers() | {"Idempotency-Key": once or str(uuid4())} | headers,
        )

    def _headers(self):
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def system(people, *scopes, agency="bp3mi-jabar", name="SIPMI"):
    """A system of an agency whose key opens these scopes; all of them when none is named."""
    of = Agency.objects.get_or_create(code=agency, defaults={"name": agency})[0]
    by = officer(people, "adi")
    return System(make_key(by, of.id, name, scopes=scopes or list(Scope), now=NOW)[1])


def problem(answer):
    """Status and code of a problem, in the form in which all of them come."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["type"] == f"urn:pimpasa:problem:{said['code']}"
    return answer.status_code, said["code"]


def referral_sent(people, report):
    """A referral that waits for an answer of Lina's agency."""
    referral = sent(people, report)
    assert referral.state == State.SENT
    return referral
