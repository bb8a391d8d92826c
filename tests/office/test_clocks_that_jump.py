"""Whatever the clock does, a code opens once and a session ends."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from django.core.cache.backends import base, db
from django.test import Client
from django.utils import timezone

from tests.office.desk import SECRET, at_the_desk, type_password, with_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.office.pages")]
NOON = 1_800_000_000  # seconds since 1970, the first of a half-minute
HOUR = 3600


@pytest.fixture
def ratna(people):
    return with_second_factor(people["ratna"])


@pytest.fixture
def clock(monkeypatch):
    """The clock of the server, to be set."""

    def set_to(moment):
        for reader in (auth, base):
            monkeypatch.setattr(reader, "time", SimpleNamespace(time=lambda: moment))
        monkeypatch.setattr(db, "tz_now", lambda: datetime.fromtimestamp(moment, UTC))

    set_to(NOON)
    return set_to


def code_at(moment):
    return auth.format_hotp_value(auth.hotp_value(SECRET, moment // 30))


def opens(account, code):
    client = Client()
    type_password(client, account)
    client.post("/akun/masuk/langkah-kedua/", {"code": code})
    return client.get("/kantor/").status_code == 200


@pytest.mark.parametrize("later", [0, 29, 31, 59])
def test_a_used_code_does_not_open_again_while_it_is_good(ratna, clock, later):
    assert opens(ratna, code_at(NOON))

    clock(NOON + later)

    assert not opens(ratna, code_at(NOON))


def test_a_used_code_does_not_open_when_the_clock_is_set_back(ratna, clock):
    assert opens(ratna, code_at(NOON))

    clock(NOON + HOUR)
    assert not opens(ratna, code_at(NOON))
    assert opens(ratna, code_at(NOON + HOUR))
    clock(NOON)

    assert not opens(ratna, code_at(NOON))
    assert not opens(ratna, code_at(NOON + HOUR))


@pytest.mark.parametrize(("off_by", "is_kept"), [(-HOUR, True), (0, True), (HOUR * 24, False)])
def test_a_session_from_the_future_does_not_live_until_then(people, off_by, is_kept):
    """It began under a clock that was ahead; one set back by an hour signs nobody out."""
    client = at_the_desk(people["dewi"])
    session = client.session
    session["begun"] = int(timezone.now().timestamp()) + (off_by if off_by > 0 else -off_by)
    session.save()

    assert (client.get("/kantor/").status_code == 200) is is_kept
