"""A process that serves one door has no address of the other, and tells nothing of it."""

from http.client import HTTPConnection

import pytest

from tests.faults.load import forms, send
from tests.journeys.addresses import of_community, of_office, of_partners

TELLS_NOTHING = {"date", "pimpasa-instance"}


def ask(system, path, *, verb="GET"):
    """Status, body and headers, but for those that differ each time."""
    connection = HTTPConnection("127.0.0.1", system.port, timeout=20)
    try:
        connection.request(verb, path, headers={"Content-Length": "0"})
        answer = connection.getresponse()
        headers = {k.lower(): v for k, v in answer.getheaders() if k.lower() not in TELLS_NOTHING}
        return answer.status, answer.read(), headers
    finally:
        connection.close()


@pytest.fixture
def community(begin):
    return begin(PIMPASA_DOOR="community", with_worker=False)


@pytest.fixture
def office(begin):
    return begin(PIMPASA_DOOR="office", with_worker=False)


def assert_not_there(system, paths, *, like):
    for verb in ("GET", "POST"):
        nowhere = ask(system, like, verb=verb)
        assert nowhere[0] == 404
        for path in paths:
            assert ask(system, path, verb=verb) == nowhere, f"{verb} {path}"


def test_the_community_door_alone_has_no_office(community):
    for path in of_community():
        status, _body, headers = ask(community, path)
        assert status == 200, path
        assert "set-cookie" not in headers, path
    [told] = forms(community, 1)
    assert send(community, told) == 200

    others = [*of_office(), *of_partners(), "/kantor", "/akun", "/api/", "/admin/"]
    assert_not_there(community, others, like="/tidak-ada/")
    assert_not_there(community, [f"/en{path}" for path in others], like="/en/tidak-ada/")


def test_the_office_door_alone_has_no_community_pages(office):
    status, body, _headers = ask(office, "/akun/masuk/")
    assert (status, b"<form" in body) == (200, True)
    assert ask(office, "/sehat")[0] == 200

    others = [*of_community(), *of_partners(), "/api/", "/en/", "/robots.txt"]
    assert_not_there(office, others, like="/tidak-ada/")


def test_the_partners_door_alone_has_no_pages(begin):
    partners = begin(PIMPASA_DOOR="partners", with_worker=False)
    status, body, headers = ask(partners, "/api/v1/referrals")
    assert (status, headers["content-type"]) == (401, "application/problem+json")
    assert b"keys.not_known" in body
    assert "set-cookie" not in headers
    assert ask(partners, "/api/v1/openapi.json")[0] == 200
    assert ask(partners, "/sehat")[0] == 200

    assert_not_there(partners, [*of_community(), *of_office(), "/en/"], like="/tidak-ada/")
