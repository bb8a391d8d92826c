"""Sealed values that change places in the database open nowhere."""

import pytest
from django.db import connection

from pimpasa.base.vault import SealBroken
from pimpasa.intake.models import Report
from tests.street import tell

pytestmark = pytest.mark.django_db


def test_the_words_of_two_reports_that_were_swapped_do_not_open(people):
    one, other = tell(), tell()
    table = Report._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, words FROM {table}")
        (first, first_words), (second, second_words) = cursor.fetchall()
        for row, words in ((first, second_words), (second, first_words)):
            cursor.execute(f"UPDATE {table} SET words = %s WHERE id = %s", [words, row])

    for receipt in (one, other):
        with pytest.raises(SealBroken):
            _ = Report.objects.get(id=receipt.report_id).words
