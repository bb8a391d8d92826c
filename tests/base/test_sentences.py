"""What is put together once finds the same as what is put together each time."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from pimpasa.base.rows import insert_all, remove
from pimpasa.base.sentences import asked_often, existing, found
from pimpasa.intake.models import Report
from pimpasa.training.models import Certificate
from pimpasa.triage.queries import reading_of
from tests.standing import LOMBANG, NEXT_VILLAGE, SINCE, TODAY
from tests.street import tell, work

pytestmark = pytest.mark.django_db


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_is_found_as_django_finds_it(people):
    """Days, keys, bytes, JSON, truths, and words that open only in their own row."""
    told = tell("Saya ditawari kerja di Kamboja, paspor ditahan.")
    work()
    for row, again in (
        (existing(Report, told.report_id), Report.objects.get(id=told.report_id)),
        (reading_of(told.report_id), type(reading_of(told.report_id)).objects.get()),
    ):
        assert columns(row) == columns(again)
    assert found(Report, id=told.report_id, village_id=NEXT_VILLAGE) is None
    with pytest.raises(Report.DoesNotExist):
        existing(Report, uuid4())
    row = found(Report, id=told.report_id)
    row.only_by_code = False
    row.save()
    assert Report.objects.get().only_by_code is False


def test_the_last_or_the_first_in_an_order(people):
    first = tell("Kapan kantor buka?", today=TODAY - timedelta(days=3))
    last = tell("Berapa biaya paspor?")

    assert found(Report, order="-received_on", village_id=LOMBANG).id == last.report_id
    assert found(Report, order="received_on", village_id=LOMBANG).id == first.report_id


def test_a_question_is_put_together_once_and_asked_with_other_values(people):
    made = []

    @asked_often
    def told_since(day, village):
        made.append(day)
        kept = Report.objects.filter(village=village, received_on__gte=day)
        return kept.order_by("received_on").values_list("id", "received_on")

    first = tell("Kapan kantor buka?", today=TODAY - timedelta(days=3))
    last = tell("Berapa biaya paspor?")

    early, late = (first.report_id, TODAY - timedelta(days=3)), (last.report_id, TODAY)
    assert told_since(SINCE, LOMBANG) == [early, late]
    assert told_since(TODAY, village=LOMBANG) == [late]
    assert told_since(TODAY, NEXT_VILLAGE) == []
    assert len(made) == 1


def test_a_value_that_does_not_stand_in_the_sentence_as_it_is_is_refused(people):
    @asked_often
    def told_in_the_week_after(day):
        return Report.objects.filter(received_on=day + timedelta(days=7))

    with pytest.raises(ValueError, match="told_in_the_week_after"):
        told_in_the_week_after(date(2026, 3, 2))


def test_what_is_there_already_stays_and_what_is_removed_is_gone(people):
    row = found(Certificate, account_id=people["ratna"].id)
    holds = Certificate.objects.count()
    row.course = "another"
    insert_all([row], is_once=True)

    assert not Certificate.objects.filter(course="another").exists()
    remove(row)
    assert Certificate.objects.count() == holds - 1
