"""A page opens to whom it is for; to all others it is not there."""

import pytest
from django.test import Client

from pimpasa.people.models import Account
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.office.pages")]
NOWHERE = "99.99.99.9999"


@pytest.fixture
def seated(people):
    """A client per standing person, each with a second factor."""
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


def test_the_anonymous_are_sent_to_sign_in_and_back():
    answer = Client().get("/kantor/kata/32.12.11.2011/")

    assert answer.status_code == 302
    assert answer.url == "/akun/masuk/?next=/kantor/kata/32.12.11.2011/"


def test_the_anonymous_are_not_told_what_there_is():
    for path in (f"/kantor/kata/{LOMBANG}/", f"/kantor/kata/{NOWHERE}/"):
        assert Client().post(path).status_code == 302


@pytest.mark.parametrize(
    ("name", "opens"),
    [
        ("ratna", {LOMBANG}),
        ("yohan", {NEXT_VILLAGE}),
        ("sari", {LOMBANG, NEXT_VILLAGE}),
        ("made", {FAR_VILLAGE}),
        ("agus", {LOMBANG, NEXT_VILLAGE}),
        ("dewi", set()),
        ("tono", set()),
        ("lina", set()),
        ("putri", set()),
        ("adi", set()),
    ],
)
def test_words_open_to_those_whose_village_it_is(seated, name, opens):
    codes = (LOMBANG, NEXT_VILLAGE, FAR_VILLAGE, NOWHERE)
    answers = {code: seated[name].get(f"/kantor/kata/{code}/") for code in codes}

    assert {code for code, a in answers.items() if a.status_code == 200} == opens
    refused = {(a.status_code, a.content) for code, a in answers.items() if code not in opens}
    assert len(refused) == 1
    assert refused.pop()[0] == 404


def test_one_deed_of_several_is_enough(seated):
    opens = {n for n, client in seated.items() if client.get("/kantor/kelola/").status_code == 200}

    assert opens == {"sari", "made", "adi"}


def test_an_account_that_was_closed_is_out_at_once(people, seated):
    assert seated["ratna"].get("/kantor/").status_code == 200

    Account.objects.filter(username="ratna").update(is_active=False)

    assert seated["ratna"].get("/kantor/").url.startswith("/akun/masuk/")


def test_an_account_past_its_last_day_finds_nothing(people, seated):
    Account.objects.filter(username="ratna").update(leaves_on=people["ratna"].joined_on)

    assert seated["ratna"].get("/kantor/").status_code == 404


@pytest.mark.parametrize("name", ["ratna", "sari", "agus", "tono", "putri", "adi"])
def test_without_a_second_factor_only_its_pages_open(people, name):
    client = at_the_desk(people[name])

    answer = client.get("/kantor/")

    assert (answer.status_code, answer.url) == (302, "/akun/langkah-kedua/")
    assert client.get("/akun/langkah-kedua/").status_code == 200


def test_counts_need_no_second_factor(people):
    assert at_the_desk(people["dewi"]).get("/kantor/").status_code == 200


def test_other_doors_have_no_session_and_set_no_cookie(people):
    client = at_the_desk(people["dewi"])

    answer = client.get("/tanpa/")

    assert answer.content == b"False"
    assert not answer.cookies


def test_a_form_from_elsewhere_is_refused(people):
    strict = at_the_desk(people["dewi"], client=Client(enforce_csrf_checks=True))

    assert strict.post("/kantor/").status_code == 403
    assert strict.post("/tanpa/").status_code == 200
