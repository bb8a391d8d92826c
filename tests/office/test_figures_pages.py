"""Figures of one's own villages open the reports behind them; of the country all see the same."""

import json
import re
import zipfile
import zlib
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest

from pimpasa.answers.desk import Filters, how_many
from pimpasa.counts.figures import own_figures
from pimpasa.counts.models import WeekCount
from pimpasa.counts.publishing import publish
from pimpasa.counts.rules import SMALL, weeks_of_month
from pimpasa.doors.office.tiles import depth, steps
from pimpasa.intake.models import Kind, Readers, Report
from pimpasa.places.models import Boundary
from pimpasa.triage.actions import Decision, Urgency, settle
from pimpasa.triage.rules import View
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import NOW, OFFER, QUESTION, TODAY, officer, tell, work

MARCH = date(2026, 3, 1)
WEEK = timedelta(days=7)
PERIOD = f"since={TODAY}&until={TODAY + timedelta(days=7)}"


@pytest.fixture
def street(people):
    """Reports of three villages; one settled otherwise than read, one for another office."""
    tell(OFFER, kind=Kind.JOB_OFFER)
    tell(QUESTION, kind=Kind.QUESTION)
    tell(OFFER, kind=Kind.REPORT, village=NEXT_VILLAGE)
    tell(QUESTION, kind=Kind.QUESTION, village=FAR_VILLAGE)
    tell("Petugas desa minta uang.", readers=Readers.ELSEWHERE)
    work()
    settled = Report.objects.get(kind=Kind.JOB_OFFER)
    decision = Decision(
        views={"A1": View.PRESENT, "M3": View.ABSENT},
        kind=Kind.REPORT,
        topics=("debt_bond",),
        urgency=Urgency.NORMAL,
        is_tppo=True,
        is_tppm=False,
        is_child=False,
        law_on=TODAY,
        note="",
        seen_version=0,
    )
    settle(officer(people, "ratna"), settled.id, decision, now=NOW)
    work()
    return people


def at(people, name):
    return at_the_desk(with_second_factor(people[name]))


@pytest.mark.parametrize("name", ["ratna", "yohan", "sari", "made", "agus"])
def test_every_number_is_as_many_reports_as_it_opens(street, name):
    who = officer(street, name)

    found = own_figures(who, first=TODAY, last=TODAY)

    assert found.by_what
    for what, times in found.by_what.items():
        behind = Filters(what=what, since=found.first, until=found.last + WEEK)
        assert how_many(who, behind) == times.n, what


def test_what_an_officer_settled_counts_and_not_what_the_machine_read(street):
    found = own_figures(officer(street, "ratna"), first=TODAY, last=TODAY)

    assert found.times("topic:debt_bond").n == found.times("element:A1").n == 1
    assert found.times("kind:JOB_OFFER").n == found.times("element:M3").n == 0
    assert found.times("all").settled == 1


def test_the_pages_numbers_open_lists_of_that_length(street):
    sari = at(street, "sari")
    page = sari.get(f"/kantor/angka/?{PERIOD}").content.decode()

    numbers = re.findall(r'<a href="(/kantor/laporan/\?[^"]+)" data-figure="(\d+)"', page)

    assert len(numbers) > 10
    for address, n in numbers:
        listed = sari.get(unescape(address)).content.decode()
        assert f"{n} laporan" in listed or (n == "1" and "Satu laporan" in listed), address


def test_another_officers_village_counts_as_nothing(street):
    mine = own_figures(officer(street, "yohan"), first=TODAY, last=TODAY, place=LOMBANG)

    assert mine.times("all").n == 0
    page = at(street, "yohan").get(f"/kantor/angka/?{PERIOD}&place={LOMBANG}")
    assert ">0</a>" in page.content.decode()


def test_figures_of_all_ones_villages_say_so_beside_those_of_one_place(street):
    sari = at(street, "sari")
    whole, one = (
        sari.get(f"/kantor/angka/?{PERIOD}{place}").content.decode()
        for place in ("", f"&place={LOMBANG}")
    )

    assert "semua desa Anda" not in whole
    assert one.count("semua desa Anda") == 4  # helped, told back, clocks, agencies


def test_a_lookup_in_disguise_is_no_element(street):
    assert how_many(officer(street, "sari"), Filters(what="element:A1__contains")) == 0


def test_whoever_has_no_villages_is_shown_the_country(street):
    for name in ("dewi", "lina", "putri"):
        answer = at(street, name).get("/kantor/angka/")
        assert answer.headers["Location"] == "/kantor/angka/indonesia/"


@pytest.fixture
def told(people):
    week = weeks_of_month(MARCH)[0]
    for village, n in ((LOMBANG, 40), (FAR_VILLAGE, 30), ("", 8)):
        for what, share in (("all", n), ("kind:REPORT", n - 2), ("kind:QUESTION", 2)):
            WeekCount.objects.create(
                village=village, week=week, what=what, n=share, settled=0, heard=share
            )
    publish(MARCH, on=date(2026, 4, 6))
    return people


def test_small_figures_are_told_to_nobody(told):
    page = at(told, "dewi").get("/kantor/angka/indonesia/").content.decode()

    assert "Jawa Barat: 40" in page
    assert ">2<" not in page


def test_the_legend_says_what_each_colour_of_a_tile_means():
    for most in (5, 7, 40, 1234):
        spans = steps({"32": most})

        of = {n: shade for shade, least, last in spans for n in range(least, last + 1)}
        assert of == {n: depth(n, most) for n in range(SMALL, most + 1)}


def test_the_country_is_tiles_until_outlines_are_imported(told):
    dewi = at(told, "dewi")
    tiles = dewi.get("/kantor/angka/indonesia/").content.decode()
    square = {"type": "Polygon", "coordinates": [[[107, -6], [108, -6], [108, -7], [107, -6]]]}
    for code in ("32", "53"):
        shape = zlib.compress(json.dumps(square).encode())
        Boundary.objects.create(code=code, shape=shape, source="test")

    outlines = dewi.get("/kantor/angka/indonesia/").content.decode()

    assert ">JB</text>" in tiles
    assert '<span class="note">JB</span>' in tiles
    assert '<span class="note">JB</span>' not in outlines
    assert "31–40</span>" in tiles
    assert ">JB</text>" not in outlines
    assert 'd="M124.9 126.0L' in outlines
    assert "Jawa Barat: 40</title>" in outlines


def test_only_who_may_export_is_given_files(told):
    assert at(told, "ratna").get("/kantor/angka/indonesia/2026-03/csv/").status_code == 404
    sari = at(told, "sari")
    assert sari.get("/kantor/angka/indonesia/2026-02/csv/").status_code == 404
    assert sari.get("/kantor/angka/indonesia/2026-03/exe/").status_code == 404


def test_files_hold_what_the_page_shows(told):
    sari = at(told, "sari")

    def file(kind):
        return sari.get(f"/kantor/angka/indonesia/2026-03/{kind}/").content

    lines = file("csv").decode().splitlines()
    assert lines[0] == "place,name,month,week,what,n"
    assert "32,Jawa Barat,2026-03,,all,40" in lines
    figures = json.loads(file("json"))
    assert len(figures["figures"]) == len(lines) - 1
    assert all(figure["n"] >= figures["smallest_shown"] for figure in figures["figures"])
    assert file("xlsx") == file("xlsx")
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(BytesIO(file("xlsx"))).namelist()


def test_dhis2_is_given_codes_periods_and_numbers(told):
    sari = at(told, "sari")
    values = json.loads(sari.get("/kantor/angka/indonesia/2026-03/dhis2/").content)

    assert set(values) == {"dataValues"}
    province = {"dataElement": "PIMPASA_ALL", "period": "202603", "orgUnit": "32", "value": "40"}
    assert province in values["dataValues"]
    for value in values["dataValues"]:
        assert set(value) == {"dataElement", "period", "orgUnit", "value"}
        assert re.fullmatch(r"PIMPASA_[A-Z0-9_]+", value["dataElement"])
        assert re.fullmatch(r"\d{6}|\d{4}W\d{1,2}", value["period"])
        assert re.fullmatch(r"ID|\d\d(\.\d\d)?", value["orgUnit"])
        assert int(value["value"]) >= 5
    assert json.loads(sari.get("/kantor/angka/indonesia/2026-03/dhis2/").content) == values
