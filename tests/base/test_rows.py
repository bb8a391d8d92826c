"""Rows written at once are the rows that Django would have written."""

from datetime import date
from uuid import uuid4

import pytest
from django.forms.models import model_to_dict

from pimpasa.base.rows import insert_all
from pimpasa.intake.models import Report

pytestmark = pytest.mark.django_db


def report(words):
    return Report(
        kind="QUESTION",
        channel="WEB",
        words=words,
        received_on=date(2026, 11, 24),
        receipt_digest=uuid4().bytes * 2,
        body_digest=bytes(32),
    )


def test_rows_are_kept_as_django_keeps_them():
    ours, theirs = [report("Satu."), report("Dua.")], report("Tiga.")

    insert_all(ours)
    Report.objects.bulk_create([theirs])

    kept = [Report.objects.get(id=one.id) for one in (*ours, theirs)]
    assert [one.words for one in kept] == ["Satu.", "Dua.", "Tiga."]
    own = {"id", "words", "receipt_digest"}
    first, second = (model_to_dict(one, exclude=own) for one in kept[1:])
    assert first == second


def test_a_row_that_was_written_is_not_written_again():
    one = report("Satu.")
    insert_all([one])

    one.on_hold = True
    one.save()

    assert Report.objects.get(id=one.id).on_hold


def test_no_rows_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_all([])
