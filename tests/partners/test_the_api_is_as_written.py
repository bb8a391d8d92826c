"""The committed OpenAPI document is the API, and everything that goes wrong is a problem."""

import json
import re
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from pimpasa.doors.partners import problems
from pimpasa.doors.partners.api import document
from tests.partners.systems import API, problem

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "docs" / "api" / "openapi.json"


def test_the_document_is_the_api():
    written = json.loads(COMMITTED.read_text(encoding="utf-8"))

    assert written == json.loads(json.dumps(document())), "run: .venv/bin/python tools/openapi.py"
    assert written["openapi"].startswith("3.1")


def test_every_code_is_told():
    told = (ROOT / "docs" / "interop.md").read_text(encoding="utf-8")
    codes = {*problems.CODES.values()} | {
        getattr(problems, name)
        for name in (
            "NOT_KNOWN", "NOT_UNDERSTOOD", "NOT_VALID", "NOT_ALLOWED", "TOO_LARGE",
            "BROKEN", "AWAY", "NO_ROOM",
        )
    }  # fmt: skip

    assert set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", told, re.MULTILINE)) == codes


def test_an_operation_says_what_it_needs():
    for path, operations in document()["paths"].items():
        for verb, operation in operations.items():
            assert operation["security"], (verb, path)
            names = {given["name"] for given in operation["parameters"]}
            assert ("Idempotency-Key" in names) == (verb == "post"), (verb, path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/referrals"])
def test_an_address_that_is_none_is_a_problem(path):
    for verb in ("get", "post", "delete"):
        assert problem(getattr(Client(), verb)(path)) == (404, "request.not_found")


def test_a_method_that_is_none_is_a_problem(theirs):
    answer = Client().put(f"{API}/referrals")

    assert problem(answer) == (405, "request.method_not_allowed")
    assert answer.headers["Allow"] == "GET"


def test_what_is_no_json_is_a_problem(theirs, referral):
    answer = Client().post(
        f"{API}/referrals/{referral.id}/accept",
        "{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {theirs.token}", "Idempotency-Key": "1"},
    )

    assert problem(answer) == (400, "request.not_understood")


def test_what_is_too_much_or_too_many_is_a_problem_that_repeats_nothing(theirs, referral):
    sent = {"note": "RAHASIA" * 400, "extra": "RAHASIA"}
    answer = theirs.post(f"/referrals/{referral.id}/accept", sent)

    assert problem(answer) == (422, "request.not_valid")
    assert "RAHASIA" not in answer.content.decode()
    assert len(answer.json()["wrong"]) == 2


def test_a_problem_is_said_in_the_language_asked_for(theirs, referral):
    path = f"/referrals/{referral.id}/answer"
    details = {
        theirs.post(path, {"result": "x"}, **{"Accept-Language": spoken}).json()["detail"]
        for spoken in ("id", "en", "en-GB,id;q=0.5", "fr")
    }

    assert len(details) == 2


def test_a_database_that_is_away_is_a_problem_with_a_time(theirs, monkeypatch):
    def gone(*_, **__):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("pimpasa.doors.partners.access.caller_with", gone)
    answer = theirs.get("/referrals")

    assert problem(answer) == (503, "server.unavailable")
    assert answer.headers["Retry-After"] == "5"


def test_a_bug_is_a_problem_that_tells_nothing(theirs, monkeypatch):
    def breaks(*_, **__):
        raise KeyError("RAHASIA")

    monkeypatch.setattr("pimpasa.doors.partners.pages.referrals.referrals_after", breaks)
    answer = theirs.get("/referrals")

    assert problem(answer) == (500, "server.broken")
    assert "RAHASIA" not in answer.content.decode()
