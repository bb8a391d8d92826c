"""What fails at the door is in the ledger: whose account it was, never what was typed."""

import pytest
from django.test import Client

from pimpasa.ledger.models import Event
from tests.office.desk import (
    at_the_desk,
    code,
    password_of,
    type_password,
    with_second_factor,
)

STEP = "/akun/masuk/langkah-kedua/"
TYPED = "Xq7-guess"


@pytest.fixture
def ratna(people):
    return with_second_factor(people["ratna"])


def noted():
    events = Event.objects.filter(name__startswith="people.").order_by("position")
    assert not any(TYPED in e.details for e in events)
    return [(e.name, e.subject, e.details) for e in events]


def test_a_wrong_code_is_noted(ratna):
    client = Client()
    type_password(client, ratna)

    client.post(STEP, {"code": TYPED})

    assert noted() == [("people.second_factor_failed", ratna.id, "{}")]


def test_tries_that_are_not_looked_at_add_no_line(ratna):
    client = Client()
    type_password(client, ratna)

    for _ in range(8):
        client.post(STEP, {"code": TYPED})

    assert len(noted()) == 5


def test_a_right_code_is_a_sign_in_and_no_failure(ratna):
    client = Client()
    type_password(client, ratna)

    client.post(STEP, {"code": code()})

    assert [name for name, *_ in noted()] == ["people.signed_in"]


@pytest.mark.parametrize(
    ("path", "form", "event"),
    [
        ("/akun/pastikan/kode/", {"code": TYPED}, "people.second_factor_failed"),
        ("/akun/pastikan/", {"password": TYPED}, "people.sign_in_failed"),
        (
            "/akun/kata-sandi/",
            {"oldpassword": TYPED, "password1": "a new long password", "password2": "b"},
            "people.sign_in_failed",
        ),
    ],
)
def test_what_fails_inside_is_noted_too(ratna, path, form, event):
    client = at_the_desk(ratna)

    client.post(path, form)

    assert (event, ratna.id, "{}") in noted()


def test_a_key_that_is_not_theirs_is_noted(ratna):
    client = Client()
    type_password(client, ratna)

    client.post(STEP, {"credential": '{"id": "x"}'})

    assert [name for name, *_ in noted()] == ["people.second_factor_failed"]
    assert client.get("/kantor/").status_code == 302


def test_the_app_is_set_up_by_a_picture_in_the_page_or_by_its_secret(people):
    client = Client()
    type_password(client, people["sari"])
    client.post("/akun/pastikan/", {"password": password_of(people["sari"])})

    answer = client.get("/akun/langkah-kedua/aplikasi/pasang/")
    page, secret = answer.content.decode(), answer.context["form"].secret

    assert '<svg viewBox="0 0' in page
    assert "data:" not in page
    assert f">{secret}</code>" in page


def test_a_form_without_our_mark_is_refused_in_our_look_and_repeats_nothing(ratna):
    client = Client(enforce_csrf_checks=True)

    for path in ("/akun/masuk/", "/kantor/laporan/"):
        answer = client.post(path, {"login": "ratna", "words": TYPED})
        page = answer.content.decode()

        assert answer.status_code == 403
        assert "Ini tidak terkirim" in page
        assert 'href="/static/office/' in page
        assert TYPED not in page
    assert noted() == []


def test_the_community_door_asks_for_no_such_mark(db):
    answer = Client(enforce_csrf_checks=True).post("/kode/", {"kode": "x"}, HTTP_ORIGIN="null")

    assert answer.status_code != 403
    assert not answer.cookies
