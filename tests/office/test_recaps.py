"""The month of an office on paper: the same figures, the same bytes, and only for it."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.utils import translation

from pimpasa.doors.office.figures_recap import recap_of
from pimpasa.intake.models import Kind
from pimpasa.outreach.papers import Dossier, Part, dossier_xlsx
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE
from tests.street import OFFER, QUESTION, officer, tell, work

MARCH = "/kantor/angka/rekap/2026-03"


@pytest.fixture
def street(people):
    tell(OFFER, kind=Kind.JOB_OFFER)
    tell(QUESTION, kind=Kind.QUESTION, village=FAR_VILLAGE)
    work()
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


def cells(book):
    with zipfile.ZipFile(BytesIO(book)) as files:
        strings = files.read("xl/sharedStrings.xml").decode()
        return strings, files.read("xl/worksheets/sheet1.xml").decode()


def test_the_same_month_is_the_same_bytes(street):
    for kind in ("pdf", "xlsx"):
        first, second = (street["sari"].get(f"{MARCH}/{kind}/").content for _ in range(2))
        assert first == second
    assert street["sari"].get(f"{MARCH}/pdf/").content.startswith(b"%PDF")


def test_it_holds_the_figures_of_ones_own_office(street):
    strings, sheet = cells(street["sari"].get(f"{MARCH}/xlsx/").content)

    assert "Cirebon, Maret 2026" in strings
    assert "Tawaran kerja" in strings
    assert "Pertanyaan" not in strings  # that was told to the other office
    assert "<v>1</v>" in sheet


def test_each_way_of_counting_has_its_heading(street, people):
    with translation.override("en"):
        parts = recap_of(officer(people, "sari"), date(2026, 3, 1)).parts
    titles = [(part.title, part.is_under) for part in parts]

    assert titles[:4] == [
        ("What was told", False), ("Kind", True), ("Suspicion", True), ("Topic", True),
    ]  # fmt: skip
    assert titles[-3:] == [("Outcomes", False), ("People helped", True), ("Reports closed", True)]
    assert [row[0] for row in parts[0].rows] == ["everything together"]
    assert parts[-1].rows == [["Together", "0"]]


def test_only_who_has_a_territory_and_may_export_is_given_one(street):
    for name in ("ratna", "dewi", "lina", "tono"):
        assert street[name].get(f"{MARCH}/pdf/").status_code == 404
    for path in ("/kantor/angka/rekap/2099-01/pdf/", f"{MARCH}/exe/", "/kantor/angka/rekap/x/pdf/"):
        assert street["sari"].get(path).status_code == 404


def test_no_cell_runs():
    row = ["=1+1", "2"]
    made = dossier_xlsx(Dossier("id", "Rekap", "A", [], [Part("P", ["a", "b"], [row])], note="-2"))
    strings, sheet = cells(made)

    assert "'=1+1" in strings
    assert "'-2" in strings
    assert "<f>" not in sheet


def test_the_desk_shows_what_is_to_be_looked_into(street):
    assert "Sinyal dua minggu terakhir" in street["dewi"].get("/kantor/").content.decode()
    assert "Sinyal dua minggu" not in street["tono"].get("/kantor/").content.decode()
