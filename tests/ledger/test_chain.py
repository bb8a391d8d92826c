"""What happened cannot be bent unnoticed."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from pimpasa.ledger import guard, queries
from pimpasa.ledger.actions import record, record_act
from pimpasa.ledger.models import Event

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def five_events():
    subject, officer = uuid4(), uuid4()
    for _ in range(3):
        record("intake.report_received", subject=subject, on=TODAY, kind="QUESTION")
    for _ in range(2):
        record_act("intake.words_read", subject=subject, actor=officer, at=NOW)
    return subject


def tamper(statement, *values):
    guard.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    guard.install(connection)


def test_an_untouched_chain_holds(five_events):
    assert queries.broken_link() is None
    assert queries.history_of(five_events).count() == 5


@pytest.mark.parametrize("verb", ["UPDATE ledger_event SET name='x'", "DELETE FROM ledger_event"])
def test_the_database_refuses_to_change_an_event(five_events, verb):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(verb)

    assert Event.objects.count() == 5


def test_one_changed_letter_is_found_and_named(five_events):
    tamper(
        "UPDATE ledger_event SET name='intake.report_hidden' WHERE position=2 AND chain='STREET'"
    )

    found = queries.broken_link()

    assert (found.chain, found.position) == ("STREET", 2)
    assert found.reason == "changed after it was written"


def test_a_removed_event_is_found_and_named(five_events):
    tamper("DELETE FROM ledger_event WHERE position=1 AND chain='DESK'")

    assert (queries.broken_link().chain, queries.broken_link().position) == ("DESK", 1)


def test_a_tail_cut_off_is_found_with_a_head_kept_elsewhere(five_events):
    kept = queries.signed_head(on=TODAY)
    assert queries.missing_since(kept) is None

    tamper("DELETE FROM ledger_event WHERE position=3 AND chain='STREET'")

    assert queries.broken_link() is None  # the chain alone cannot show it
    assert "STREET 3" in queries.missing_since(kept)


def test_a_forged_head_is_not_believed(five_events):
    kept = queries.signed_head(on=TODAY)

    kept["head"] = kept["head"].replace('"STREET":3', '"STREET":2')

    assert "not signed" in queries.missing_since(kept)


def test_the_community_chain_holds_no_hour(five_events):
    assert not Event.objects.filter(chain="STREET", happened_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        record("intake.report_received", subject=uuid4(), on=TODAY)
