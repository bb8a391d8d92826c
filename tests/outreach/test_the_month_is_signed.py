"""A month is generated from the visits, signed twice, and the same on every printing."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from pimpasa.base import vault
from pimpasa.outreach.findings import note_heard
from pimpasa.outreach.models import MonthReport
from pimpasa.outreach.months import Row, after, as_rows, as_text, before, to_sign, total
from pimpasa.outreach.papers import Sheet, Signature, as_pdf, as_xlsx
from pimpasa.outreach.reporting import (
    CannotSign,
    NoSuchMonth,
    are_good,
    countersign,
    digest,
    month_for,
    months_for,
    proof_of,
    recap,
    rows_of,
    send_back,
    sent_back_to,
    sign_month,
)
from pimpasa.training.models import SigningKey
from pimpasa.training.public import key_list
from pimpasa.training.signing import sign_as
from tests.outreach.test_villages_are_visited import Given, know, plan, report
from tests.standing import LOMBANG
from tests.street import NOW, TODAY, officer
from tools.check_month import finding

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


def test_each_signs_with_a_key_of_their_own_and_the_second_month_with_the_same(worked):
    done = countersign(officer(worked, "sari"), sign(worked).id, now=APRIL)
    keys = dict(SigningKey.objects.values_list("account_id", "public"))

    assert bytes(done.key) == bytes(keys[worked["ratna"].id])
    assert bytes(done.counterkey) == bytes(keys[worked["sari"].id])
    assert vault.public_key() not in (done.key, done.counterkey)
    again = sign_as(worked["ratna"].id, b"another", on=TODAY)
    assert again.key == bytes(done.key)
    done.key, done.counterkey = done.counterkey, done.key
    assert are_good(done) == (False, False)


def test_what_the_house_signed_before_everybody_had_a_key_still_fits(worked):
    report = sign(worked)
    ratna = worked["ratna"].id
    said = to_sign(
        month=MONTH,
        officer=str(ratna),
        rows=report.rows,
        who=str(ratna),
        on=report.signed_on,
    )
    report.key, report.signature = b"", vault.sign(said)

    assert are_good(report) == (True, False)


def test_a_stranger_checks_both_signatures_without_us_and_sees_what_was_changed(worked):
    done = countersign(officer(worked, "sari"), sign(worked).id, now=APRIL)
    names = {worked[one].id: one for one in ("ratna", "sari")}
    proof, house = json.dumps(proof_of(done, names)), vault.public_key().hex()
    keys = key_list("https://a.example", on=TODAY)

    assert finding(proof, house, json.dumps(keys)) == ""
    assert finding(proof.replace('women\\":30', 'women\\":31'), house).startswith("not good")
    assert finding(proof.replace('"ratna"', '"rudi"'), house).startswith("not good")
    assert finding(proof, "11" * 32).startswith("not good")
    fewer = json.dumps(key_list("https://a.example", on=TODAY) | {"signed": "2026-03-01 "})
    assert finding(proof, house, fewer).startswith("not good")
    SigningKey.objects.filter(account=worked["sari"].id).update(public=b"1" * 32)
    gone = json.dumps(key_list("https://a.example", on=TODAY))
    assert "is not in the list" in finding(proof, house, gone)


def test_the_list_of_keys_names_nobody(worked):
    sign(worked)
    told = json.dumps(key_list("https://a.example", on=TODAY))

    assert SigningKey.objects.get().public.hex() in told
    assert str(worked["ratna"].id) not in told
    assert worked["ratna"].display_name not in told


def test_a_month_is_sent_back_once_for_a_reason_that_its_officer_reads(worked):
    sari, ratna = officer(worked, "sari"), officer(worked, "ratna")
    first, id = sign(worked), uuid4()
    with pytest.raises(CannotSign):
        send_back(sari, first.id, because=" ", id=id, now=APRIL)
    for _ in range(2):
        send_back(sari, first.id, because="Desa Lombang dua kali", id=id, now=APRIL)

    assert not MonthReport.objects.exists()
    assert sent_back_to(ratna, MONTH).because == "Desa Lombang dua kali"
    assert sent_back_to(sari, MONTH) is None
    assert sent_back_to(ratna, after(MONTH)) is None


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
