"""The month is looked at, signed by its officer, then by the supervisor, and taken out on paper."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from pimpasa.base import vault
from pimpasa.outreach.models import MonthReport, Visit
from pimpasa.outreach.months import before
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG
from tools.check_month import finding

MONTHS = "/kantor/kunjungan/bulan/"
PLACES = ("/kantor/", "/kantor/kunjungan/")


@pytest.fixture
def last_month():
    return before(timezone.localdate(timezone=None))


@pytest.fixture
def desks(people, last_month):
    for name in ("ratna", "sari", "agus", "dewi", "made"):
        with_second_factor(people[name])
    Visit.objects.create(
        village_id=LOMBANG,
        kind="talk",
        planned_on=last_month,
        made_on=last_month + timedelta(days=3),
        officer=people["ratna"].id,
        audience={"F.26-45": 21, "M.0-17": 2},
    )
    return {name: at_the_desk(people[name]) for name in ("ratna", "sari", "agus", "dewi", "made")}


def month_of(client, month):
    return client.get(f"{MONTHS}?bulan={month:%Y-%m}").content.decode()


def sign(client, month, **changed):
    page = month_of(client, month)
    names = ("month", "seen", "id")
    given = {n: re.search(rf'name="{n}" value="([^"]+)"', page)[1] for n in names}
    return client.post(f"{MONTHS}tanda-tangan/", given | changed)


def tells_of_a_month_that_came_back(client):
    """On the desk and among the visits alike."""
    on = {"Dikembalikan kepada Anda" in client.get(path).content.decode() for path in PLACES}
    assert len(on) == 1
    return on.pop()


def test_a_month_is_signed_by_two_and_printed(desks, last_month):
    assert ">21<" in month_of(desks["ratna"], last_month)
    assert sign(desks["ratna"], last_month).status_code == 302
    report = MonthReport.objects.get()

    for _ in range(2):
        assert desks["sari"].post(f"{MONTHS}{report.id}/setuju/").status_code == 302

    page = desks["ratna"].get(f"{MONTHS}{report.id}/").content.decode()
    assert page.count('class="tag ok"') == 2
    for kind, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        path = f"{MONTHS}{report.id}/cetak/{kind}/"
        one, other = (desks[name].get(path).content for name in ("ratna", "sari"))
        assert one.startswith(begins)
        assert one == other
    proof = desks["sari"].get(f"{MONTHS}{report.id}/cetak/json/")
    assert finding(proof.content.decode(), vault.public_key().hex()) == ""
    assert desks["agus"].get(f"{MONTHS}{report.id}/cetak/json/").status_code == 404
    assert desks["ratna"].get(f"{MONTHS}{report.id}/cetak/exe/").status_code == 404


def test_figures_that_changed_since_the_page_was_opened_are_not_signed(desks, last_month):
    answer = sign(desks["ratna"], last_month, seen="0" * 64)

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert not MonthReport.objects.exists()


def test_a_month_that_is_not_over_has_no_button(desks, people, last_month):
    today = timezone.localdate(timezone=None)
    Visit.objects.update(made_on=today)

    page = month_of(desks["ratna"], today)

    assert ">21<" in page
    assert "tanda-tangan" not in page


def test_the_supervisor_sees_who_is_missing_and_sends_back_what_is_wrong(desks, last_month):
    assert "Ratna" in month_of(desks["sari"], last_month)
    sign(desks["ratna"], last_month)
    report = MonthReport.objects.get()

    path, form = f"{MONTHS}{report.id}/kembali/", {"id": str(uuid4())}
    assert desks["sari"].post(path, form).status_code == 422
    form["because"] = "Kunjungan tanggal 4 terhitung dua kali"
    for _ in range(2):
        assert desks["sari"].post(path, form).status_code == 302
    assert not MonthReport.objects.exists()
    assert form["because"] in month_of(desks["ratna"], last_month)
    assert form["because"] not in month_of(desks["sari"], last_month)
    assert tells_of_a_month_that_came_back(desks["ratna"])
    assert not tells_of_a_month_that_came_back(desks["sari"])

    sign(desks["ratna"], last_month, id=str(uuid4()))
    report = MonthReport.objects.get()
    assert not tells_of_a_month_that_came_back(desks["ratna"])
    desks["sari"].post(f"{MONTHS}{report.id}/setuju/")
    assert form["because"] not in month_of(desks["ratna"], last_month)
    form["id"] = str(uuid4())
    assert desks["sari"].post(f"{MONTHS}{report.id}/kembali/", form).status_code == 409
    assert MonthReport.objects.exists()


def test_the_recap_adds_up_for_office_region_and_country_alone(desks, last_month):
    sign(desks["ratna"], last_month)

    for name, sees in (("sari", 1), ("agus", 1), ("dewi", 1), ("made", 0), ("ratna", 0)):
        page = month_of(desks[name], last_month)
        assert (">Cirebon<small>" in page) == bool(sees), name
    path = f"{MONTHS}rekap/pdf/?bulan={last_month:%Y-%m}"
    assert desks["agus"].get(path).content.startswith(b"%PDF")
    assert desks["ratna"].get(path).status_code == 404
