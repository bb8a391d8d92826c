"""Idempotency keys: same key and body same answer, other body 422, still running 409."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pimpasa.exchange.models import KeptAnswer, Key
from pimpasa.exchange.once import Answer, StillRunning, forget_answers, once
from pimpasa.referrals.models import Step
from tests.partners.systems import problem, system

pytestmark = pytest.mark.django_db
NOTE = {"note": "Tim berangkat"}


def test_the_same_request_gets_the_same_answer_to_the_byte(theirs, referral):
    path = f"/referrals/{referral.id}/accept"
    first = theirs.post(path, NOTE, once="a-1")
    theirs.post(f"/referrals/{referral.id}/progress", {})

    again = theirs.post(path, NOTE, once="a-1")

    assert (again.status_code, again.content) == (200, first.content)
    assert [a.headers["Idempotency-Replayed"] for a in (first, again)] == ["false", "true"]
    assert Step.objects.filter(state="ACCEPTED").count() == 1


def test_a_refusal_is_an_answer_too(theirs, referral):
    path = f"/referrals/{referral.id}/answer"
    first = theirs.post(path, {"result": "Selesai"}, once="a-1")
    theirs.post(f"/referrals/{referral.id}/accept", NOTE)

    again = theirs.post(path, {"result": "Selesai"}, once="a-1")

    assert problem(first) == problem(again) == (409, "referrals.moved_on")
    assert theirs.post(path, {"result": "Selesai"}, once="a-2").status_code == 200


def test_another_body_or_address_under_the_same_key_is_refused(theirs, referral):
    theirs.post(f"/referrals/{referral.id}/acknowledge", {}, once="a-1")

    for path, body in (("acknowledge", {"number": "7"}), ("accept", {})):
        answer = theirs.post(f"/referrals/{referral.id}/{path}", body, once="a-1")
        assert problem(answer) == (422, "idempotency.another_request")


def test_two_systems_may_choose_the_same_key(people, theirs, referral):
    other, path = system(people, name="Lain"), f"/referrals/{referral.id}"
    theirs.post(f"{path}/acknowledge", {}, once="a-1")

    assert other.post(f"{path}/accept", {}, once="a-1").status_code == 200


def test_while_the_first_runs_the_second_waits(theirs, referral):
    path = f"/referrals/{referral.id}/accept"
    theirs.post(path, NOTE, once="a-1")
    KeptAnswer.objects.update(status=None, body=None, begun_at=timezone.now())

    answer = theirs.post(path, NOTE, once="a-1")

    assert problem(answer) == (409, "idempotency.still_running")
    assert "Retry-After" in answer.headers


def test_one_that_died_is_taken_over(theirs, referral):
    path = f"/referrals/{referral.id}/accept"
    theirs.post(path, NOTE, once="a-1")
    long_ago = timezone.now() - timedelta(seconds=61)
    KeptAnswer.objects.update(status=None, body=None, begun_at=long_ago)

    assert theirs.post(path, NOTE, once="a-1").status_code == 200
    assert Step.objects.filter(state="ACCEPTED").count() == 1


def test_what_breaks_is_forgotten_and_may_be_tried_again(theirs):
    key, now, tries = Key.objects.get().id, timezone.now(), []

    def deed():
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError
        with pytest.raises(StillRunning):
            once(key, "a-1", b"x", deed=deed, now=now)
        return Answer(200, b"{}")

    with pytest.raises(RuntimeError):
        once(key, "a-1", b"x", deed=deed, now=now)
    assert once(key, "a-1", b"x", deed=deed, now=now) == Answer(200, b"{}")
    assert once(key, "a-1", b"x", deed=deed, now=now) == Answer(200, b"{}", is_repeat=True)


def test_answers_go_after_a_week(theirs, referral):
    theirs.post(f"/referrals/{referral.id}/accept", NOTE)
    now = timezone.now()

    assert forget_answers(now=now + timedelta(days=6)) == 0
    assert forget_answers(now=now + timedelta(days=8)) == 1


@pytest.mark.parametrize("name", ["", " ", "é", "a" * 201])
def test_a_deed_needs_an_idempotency_key(theirs, referral, name):
    headers = {"Idempotency-Key": name.encode().decode("latin-1")}
    answer = theirs.post(f"/referrals/{referral.id}/accept", NOTE, **headers)

    assert problem(answer) == (422, "request.not_valid")
