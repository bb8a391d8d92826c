"""A database that is away, or a full disk, is never our bug: 503 or 507, and when to come back."""

import errno
import os

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client

from pimpasa.base.sqlite import trust
from pimpasa.doors.unavailable import AGAIN_LATER, AGAIN_SOON, status_of
from pimpasa.intake.receipts import new_form
from tests.house.access import PAGES
from tests.house.test_access_matrix import path_of
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import TODAY

pytestmark = pytest.mark.django_db
SOMEWHERE = "7f1c3a52-9d0b-4f7e-8a66-2b1f0c9d4e10"
LOST = [
    OperationalError("server closed the connection unexpectedly"),
    OperationalError("unable to open database file"),
    OperationalError("database is locked"),
    InterfaceError("the connection is closed"),
    DatabaseError("consuming input failed: connection reset"),
]


@pytest.fixture
def away():
    """From here on every statement fails as it does when the server is gone."""
    failure = LOST[0]

    def refuse(execute, sql, params, many, context):
        if sql.startswith(("SAVEPOINT", "ROLLBACK TO", "RELEASE")):  # the test's own
            return execute(sql, params, many, context)
        raise failure

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def desk(people):
    """Somebody signed in before the database went, with a browser that goes on asking."""
    RecoveryCodes.activate(with_second_factor(people["ratna"]))
    return at_the_desk(people["ratna"], client=Client(raise_request_exception=False))


def is_polite(answer):
    return "Retry-After" in answer.headers and "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("verb", ["GET", "POST"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_of_any_door_calls_it_our_bug(desk, away, name, verb):
    page = PAGES[name]
    path = path_of(name, SOMEWHERE if page.about else None)

    answer = desk.post(path, page.sends) if verb == "POST" else desk.get(path)

    assert answer.status_code != 500
    if answer.status_code == 503:
        assert is_polite(answer)


@pytest.mark.parametrize("path", ["/kantor/", "/akun/masuk/", "/sehat"])
def test_who_is_at_the_desk_is_asked_to_come_back(desk, away, path):
    answer = desk.get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(AGAIN_SOON)
    assert is_polite(answer)


def test_who_tells_is_asked_to_come_back_and_nothing_is_claimed(away):
    form = new_form(today=TODAY)
    fields = {"cerita": "Paspor saya ditahan.", "kode": form.code, "cap": form.stamp}

    answer = Client(raise_request_exception=False).post(
        "/lapor/", fields | {"hari": str(form.given_on), "langkah": "kirim", "desa_kode": "-"}
    )

    assert answer.status_code in (422, 503)
    assert form.code not in answer.content.decode().replace(f'value="{form.code}"', "")


@pytest.mark.parametrize("failure", LOST, ids=str)
def test_a_lost_connection_in_any_of_its_forms_is_503(failure):
    assert status_of(failure) == 503


def test_no_room_is_507_in_any_of_its_forms():
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        assert status_of(OSError(number, "no")) == 507
    assert status_of(OperationalError("database or disk is full")) == 507


def test_a_bug_stays_a_bug():
    assert status_of(KeyError("x")) == 500
    assert status_of(DatabaseError("syntax error at or near")) == 500
    assert status_of(OSError(errno.ENOENT, "no")) == 500
    assert status_of(None) == 500


def test_a_well_system_says_so():
    answer = Client().get("/sehat")

    assert (answer.status_code, answer.json()) == (200, {"well": True})
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_full_disk_is_507_and_takes_longer(monkeypatch):
    full = os.statvfs_result((4096, 4096, 10**6, 0, 0, 10**6, 0, 0, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: full)

    answer = Client(raise_request_exception=False).get("/sehat")

    assert answer.status_code == 507
    assert answer.headers["Retry-After"] == str(AGAIN_LATER)


def test_a_process_that_lost_trust_in_its_disk_is_not_well(monkeypatch):
    monkeypatch.setattr(trust, "_lost", {trust.REASON})

    assert Client(raise_request_exception=False).get("/sehat").status_code == 503
