"""A system is called when something waits: signed, by ids alone, again until it arrives."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from pimpasa.base import vault
from pimpasa.exchange import sending
from pimpasa.exchange.hooks import (
    BOTH_HOLD,
    NoAddress,
    RenewedLately,
    close_hook,
    renew_secret,
    replay,
    send_due,
)
from pimpasa.exchange.models import Call, Hook
from pimpasa.exchange.queries import NoSuchKey
from pimpasa.ledger.models import Event
from pimpasa.referrals.actions import State, Taken, move
from tests.partners.hooks import FakeSystem, hook
from tests.partners.systems import referral_sent
from tests.street import NOW, officer, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch):
    def begin(*statuses, **more):
        fake = FakeSystem(*statuses, **more)
        monkeypatch.setattr(sending, "post", fake.post)
        return fake

    return begin


def test_a_referral_is_announced_by_its_id_alone(people, report, called):
    fake, kept = called(204), hook(people)
    referral = referral_sent(people, report)
    work()

    [(target, body, headers)] = fake.calls
    assert (target.host, target.path) == ("sipmi.example.org", "/pimpasa?from=us")
    assert json.loads(body) == {
        "type": "referral.sent",
        "timestamp": "2026-03-02T02:00:00+00:00",
        "data": {"id": str(referral.id)},
    }
    assert headers["webhook-id"] == str(Call.objects.get().id)
    assert kept.secret not in str(list(Hook.objects.values()) + list(Event.objects.values()))


def test_the_signature_is_the_one_of_the_standard(people, report, called):
    fake, kept = called(204), hook(people)
    referral_sent(people, report)
    work()

    [(_, body, headers)] = fake.calls
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(kept.secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert len(key) == 32
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


def test_only_the_agency_that_was_meant_is_called(people, report, called):
    fake = called(204)
    hook(people, agency="polda")
    referral_sent(people, report)
    work()

    assert fake.calls == []


def test_taking_it_back_is_told_too(people, report, called):
    fake = called(204)
    hook(people)
    referral = referral_sent(people, report)
    why = Taken("salah alamat")
    move(officer(people, "ratna"), referral.id, State.REVOKED, now=NOW, taken=why)
    work()

    kinds = [json.loads(body)["type"] for _, body, _ in fake.calls]
    assert kinds == ["referral.sent", "referral.revoked"]


@pytest.mark.parametrize("status", [0, 301, 302, 400, 404, 429, 500, 503])
def test_what_does_not_arrive_is_sent_again_under_the_same_id(people, report, called, status):
    fake = called(status, 200)
    hook(people)
    referral_sent(people, report)
    work()

    assert send_due(now=NOW + timedelta(seconds=4)) == 0
    assert send_due(now=NOW + timedelta(seconds=6)) == 1
    assert send_due(now=NOW + timedelta(days=1)) == 0
    first, second = (headers for _, _, headers in fake.calls)
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]
    assert Call.objects.get().arrived_at


def test_it_is_given_up_after_three_days_and_can_be_replayed(people, report, called):
    fake = called(500)
    hook(people)
    referral_sent(people, report)
    work()
    now, waits = NOW, []
    while (call := Call.objects.get()).next_at:
        waits.append(call.next_at - now)
        now = call.next_at
        send_due(now=now)

    assert len(fake.calls) == 10
    assert timedelta(hours=75) < now - NOW < timedelta(hours=84)
    assert waits == sorted(waits)
    replay(officer(people, "adi"), call.id, now=now)
    called(200)
    assert send_due(now=now) == 1
    assert Call.objects.get().arrived_at == now


def test_who_asks_for_patience_gets_it(people, report, called):
    called(503, retry_after="3600")
    hook(people)
    referral_sent(people, report)
    work()

    assert Call.objects.get().next_at == NOW + timedelta(hours=1)


def test_a_system_that_is_gone_is_called_no_more(people, report, called):
    fake = called(410)
    hook(people)
    referral_sent(people, report)
    work()

    assert send_due(now=NOW + timedelta(days=9)) == 0
    assert len(fake.calls) == 1
    assert Hook.objects.get().is_gone
    assert Event.objects.filter(name="exchange.hook_gone").count() == 1


def test_a_closed_one_is_called_no_more(people, report, called):
    fake, kept = called(500), hook(people)
    referral_sent(people, report)
    work()
    close_hook(officer(people, "adi"), kept.id, now=NOW)

    assert send_due(now=NOW + timedelta(days=9)) == 0
    replay(officer(people, "adi"), Call.objects.get().id, now=NOW)
    assert send_due(now=NOW + timedelta(days=9)) == 0
    assert len(fake.calls) == 1


def test_two_workers_do_not_call_at_once(people, report, called, monkeypatch):
    hook(people)
    called(500)
    referral_sent(people, report)
    work()
    later, inside = NOW + timedelta(minutes=1), []

    def post(*_):
        inside.append(send_due(now=later))
        return sending.Reply(200)

    monkeypatch.setattr(sending, "post", post)
    assert send_due(now=later) == 1
    assert inside == [0]


@pytest.mark.parametrize("who", ["ratna", "sari", "lina", "putri"])
def test_only_an_administrator_says_who_is_called(people, who):
    kept = hook(people)
    with pytest.raises(NoSuchKey):
        close_hook(officer(people, who), kept.id, now=NOW)


@pytest.mark.parametrize(
    "url",
    ["http://a.example/", "https://", "ftp://a.example", "https://u:p@a.example/", "a.example",
     "https://a.example:99999/", "https://a.example/\r\nX: y",
     "https://a.example/ b", "//a.example"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(people, url):
    with pytest.raises(NoAddress):
        hook(people, url=url)


def test_for_a_week_both_secrets_sign_and_then_the_new_one_alone(people, report, called):
    fake, kept = called(204), hook(people)
    adi, former = officer(people, "adi"), kept.secret
    new = renew_secret(adi, kept.id, now=NOW).secret
    assert new != former
    with pytest.raises(RenewedLately):
        renew_secret(adi, kept.id, now=NOW + timedelta(days=6))

    for secrets, days in (((new, former), 1), ((new,), 8)):
        referral_sent(people, report)
        work(now=NOW + timedelta(days=days))
        _target, body, headers = fake.calls[-1]
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        expected = [vault.hook_signature(secret, signed) for secret in secrets]
        assert headers["webhook-signature"].split(" ") == expected
    assert renew_secret(adi, kept.id, now=NOW + BOTH_HOLD).secret != new


def test_only_who_manages_systems_renews_a_secret(people):
    with pytest.raises(NoSuchKey):
        renew_secret(officer(people, "sari"), hook(people).id, now=NOW)
