"""The desk shows an officer what is theirs, the most pressing first, and never the words."""

from dataclasses import fields
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from pimpasa.answers import desk, listing
from pimpasa.answers.actions import answer
from pimpasa.answers.desk import PAGE, Filters, Row
from pimpasa.answers.models import Listed
from pimpasa.intake.actions import Kind
from pimpasa.intake.models import Report
from tests.standing import NEXT_VILLAGE
from tests.street import DANGER, NOW, OFFER, QUESTION, TODAY, officer, tell, work


@pytest.fixture
def street(people):
    """An offer, a question a day later, an emergency a day before, and one next door."""
    told = {
        "offer": tell(OFFER, kind=Kind.JOB_OFFER),
        "question": tell(QUESTION, kind=Kind.QUESTION, today=TODAY + timedelta(days=1)),
        "danger": tell(DANGER, today=TODAY - timedelta(days=1)),
        "next door": tell(OFFER, village=NEXT_VILLAGE),
    }
    work()
    names = {receipt.report_id: name for name, receipt in told.items()}
    return people, told, names


def listed(street, who, **filters):
    people, _, names = street
    page = desk.inbox(officer(people, who), Filters(**filters))
    assert page.total == len(page.rows)
    assert desk.how_many(officer(people, who), Filters(**filters)) == page.total
    return [names[row.report_id] for row in page.rows]


def test_emergencies_come_first_then_the_newest(street):
    assert listed(street, "ratna") == ["danger", "question", "offer"]


def test_each_sees_their_own(street):
    assert listed(street, "yohan") == ["next door"]
    assert len(listed(street, "sari")) == 4
    assert listed(street, "made") == []
    assert listed(street, "adi") == []


def test_filters_narrow_the_list(street):
    people, told, _ = street
    answer(officer(people, "ratna"), told["question"].report_id, "Ya.", message_id=uuid4(), now=NOW)

    assert listed(street, "ratna", state="ANSWERED") == ["question"]
    assert listed(street, "ratna", state="UNANSWERED") == ["danger", "offer"]
    assert listed(street, "ratna", state="SETTLED") == []
    assert len(listed(street, "ratna", state="UNREAD")) == 3
    assert listed(street, "ratna", kind="QUESTION") == ["question"]
    assert listed(street, "ratna", urgency="EMERGENCY") == ["danger"]
    assert listed(street, "sari", village=NEXT_VILLAGE) == ["next door"]
    assert listed(street, "ratna", since=TODAY + timedelta(days=1)) == ["question"]
    assert listed(street, "ratna", until=TODAY) == ["danger"]
    assert listed(street, "ratna", topic="passport") == ["question"]
    assert listed(street, "ratna", state="NONSENSE") == []


def test_what_is_due_stands_by_how_pressing_it_is(street):
    people, _, names = street

    rows = desk.due(officer(people, "ratna"))

    assert names[rows[0].report_id] == "danger"
    assert rows[0].is_emergency
    assert rows[0].clock in {"EMERGENCY", "ACKNOWLEDGE"}


def test_a_row_has_no_place_for_words():
    assert "words" not in {field.name for field in fields(Row)}


def test_a_long_inbox_comes_in_pages(people):
    for number in range(PAGE + 3):
        tell(f"Pertanyaan {number}")

    first = desk.inbox(officer(people, "ratna"), Filters())
    last = desk.inbox(officer(people, "ratna"), Filters(), page=99)

    assert (len(first.rows), len(last.rows), last.number, last.pages) == (PAGE, 3, 2, 2)
    assert not {r.report_id for r in first.rows} & {r.report_id for r in last.rows}


def test_the_number_of_questions_to_the_database_does_not_grow(
    people, django_assert_max_num_queries
):
    for number in range(40):
        tell(f"Pertanyaan {number}")
    work()
    ratna = officer(people, "ratna")

    with django_assert_max_num_queries(10):
        desk.inbox(ratna, Filters())


def test_lists_are_kept_by_the_database_and_made_anew_for_what_was_there(street):
    people, told, _ = street
    answer(officer(people, "ratna"), told["question"].report_id, "Ya.", message_id=uuid4(), now=NOW)
    kept = list(Listed.objects.order_by("report_id").values())
    assert {row["urgency"] for row in kept} >= {"EMERGENCY", "NORMAL"}

    listing.remove(connection)
    tell("Ini tidak tercatat di daftar.")
    unlisted = Listed.objects.count()
    listing.install(connection)

    assert unlisted == len(kept)
    assert Listed.objects.count() == len(kept) + 1
    reports = [row["report_id"] for row in kept]
    assert list(Listed.objects.filter(pk__in=reports).order_by("report_id").values()) == kept


def test_a_report_that_moves_moves_in_the_list(street):
    _people, told, _names = street
    moved = Report.objects.filter(id=told["offer"].report_id)

    moved.update(village=NEXT_VILLAGE, received_on=TODAY - timedelta(days=3))

    assert listed(street, "yohan") == ["next door", "offer"]
    assert listed(street, "ratna") == ["danger", "question"]
