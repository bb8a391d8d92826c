"""The data protection officer sees who did what, and whether the chain holds; reading is noted."""

import ast
import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from pimpasa.doors.office.ledger_details import KEYS, told_beside
from pimpasa.doors.office.ledger_labels import EVENTS
from pimpasa.intake.actions import open_words
from pimpasa.ledger import guard
from pimpasa.ledger.models import Event
from pimpasa.ledger.overseeing import PAGE, verify_ledger
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import DANGER, officer, tell

PATH = "/kantor/buku/"
STAGES = {app.label for app in apps.get_app_configs() if app.name.startswith("pimpasa.")}


@pytest.fixture
def putri(people):
    return at_the_desk(with_second_factor(people["putri"]))


@pytest.fixture
def reports(people):
    """Two reports of today; Ratna opened the first."""
    today = timezone.localdate()
    ids = [tell(DANGER, today=today).report_id for _ in range(2)]
    open_words(officer(people, "ratna", on=today), ids[0], now=timezone.now())
    return ids


def table_of(answer):
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def bend(position):
    """Change an event behind the ledger's back, as somebody with the database file could."""
    guard.remove(connection)
    Event.objects.filter(chain="STREET", position=position).update(details='{"kind":"QUESTION"}')
    guard.install(connection)


def test_it_tells_who_opened_which_words_when_and_never_the_words(putri, reports):
    page = putri.get(f"{PATH}?name=intake.words_read").content.decode()

    assert page.count('scope="row"') == 1
    assert f'title="{reports[0]}"' in page
    assert str(reports[1]) not in page
    assert "Ratna" in page
    assert "disekap" not in page


def test_each_event_of_the_story_has_a_sentence_and_its_name_stands_beside(putri, reports):
    told = (Path(__file__).parents[2] / "docs" / "story.md").read_text()
    names = set(re.findall(r"`([a-z]+\.[a-z_]+)`", told)) - {"content.toml", "story.py"}
    events = {name for name in names if name.split(".")[0] in STAGES and not name.endswith(".py")}

    assert len(events) > 80
    assert events - set(EVENTS) == set()
    page = putri.get(f"{PATH}?name=intake.words_read").content.decode()
    assert "Kata-kata seseorang dibuka</a><small" in page
    assert "intake.words_read</small>" in page


def test_filters_stay_in_the_address(putri, reports, people):
    ratna = people["ratna"].id
    for query, fits in (
        (f"?actor={ratna}", 1),
        (f"?subject={reports[0]}&name=intake.report_received", 1),
        (f"?name=intake.report_received&until={timezone.localdate()}", 0),
        ("?name=intake.report_received", 2),
    ):
        assert putri.get(PATH + query).content.decode().count('scope="row"') == fits, query


@pytest.mark.parametrize("query", ["?page=x", "?page=99", "?actor=me", "?subject=1", "?since=soon"])
def test_a_strange_address_does_no_harm(putri, query):
    assert putri.get(PATH + query).status_code == 200


def test_whoever_reads_the_ledger_stands_in_it(putri, people):
    putri.get(f"{PATH}?name=intake.words_read")

    event = Event.objects.get(name="ledger.read")
    assert event.actor == people["putri"].id
    assert json.loads(event.details)["event"] == "intake.words_read"


def test_reading_about_one_report_is_found_with_that_report(putri, reports):
    putri.get(f"{PATH}?subject={reports[1]}")

    assert Event.objects.filter(subject=reports[1], name="ledger.read").count() == 1


def test_older_events_are_on_the_next_page(putri):
    for _ in range(PAGE + 1):
        tell(today=timezone.localdate())

    first = putri.get(f"{PATH}?name=intake.report_received").content.decode()
    second = putri.get(f"{PATH}?name=intake.report_received&page=2").content.decode()

    assert first.count('scope="row"') == PAGE
    assert "name=intake.report_received&amp;page=2" in first
    assert second.count('scope="row"') == 1


def test_a_whole_chain_is_said_to_hold_once_it_was_walked(putri, reports):
    assert "belum ada yang memeriksa" in putri.get(PATH).content.decode().lower()

    putri.post(f"{PATH}periksa/")

    page = putri.get(PATH).content.decode()
    assert 'class="good"' in page
    assert "Putri" in page


def test_the_broken_link_is_named(putri, reports):
    bend(2)

    putri.post(f"{PATH}periksa/")

    page = putri.get(PATH).content.decode()
    assert 'class="late"' in page
    assert "mata rantai 2 (masyarakat)" in page
    assert "diubah setelah ditulis" in page


def test_what_the_clock_found_counts_too(putri, reports):
    bend(1)
    verify_ledger(on=timezone.localdate())

    assert "mata rantai 1 (masyarakat)" in putri.get(PATH).content.decode()


def test_the_signed_head_of_today_can_be_kept_elsewhere(putri, reports):
    page = putri.get(PATH).content.decode()

    assert "&quot;signature&quot;" in page


def test_what_fits_can_be_taken_out_and_that_is_noted(putri, reports, people):
    rows = table_of(putri.get(f"{PATH}unduh/?name=intake.words_read"))

    assert [(r["event"], r["subject"], r["actor"]) for r in rows] == [
        ("intake.words_read", str(reports[0]), "Ratna")
    ]
    assert rows[0]["hash"] == Event.objects.get(name="intake.words_read").hash
    noted = Event.objects.get(name="ledger.exported")
    assert (noted.actor, json.loads(noted.details)["events"]) == (people["putri"].id, 1)


def test_no_name_becomes_a_formula(putri, reports, people):
    ratna = people["ratna"]
    ratna.display_name = '=HYPERLINK("http://x","Ratna")'
    ratna.save()

    rows = table_of(putri.get(f"{PATH}unduh/?name=intake.words_read"))

    assert rows[0]["actor"].startswith("'=")


def test_days_are_those_asked_for(putri, people):
    long_ago = timezone.localdate() - timedelta(days=40)
    tell(today=long_ago)

    assert 'scope="row"' not in putri.get(f"{PATH}?name=intake.report_received").content.decode()
    narrowed = putri.get(f"{PATH}?name=intake.report_received&since={long_ago}").content.decode()
    assert narrowed.count('scope="row"') == 1


def test_the_desk_leads_there(putri):
    assert f'<footer><a href="{PATH}">' in putri.get("/kantor/").content.decode()


def test_what_stands_beside_an_event_is_told_in_words(putri, reports):
    page = putri.get(f"{PATH}?name=intake.report_received").content.decode()

    assert "masuk lewat: halaman web; jenis: Laporan" in page
    assert "REPORT" not in page


def test_a_count_is_no_province_and_an_event_has_its_name():
    beside = told_beside(
        {"figures": 92, "event": "intake.words_read", "STREET": 15, "regency": "92"},
        names=lambda code: f"place {code}",
    )

    assert [one.value for one in beside] == ["92", EVENTS["intake.words_read"], "15", "place 92"]
    assert "STREET" not in [one.label for one in beside]


def test_everything_that_is_kept_beside_an_event_has_a_label():
    of_the_event = {"subject", "on", "at", "actor", "details", None}
    calls = [
        call
        for path in Path("pimpasa").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("record", "record_act")
    ]
    kept = {keyword.arg for call in calls for keyword in call.keywords} - of_the_event

    assert len(kept) > 20
    assert kept - set(KEYS) == set()
