"""Floods are slowed without asking who anyone is."""

from hypothesis import given
from hypothesis import strategies as st

from pimpasa.intake.valves import Bucket, Valves, answered, did_work, question_for


def test_people_pass_and_a_flood_meets_a_half_closed_valve():
    valves = Valves()

    passed = [valves.are_open("32.12.11.2005", now=0.0) for _ in range(100)]

    assert passed == [True] * 60 + [False] * 40
    assert valves.are_open("32.12.11.2006", now=0.0)
    assert valves.are_open("32.12.11.2005", now=25.0)


def test_a_flood_over_many_villages_meets_the_valve_for_all():
    valves = Valves()

    passed = sum(valves.are_open(f"village {n}", now=0.0) for n in range(3000))

    assert passed == 2000


@given(st.lists(st.floats(0, 10), max_size=50))
def test_a_bucket_never_holds_more_than_its_size(pauses):
    bucket, now = Bucket(size=5, rate=1), 0.0
    for pause in pauses:
        now += pause
        bucket.take(now=now)
        assert 0 <= bucket.tokens <= 5


def test_work_can_be_done_and_is_seen():
    nonce = next(str(n) for n in range(10**6) if did_work("challenge", str(n), bits=12))

    assert did_work("challenge", nonce, bits=12)
    assert not did_work("another", nonce, bits=40)
    assert not did_work("challenge", nonce + "0" * 60, bits=1)


def test_a_person_without_a_script_adds_two_numbers():
    first, second = question_for("challenge")

    assert answered("challenge", f" {first + second} ")
    assert not answered("challenge", str(first + second + 1))
    assert not answered("challenge", "")
