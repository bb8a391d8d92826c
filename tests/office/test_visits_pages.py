"""A village is known, a visit planned and reported, a promise made and kept, from the desk."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pimpasa.intake.models import Report
from pimpasa.outreach.models import Profile, Promise, Visit
from pimpasa.outreach.queries import heard_at
from pimpasa.places.models import Location
from tests.intake.test_files import photo
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG, NEXT_VILLAGE

LIFE = f"/kantor/desa/{LOMBANG}/kehidupan/"
PLAN = f"/kantor/kunjungan/rencana/?desa={LOMBANG}"


@pytest.fixture
def ratna(people):
    return at_the_desk(with_second_factor(people["ratna"]))


@pytest.fixture
def today():
    return timezone.localdate(timezone=None)


def known(seen=0, **more):
    facts = {
        "livelihoods.text": "Nelayan dan buruh tani",
        "livelihoods.source": "Kepala desa",
        "livelihoods.on": "2026-03-01",
    }
    return {"id": str(uuid4()), "seen_version": seen, **facts, **more}


def planned(client, kind="visit", *, on, status=302):
    id = str(uuid4())
    answer = client.post(PLAN, {"id": id, "kind": kind, "on": on.isoformat()})
    assert answer.status_code == status, answer.content.decode()
    return f"/kantor/kunjungan/{id}/"


def test_a_talk_waits_until_the_village_is_known(ratna, today):
    planned(ratna, "talk", on=today, status=409)
    assert ratna.post(LIFE, known()).status_code == 302

    page = ratna.get(planned(ratna, "talk", on=today)).content.decode()

    assert "Penyuluhan di balai desa" in page
    assert "Nelayan dan buruh tani" in ratna.get(LIFE).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"livelihoods.source": ""},
        {"risk_social.text": "Karena agamanya", "risk_social.source": "RT"},
        {"debts.text": "NIK 3212 1122 3344 0001", "debts.source": "RT"},
        {"livelihoods.text": ""},
    ],
)
def test_a_profile_has_sources_and_marks_nobody_and_loses_nothing(ratna, wrong):
    answer = ratna.post(LIFE, known(**wrong))

    assert answer.status_code == 422
    assert not Profile.objects.exists()
    for typed in wrong.values():
        assert typed in answer.content.decode()


def test_two_who_write_at_once_do_not_overwrite_each_other(ratna):
    ratna.post(LIFE, known())

    answer = ratna.post(LIFE, known(**{"livelihoods.text": "Petani garam"}))

    assert answer.status_code == 409
    assert "Petani garam" in answer.content.decode()


def test_who_came_is_asked_by_sex_and_age(ratna, today):
    visit = planned(ratna, on=today)

    page = ratna.get(visit).content.decode()
    assert page.count('type="number"') == 8
    sent = {"on": today.isoformat(), "F.26-45": 12, "M.46+": 3, "joint_with": ["BHABINKAMTIBMAS"]}
    assert ratna.post(f"{visit}laporan/", sent | {"topic": "tppo"}).status_code == 302

    made = Visit.objects.get()
    assert made.audience == {"F.26-45": 12, "M.46+": 3}
    assert made.joint_with == ["BHABINKAMTIBMAS"]
    page = ratna.get(visit).content.decode()
    assert "<dd>15</dd>" in page
    assert "Bhabinkamtibmas" in page


def test_a_report_that_cannot_be_is_shown_again_with_all_that_was_typed(ratna, today):
    visit = planned(ratna, on=today)
    sent = {"on": (today + timedelta(days=3)).isoformat(), "note": "Air pasang"}

    answer = ratna.post(f"{visit}laporan/", sent)

    assert answer.status_code == 422
    assert "Air pasang" in answer.content.decode()
    assert Visit.objects.get().made_on is None


def test_a_promise_stands_on_the_list_until_it_is_kept(ratna, today):
    visit = planned(ratna, on=today)
    given = {"id": str(uuid4()), "what": "Bawa brosur paspor", "due_on": today.isoformat()}
    for _ in range(2):
        assert ratna.post(f"{visit}janji/", given).status_code == 302
    assert "Bawa brosur paspor" in ratna.get("/kantor/kunjungan/").content.decode()

    assert ratna.post(f"/kantor/janji/{Promise.objects.get().id}/").status_code == 302

    assert "Bawa brosur paspor" not in ratna.get("/kantor/kunjungan/").content.decode()
    assert "Bawa brosur paspor" in ratna.get(visit).content.decode()


def test_a_visit_is_called_off_with_its_reason(ratna, today):
    visit = planned(ratna, on=today)
    assert ratna.post(f"{visit}batal/", {"because": " "}).status_code == 422
    assert ratna.post(f"{visit}batal/", {"because": "Ombak tinggi"}).status_code == 302

    assert "Ombak tinggi" in ratna.get(visit).content.decode()


def test_only_ones_own_villages_are_planned_for(ratna, today):
    assert ratna.get(f"/kantor/kunjungan/rencana/?desa={NEXT_VILLAGE}").status_code == 404
    assert ratna.get(f"/kantor/desa/{NEXT_VILLAGE}/kehidupan/").status_code == 404


@pytest.fixture
def talk(ratna, today):
    ratna.post(LIFE, known())
    visit = planned(ratna, "talk", on=today)
    ratna.post(f"{visit}laporan/", {"on": today.isoformat(), "F.26-45": 20})
    return visit


def hidden(page):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_words_heard_at_a_talk_come_in_with_a_code_and_are_counted_there(ratna, talk):
    form = hidden(ratna.get(f"{talk}kata/").content.decode())
    told = {
        "channel": "OFFICER",
        "kind": "QUESTION",
        "words": "Pak, berapa biaya paspor?",
        "leaving": "UNKNOWN",
        "language": "id",
        "only_by_code": "1",
        "sharing": "ASK",
    }
    for _ in range(2):
        page = ratna.post(f"{talk}kata/", form | told).content.decode()
        assert form["code"] in page

    report = Report.objects.get()
    assert (report.channel, report.village_id) == ("OFFICER", LOMBANG)
    assert heard_at(Visit.objects.get().id) == {"QUESTION": 1}
    assert "biaya paspor" not in ratna.get(talk).content.decode()


def test_a_photo_is_shown_clean_and_taken_away(ratna, talk):
    sent = {"id": str(uuid4()), "nobody": "on"}

    def upload(**more):
        file = SimpleUploadedFile("a.jpg", photo(), content_type="image/jpeg")
        return ratna.post(f"{talk}foto/", sent | {"photo": file} | more).status_code

    assert upload(nobody="") == 422
    assert upload() == 302
    address = re.search(r'src="(/kantor/foto/[^"]+)"', ratna.get(talk).content.decode())[1]
    picture = ratna.get(address)
    assert picture["Content-Type"] == "image/jpeg"
    assert b"CANARY" not in picture.content
    assert ratna.post(f"{address}hapus/").status_code == 302
    assert ratna.get(address).status_code == 404


def test_what_the_room_knew_is_shown_in_percent(ratna, talk, today):
    right = {"check": 5, "passport": 10, "help": 20}
    sent = {"id": str(uuid4()), "moment": "AFTER", "on": today.isoformat(), "asked": 20}

    assert ratna.post(f"{talk}ingatan/", sent | right).status_code == 302

    page = ratna.get(talk).content.decode()
    for share in ("25&nbsp;%", "50&nbsp;%", "100&nbsp;%"):
        assert share in page


def test_a_request_to_the_police_says_until_when_and_whom_to_call(ratna, today):
    page = f"/kantor/desa/{LOMBANG}/catatan/"
    sent = {"id": str(uuid4()), "kind": "REQUEST", "text": "Truk malam di dermaga"}
    assert ratna.post(page, sent).status_code == 422

    whole = sent | {"until": today.isoformat(), "call": "Ratna, kantor Cirebon"}
    assert ratna.post(page, whole).status_code == 302

    shown = ratna.get(page).content.decode()
    assert "Truk malam di dermaga" in shown
    assert "Ratna, kantor Cirebon" in shown


def test_next_week_says_why_and_becomes_visits(ratna, today):
    page = ratna.get("/kantor/kunjungan/pekan/").content.decode()
    assert "Belum pernah ada yang ke sana" in page
    assert NEXT_VILLAGE not in page
    monday = re.search(r'<option value="(\d{4}-\d\d-\d\d)"', page)[1]
    sent = {f"{LOMBANG}.id": str(uuid4()), f"{LOMBANG}.on": monday, f"{LOMBANG}.kind": "visit"}

    for _ in range(2):
        assert ratna.post("/kantor/kunjungan/pekan/", sent).status_code == 302
    assert Visit.objects.get().planned_on.isoformat() == monday

    sent |= {f"{LOMBANG}.id": str(uuid4()), f"{LOMBANG}.kind": "talk"}
    assert ratna.post("/kantor/kunjungan/pekan/", sent).status_code == 409


def test_a_village_that_is_placed_lies_in_a_round_trip(ratna):
    Location.objects.create(code=LOMBANG, lat=-6.4, lon=108.4, source="test")

    page = ratna.get("/kantor/kunjungan/pekan/").content.decode()

    board = page[page.index('id="board"') : page.index("<table")]
    assert f'<li data-code="{LOMBANG}">' in board
