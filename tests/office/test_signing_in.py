"""Signing in takes a password and a second factor, and leaves a line in the ledger."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from pimpasa.ledger.models import Event
from tests.office.desk import (
    SECRET,
    at_the_desk,
    code,
    password_of,
    type_password,
    with_second_factor,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.office.pages")]


@pytest.fixture
def ratna(people):
    return with_second_factor(people["ratna"])


def noted():
    return [e.name for e in Event.objects.filter(chain="DESK").order_by("position")]


def test_a_password_alone_is_not_enough(ratna):
    client = Client()

    answer = type_password(client, ratna)

    assert answer.url == "/akun/masuk/langkah-kedua/"
    assert client.get("/kantor/").url.startswith("/akun/masuk/")
    assert noted() == []


def test_with_the_code_of_the_second_factor_one_is_in(ratna):
    client = Client()
    type_password(client, ratna)

    answer = client.post("/akun/masuk/langkah-kedua/", {"code": code()})

    assert answer.url == "/kantor/"
    assert client.get("/kantor/").content.startswith(b"Ratna")
    assert noted() == ["people.signed_in"]


def test_a_wrong_code_does_not_open(ratna):
    client = Client()
    type_password(client, ratna)

    client.post("/akun/masuk/langkah-kedua/", {"code": code(steps=9)})

    assert client.get("/kantor/").status_code == 302


def test_the_same_code_does_not_open_twice(ratna):
    used = code()
    for client in (Client(), Client()):
        type_password(client, ratna)
        client.post("/akun/masuk/langkah-kedua/", {"code": used})

    assert client.get("/kantor/").status_code == 302


def test_signing_in_gives_the_session_a_new_name(people):
    client = Client()
    client.get("/akun/masuk/")
    client.session.save()
    before = client.session.session_key

    type_password(client, people["dewi"])

    assert client.session.session_key != before


def test_signing_out_is_noted_and_ends_the_session(ratna):
    client = at_the_desk(ratna)

    client.post("/akun/keluar/")

    assert client.get("/kantor/").status_code == 302
    assert noted()[-1] == "people.signed_out"


def test_a_wrong_password_is_noted_for_a_known_account_only(ratna):
    type_password(Client(), ratna, password="wrong")
    Client().post("/akun/masuk/", {"login": "nobody", "password": "wrong"})

    assert noted() == ["people.sign_in_failed"]
    event = Event.objects.get(name="people.sign_in_failed")
    assert (event.subject, event.details) == (ratna.id, "{}")


def test_whoever_left_is_told_so_and_stays_out(people):
    dewi = people["dewi"]
    dewi.leaves_on = dewi.joined_on + timedelta(days=1)
    dewi.save()
    client = Client()

    assert type_password(client, dewi).url == "/akun/tidak-aktif/"
    assert client.get("/kantor/").status_code == 302


def test_nobody_signs_up():
    for path in ("/akun/daftar/", "/akun/signup/", "/akun/password/reset/", "/akun/email/"):
        assert Client().get(path).status_code == 404


def test_half_an_hour_without_a_request_ends_the_session(people):
    client = at_the_desk(people["dewi"])
    client.get("/kantor/")
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert client.get("/kantor/").status_code == 302


def test_a_request_keeps_the_session_alive(people):
    client = at_the_desk(people["dewi"])
    session = client.session
    session["seen"] = int(timezone.now().timestamp()) - 600
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))

    client.get("/kantor/")

    assert Session.objects.get().expire_date - timezone.now() > timedelta(minutes=29)


def test_twelve_hours_end_the_session_whatever_one_does(people):
    client = at_the_desk(people["dewi"])
    session = client.session
    session["begun"] = int(timezone.now().timestamp()) - 12 * 3600
    session.save()

    assert client.get("/kantor/").status_code == 302
    assert not Session.objects.exists()


def test_a_copy_of_the_database_gives_no_session_and_no_secret(ratna):
    client = at_the_desk(ratna)
    client.get("/kantor/")

    stored = Session.objects.get()

    assert stored.session_key != client.session.session_key
    assert str(ratna.id) not in stored.session_data
    thief = Client()
    thief.cookies["sessionid"] = stored.session_key
    assert thief.get("/kantor/").status_code == 302
    assert SECRET not in str(Authenticator.objects.get().data)


def test_the_last_second_factor_cannot_be_taken_off(ratna):
    client = Client()
    type_password(client, ratna)
    client.post("/akun/masuk/langkah-kedua/", {"code": code()})

    client.post("/akun/langkah-kedua/aplikasi/lepas/")

    assert Authenticator.objects.filter(user=ratna, type="totp").exists()


def test_a_second_factor_is_set_up_with_a_password_and_a_code(people):
    client = Client()
    type_password(client, people["ratna"])
    client.post("/akun/pastikan/", {"password": password_of(people["ratna"])})
    secret = client.get("/akun/langkah-kedua/aplikasi/pasang/").context["form"].secret

    client.post("/akun/langkah-kedua/aplikasi/pasang/", {"code": code(secret=secret)})

    assert client.get("/kantor/").status_code == 200
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_the_page_speaks_the_language_of_the_account(people):
    dewi = people["dewi"]
    assert at_the_desk(dewi).get("/kantor/").content.endswith(b" id")

    dewi.language = "en"
    dewi.save()

    assert at_the_desk(dewi).get("/kantor/").content.endswith(b" en")


def test_whoever_signs_in_chooses_a_language_that_stays_until_they_are_in():
    client = Client()
    assert 'lang="id"' in client.get("/akun/masuk/").content.decode()

    client.get("/akun/masuk/?bahasa=en")

    assert '<html lang="en">' in client.get("/akun/masuk/").content.decode()
    assert '<html lang="en">' in client.get("/akun/masuk/?bahasa=xx%0d%0a").content.decode()


def test_without_scripts_one_is_told_that_a_password_is_enough():
    page = Client().get("/akun/masuk/").content.decode()

    assert "sandi dan kode aplikasi tidak" in page.split("<noscript>")[1].split("</noscript>")[0]
