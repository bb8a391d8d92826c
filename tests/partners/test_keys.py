"""A key opens what it is for, is kept nowhere, and every use of it is known."""

import pytest

from pimpasa.doors.partners import access
from pimpasa.exchange.actions import OpensNothing, make_key, revoke_key
from pimpasa.exchange.models import Key
from pimpasa.exchange.queries import NoSuchKey
from pimpasa.exchange.rules import Scope
from pimpasa.ledger.models import Event
from pimpasa.ledger.queries import broken_link
from pimpasa.people.models import Account
from tests.partners.systems import System, problem, system
from tests.street import NOW, officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("token", ["", "pimpasa_wrong", "é", "a b"])
def test_without_a_good_key_nothing_opens(people, token):
    answer = System(token.encode().decode("latin-1")).get("/referrals")

    assert problem(answer) == (401, "keys.not_known")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_is_kept_nowhere(people):
    token = system(people).token

    assert token not in str(list(Key.objects.values()) + list(Account.objects.values()))
    assert token not in str(list(Event.objects.values()))


def test_a_scope_opens_its_own_operations_only(people, referral):
    reads, answers = system(people, Scope.REFERRALS_READ), system(people, Scope.REFERRALS_ANSWER)
    path = f"/referrals/{referral.id}"

    assert reads.get(path).status_code == 200
    assert problem(reads.post(f"{path}/acknowledge")) == (403, "keys.scope_missing")
    assert problem(answers.get(path)) == (403, "keys.scope_missing")
    assert answers.post(f"{path}/acknowledge").status_code == 200


def test_every_use_stands_in_the_ledger_and_says_nothing_of_the_thing(theirs, referral):
    theirs.get(f"/referrals/{referral.id}")
    theirs.post(f"/referrals/{referral.id}/answer", {"result": "?"})

    uses = Event.objects.filter(name="exchange.key_used").order_by("position")
    assert [use.subject for use in uses] == [Key.objects.get().id] * 2
    assert not any(str(referral.id) in use.details for use in uses)
    assert broken_link() is None


def test_a_revoked_key_opens_nothing(people, theirs):
    key = Key.objects.get()

    revoke_key(officer(people, "adi"), key.id, now=NOW)
    revoke_key(officer(people, "adi"), key.id, now=NOW)

    assert problem(theirs.get("/referrals")) == (401, "keys.not_known")
    assert Event.objects.filter(name="exchange.key_revoked").count() == 1


@pytest.mark.parametrize("who", ["ratna", "sari", "agus", "dewi", "tono", "lina", "putri"])
def test_only_an_administrator_makes_and_revokes(people, theirs, who):
    key = Key.objects.get()
    agency = key.account.agency_id

    with pytest.raises(NoSuchKey):
        make_key(officer(people, who), agency, "X", scopes=list(Scope), now=NOW)
    with pytest.raises(NoSuchKey):
        revoke_key(officer(people, who), key.id, now=NOW)


def test_a_key_for_nothing_is_none(people):
    with pytest.raises(OpensNothing):
        make_key(officer(people, "adi"), people["lina"].agency_id, "X", scopes=[], now=NOW)


def test_who_asks_without_end_is_told_to_wait(people, theirs, anothers, monkeypatch):
    monkeypatch.setattr(access, "VALVE", access.Valve())
    monkeypatch.setattr(access, "BURST", 2)
    monkeypatch.setattr(access.time, "monotonic", lambda: 1.0)

    answers = [theirs.get("/referrals") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert problem(answers[2]) == (429, "keys.too_often")
    assert int(answers[2].headers["Retry-After"]) > 0
    assert anothers.get("/referrals").status_code == 200
