"""A month is generated from the visits, signed twice, and the same on every printing."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from pimpasa.outreach.findings import note_heard
from pimpasa.outreach.models import MonthReport
from pimpasa.outreach.months import Row, after, as_rows, as_text, before, total
from pimpasa.outreach.papers import Sheet, Signature, as_pdf, as_xlsx
from pimpasa.outreach.reporting import (
    CannotSign,
    NoSuchMonth,
    are_good,
    countersign,
    digest,
    month_for,
    months_for,
    recap,
    rows_of,
    sign_month,
)
from tests.outreach.test_villages_are_visited import Given, know, plan, report
from tests.standing import LOMBANG
from tests.street import NOW, TODAY, officer

MONTH = date(2026, 3, 1)
APRIL = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def worked(people):
    know(people)
    talk = report(people, plan(people, "talk"), audience={"F.26-45": 30, "M.0-17": 4})
    report(people, plan(people), promises=(Given(uuid4(), "Brosur", TODAY),))
    note_heard(officer(people, "ratna"), talk.id, id=uuid4(), kind="QUESTION", now=NOW)
    return people


def sign(people, who="ratna", *, now=APRIL, seen=None):
    rows = as_text(rows_of(people[who].id, MONTH))
    return sign_month(officer(people, who), MONTH, id=uuid4(), seen=seen or digest(rows), now=now)


def test_the_rows_are_what_the_visits_say(worked):
    (row,) = rows_of(worked["ratna"].id, MONTH)

    assert (row.village, row.visits, row.talks) == (LOMBANG, 2, 1)
    assert (row.women, row.men, row.heard) == (30, 4, 1)
    assert (row.promised, row.kept) == (1, 0)
    assert rows_of(worked["ratna"].id, after(MONTH)) == ()


def test_a_month_is_signed_by_two_people_and_a_changed_figure_shows(worked):
    signed = sign(worked)
    assert sign(worked).id == signed.id
    assert are_good(signed) == (True, False)

    sari = officer(worked, "sari")
    for _ in range(2):
        done = countersign(sari, signed.id, now=APRIL)
    assert are_good(done) == (True, True)

    done.rows = done.rows.replace('"women":30', '"women":31')
    assert are_good(done) == (False, False)


def test_a_month_is_signed_when_it_is_over_has_figures_and_was_seen(worked):
    for wrong in ({"now": NOW}, {"seen": "other"}, {"who": "yohan"}):
        with pytest.raises(CannotSign):
            sign(worked, **wrong)
    assert not MonthReport.objects.exists()


def test_nobody_signs_twice_and_no_other_office_signs(worked):
    signed = sign(worked)
    for who in ("made", "ratna", "yohan", "agus", "adi"):
        with pytest.raises(NoSuchMonth):
            countersign(officer(worked, who), signed.id, now=APRIL)
    with pytest.raises(NoSuchMonth):
        month_for(officer(worked, "yohan"), signed.id)


def test_the_recap_is_the_sum_of_the_signed_rows(worked):
    sign(worked)
    sari = officer(worked, "sari")

    assert recap(months_for(sari, MONTH)) == total(rows_of(worked["ratna"].id, MONTH))
    assert months_for(officer(worked, "made"), MONTH) == []


def test_rows_add_up_and_come_back_the_same():
    rows = (Row("b", "B", visits=2, women=3), Row("a", "A", visits=1, kept=1))

    assert total(rows) == Row("", "", visits=3, women=3, kept=1)
    assert as_rows(as_text(rows)) == (rows[1], rows[0])
    assert (before(date(2026, 3, 1)), after(date(2025, 12, 1))) == (
        date(2026, 2, 1),
        date(2026, 1, 1),
    )
    assert (before(date(2026, 3, 24)), after(date(2026, 1, 31))) == (
        date(2026, 2, 1),
        date(2026, 2, 1),
    )


@pytest.mark.parametrize("made", [as_pdf, as_xlsx])
def test_the_same_data_give_the_same_bytes(made):
    sheet = Sheet(
        "id",
        "Laporan",
        "Maret",
        ("Desa", "n"),
        (("=Lombang", 2),),
        ("Jumlah", 2),
        (Signature("Petugas", "Ratna", "2 April 2026", "ab12"), Signature("Kepala")),
        "Catatan",
    )

    assert made(sheet) == made(sheet)
    assert made(sheet)[:2] in (b"%P", b"PK")
