"""A villager speaks, and holds a receipt for it, whatever happens on the way."""

from datetime import date, timedelta

import pytest
from django.db import connection, models

from pimpasa.base.codes import new_code
from pimpasa.intake.actions import (
    Channel,
    Kind,
    SentBefore,
    Told,
    TooManyFiles,
    WordsRefused,
    forget_words,
    receive_report,
)
from pimpasa.intake.models import Report
from pimpasa.intake.queries import report_with_code
from pimpasa.intake.receipts import Form, FormTooOld, check_form, new_form
from pimpasa.intake.rules import Flaw
from pimpasa.ledger.models import Event, Job

TODAY = date(2026, 3, 2)
WORDS = "Tetangga saya mau dibawa ke Kamboja, paspornya dipegang orang."
pytestmark = pytest.mark.django_db


def tell(words=WORDS, code=None, **more):
    told = Told(words=words, kind=more.pop("kind", Kind.REPORT), **more)
    return receive_report(told, code=code or new_code(), channel=Channel.WEB, today=TODAY)


def test_the_words_are_kept_under_the_code():
    receipt = tell(f"  {WORDS}  ")

    assert report_with_code(receipt.code).words == WORDS
    assert report_with_code(receipt.code.upper().replace(" ", "-")).id == receipt.report_id


def test_report_event_and_jobs_are_one():
    receipt = tell()

    assert Event.objects.get().subject == receipt.report_id
    assert Job.objects.count() == 2


def test_a_repeat_gives_the_same_receipt_and_stores_nothing():
    code = new_code()
    first, again = tell(code=code), tell(code=code)

    assert (again.report_id, again.code, again.is_repeat) == (first.report_id, code, True)
    assert (Report.objects.count(), Event.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "other", [{"words": "lain"}, {"kind": Kind.QUESTION}, {"files": [b"%PDF-"]}]
)
def test_other_words_under_a_used_code_are_refused_and_the_first_stay(other, monkeypatch):
    monkeypatch.setattr("pimpasa.intake.actions.clean_file", lambda content: None)
    code = new_code()
    tell(code=code)

    with pytest.raises(SentBefore):
        tell(code=code, **other)

    assert report_with_code(code).words == WORDS


@pytest.mark.parametrize(
    ("words", "flaw"),
    [
        ("", Flaw.EMPTY),
        (" \n\t  ", Flaw.EMPTY),
        ("\u200b\u200b", Flaw.EMPTY),
        ("a" * 10_001, Flaw.TOO_LONG),
        ("tolong \x00 saya", Flaw.UNREADABLE),
        ("tolong \ud800 saya", Flaw.UNREADABLE),
        ("\x89PNG\r\n\x1a\n\x00\x00", Flaw.UNREADABLE),
        ("x" * 10_000_000, Flaw.TOO_LONG),
    ],
    ids=["nothing", "blank", "invisible", "long", "nul", "surrogate", "binary", "10 MB"],
)
def test_what_cannot_be_kept_is_refused_and_what_is_readable_comes_back(words, flaw):
    with pytest.raises(WordsRefused) as refusal:
        tell(words)

    assert refusal.value.flaw is flaw
    assert "saya" in refusal.value.left or "saya" not in words
    assert not Report.objects.exists()


@pytest.mark.parametrize("words", ["a" * 10_000, "ok", "🙏", "ꦥꦱ꧀ꦥꦺꦴꦂ", "?", "saya\n\ntakut"])
def test_short_long_and_strange_words_are_taken_whole(words):
    assert report_with_code(tell(words).code).words == words


def test_more_than_five_files_are_refused():
    with pytest.raises(TooManyFiles):
        tell(files=[b""] * 6)


def test_the_row_holds_no_person_and_no_hour():
    fields = Report._meta.get_fields()

    assert not [f for f in fields if isinstance(f, models.DateTimeField | models.TimeField)]
    assert {f.related_model._meta.label for f in fields if f.is_relation} == {"places.Village"}


def test_forgotten_words_are_gone_and_the_report_still_counts():
    report = report_with_code(tell().code)

    forget_words(report, today=TODAY, why="PERSON")

    assert Report.objects.get().words is None
    assert Report.objects.get().forgotten_on == TODAY


def test_a_legal_hold_keeps_the_words():
    report = report_with_code(tell().code)
    Report.objects.update(on_hold=True)

    forget_words(report, today=TODAY, why="TIME")

    assert Report.objects.get().words == WORDS


def test_words_moved_to_another_row_do_not_open():
    one, other = report_with_code(tell().code), report_with_code(tell("lain").code)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE intake_report SET words = (SELECT words FROM intake_report WHERE id = %s)",
            [one.id.hex if connection.vendor == "sqlite" else one.id],
        )

    with pytest.raises(Exception, match="intake"):
        _ = Report.objects.get(id=other.id).words


class TestTheForm:
    def test_brings_its_code_back(self):
        form = new_form(today=TODAY)

        assert check_form(form, today=TODAY + timedelta(days=30)) == form.code

    @pytest.mark.parametrize("days", [-2, 31])
    def test_is_good_for_a_month(self, days):
        with pytest.raises(FormTooOld):
            check_form(new_form(today=TODAY), today=TODAY + timedelta(days=days))

    def test_forgives_a_clock_that_jumped_a_day(self):
        form = new_form(today=TODAY)

        assert check_form(form, today=TODAY - timedelta(days=1)) == form.code

    def test_with_another_code_or_stamp_is_not_ours(self):
        form = new_form(today=TODAY)

        for forged in (
            Form(new_code(), form.given_on, form.stamp),
            Form(form.code, form.given_on + timedelta(days=1), form.stamp),
            Form(form.code, form.given_on, "0" * 64),
            Form("bukan kode", form.given_on, form.stamp),
        ):
            with pytest.raises(FormTooOld):
                check_form(forged, today=TODAY)
