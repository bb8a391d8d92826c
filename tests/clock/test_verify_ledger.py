"""The command names the first broken link and fails; a head kept elsewhere shows a cut tail."""

import json
from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from pimpasa.ledger import guard
from pimpasa.ledger.actions import record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_events():
    for _ in range(3):
        record("intake.report_received", subject=uuid4(), on=date(2026, 3, 2))


def said(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def tamper(statement):
    guard.remove(connection)
    connection.cursor().execute(statement)
    guard.install(connection)


def test_it_says_that_the_chain_holds():
    assert said("verify_ledger") == "holds: STREET 3, DESK 0\n"


def test_it_names_the_first_broken_link():
    tamper("UPDATE ledger_event SET name='x' WHERE position=2")

    with pytest.raises(CommandError, match="STREET 2: changed"):
        said("verify_ledger")


def test_a_head_kept_elsewhere_shows_a_tail_cut_off(tmp_path):
    kept = tmp_path / "head.json"
    kept.write_text(said("sign_head"))
    assert json.loads(kept.read_text())["signature"]
    assert "holds" in said("verify_ledger", f"--head={kept}")

    tamper("DELETE FROM ledger_event WHERE position=3")

    assert "holds" in said("verify_ledger")  # the chain alone cannot show it
    with pytest.raises(CommandError, match="STREET 3"):
        said("verify_ledger", f"--head={kept}")
