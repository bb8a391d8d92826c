"""Many write at the same moment: each is told the truth about its own write."""

import pytest
from django.db import IntegrityError, connection

from pimpasa.base import groupcommit
from pimpasa.base.errors import Unavailable
from pimpasa.base.groupcommit import durably_together
from pimpasa.ledger.models import Duty

pytestmark = pytest.mark.django_db(transaction=True)


class Taken(Exception):
    """The name is not free."""


def keep(name):
    Duty.objects.create(name=name, last_done_at="2026-03-02T08:00Z")
    return f"{name} kept"


def keep_all(names):
    keep_all.calls.append(list(names))
    Duty.objects.bulk_create(
        Duty(name=name, last_done_at="2026-03-02T08:00Z") for name in names if name != "taken"
    )
    return [Taken() if name == "taken" else f"{name} kept" for name in names]


def break_off():
    """A disk that is full may undo the whole transaction behind Django's back."""
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK")
    raise OSError


@pytest.fixture(autouse=True)
def no_calls():
    keep_all.calls = []


def answers_of(*writes):
    """What the callers are told when these writes wait together."""
    groupcommit._commit(writes)
    return [write.done.exception(0) or write.done.result(0) for write in writes]


def alone(write):
    return groupcommit._Write(None, write)


def together(name):
    return groupcommit._Write(keep_all, name)


def kept():
    return set(Duty.objects.values_list("name", flat=True))


def test_writes_of_one_kind_are_done_at_once_and_answered_in_their_order():
    told = answers_of(together("a"), alone(lambda: keep("b")), together("c"))

    assert told == ["a kept", "b kept", "c kept"]
    assert keep_all.calls == [["a", "c"]]
    assert kept() == {"a", "b", "c"}


def test_a_refusal_among_many_is_one_callers_own():
    first, refused, last = answers_of(together("a"), together("taken"), together("b"))

    assert (first, type(refused), last) == ("a kept", Taken, "b kept")
    assert kept() == {"a", "b"}


def test_when_all_together_fail_each_is_tried_alone():
    keep("a")

    clash, fine = answers_of(together("a"), together("b"))

    assert (type(clash), fine) == (IntegrityError, "b kept")
    assert kept() == {"a", "b"}


def test_a_write_that_fails_is_undone_alone():
    def half():
        keep("half")
        raise Taken

    fine, failed = answers_of(alone(lambda: keep("a")), alone(half))

    assert (fine, type(failed)) == ("a kept", Taken)
    assert kept() == {"a"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL each is its own")
def test_nobody_is_told_it_was_kept_when_the_transaction_was_undone_as_a_whole():
    told = answers_of(alone(lambda: keep("a")), alone(break_off))

    assert [type(answer) for answer in told] == [Unavailable, Unavailable]
    assert kept() == set()


def test_inside_a_transaction_or_without_the_queue_a_refusal_is_raised():
    with pytest.raises(Taken):
        durably_together("taken", keep_all)
    assert durably_together("a", keep_all) == "a kept"
    assert kept() == {"a"}


def test_whoever_was_second_is_tried_again_and_sees_the_first():
    tries = []

    def look_and_keep():
        tries.append(kept())
        if len(tries) == 1:
            keep("a")
            raise IntegrityError  # as when a twin in another process had been first
        return keep("a")

    assert answers_of(alone(look_and_keep)) == ["a kept"]
    assert tries == [set(), set()]


def test_on_postgres_what_is_not_done_together_shares_no_transaction():
    batch = [together("a"), alone(lambda: 1), together("b"), alone(lambda: 2)]

    shared = sorted(len(writes) for writes in groupcommit._apart(batch))

    assert shared == ([4] if connection.vendor == "sqlite" else [1, 1, 2])
