"""A system reads the warnings meant for its agency, and that it read them is known."""

from uuid import uuid4

import pytest

from pimpasa.exchange.rules import Scope
from pimpasa.people.models import Account
from pimpasa.warnings.actions import withdraw_warning
from pimpasa.warnings.models import Warning
from pimpasa.warnings.queries import received
from tests.partners.systems import problem, system
from tests.street import NOW, officer
from tests.warnings.test_as_cap import OURS
from tests.warnings.test_warnings_name_nobody import signal  # noqa: F401
from tests.warnings.test_who_was_told import warned  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def warning(warned):  # noqa: F811
    """A restricted warning for one agency, in force by the clock on the wall too."""
    Warning.objects.update(valid_until="2099-01-01")
    return warned


def test_it_is_listed_unread_then_read_and_known_to_be(people, warning):
    theirs = system(people, name="SIPMI")
    [listed] = theirs.get("/warnings").json()["warnings"]

    read = theirs.get(f"/warnings/{warning.id}").json()

    assert (listed["id"], listed["is_read"], read["is_read"]) == (str(warning.id), False, True)
    assert read["indonesian"]["headline"] == "Awas kapal"
    assert read["places"] == ["32.12.11"]
    rows = {row.name: row.read_at for row in received(officer(people, "sari"), warning)}
    assert rows["SIPMI"] is not None


def test_another_agency_does_not_know_of_it(people, warning):
    other = system(people, agency="polda")

    assert other.get("/warnings").json() == {"warnings": [], "next": None}
    answers = [other.get(f"/warnings/{one}") for one in (warning.id, uuid4())]
    assert problem(answers[0]) == (404, "warnings.not_found")
    assert answers[0].content == answers[1].content


def test_an_unapproved_one_is_nobodys(people, warning):
    Warning.objects.update(approved_by=None, approved_at=None)
    theirs = system(people)

    assert theirs.get("/warnings").json()["warnings"] == []


def test_who_opened_it_learns_that_it_was_withdrawn(people, warning):
    theirs = system(people)
    theirs.get(f"/warnings/{warning.id}")
    withdraw_warning(officer(people, "sari"), warning.id, because="Tidak benar", now=NOW)

    said = theirs.get(f"/warnings/{warning.id}").json()

    assert said["withdrawn_because"] == "Tidak benar"
    assert Account.objects.filter(username__startswith="sistem-").count() == 1


def test_warnings_need_their_scope(people, warning):
    reads = system(people, Scope.REFERRALS_READ)

    assert problem(reads.get("/warnings")) == (403, "keys.scope_missing")


def test_it_is_fetched_as_an_alert_and_that_counts_as_reading(people, warning):
    theirs = system(people, name="SIPMI")

    alert = theirs.get(f"/warnings/{warning.id}/cap")

    assert alert.headers["Content-Type"] == "application/cap+xml"
    OURS.validate(alert.content.decode())
    rows = {row.name: row.read_at for row in received(officer(people, "sari"), warning)}
    assert rows["SIPMI"] is not None
    other = system(people, agency="polda")
    assert problem(other.get(f"/warnings/{warning.id}/cap")) == (404, "warnings.not_found")


def test_the_feed_leads_to_the_alerts_of_the_own_agency(people, warning):
    theirs, other = system(people), system(people, agency="polda")

    feed = theirs.get("/warnings/feed").content.decode()

    assert f"/api/v1/warnings/{warning.id}/cap" in feed
    assert "Awas kapal" in feed
    assert str(warning.id) not in other.get("/warnings/feed").content.decode()
