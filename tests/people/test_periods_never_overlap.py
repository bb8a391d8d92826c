"""The database itself refuses two periods at once, however they are written."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from pimpasa.people.models import Assignment
from pimpasa.places.models import Territory
from tests.standing import LOMBANG, SINCE

JUNE, JULY, AUGUST = date(2025, 6, 1), date(2025, 7, 1), date(2025, 8, 1)


def assign(people, *, since, until, name="tono"):
    with transaction.atomic():
        return Assignment.objects.create(
            account=people[name], village_id=LOMBANG, since=since, until=until
        )


@pytest.mark.parametrize(
    ("since", "until"),
    [(JUNE, JULY), (JUNE, None), (SINCE, AUGUST), (SINCE, None), (date(2025, 6, 30), AUGUST)],
)
def test_the_same_pair_twice_at_once_is_refused(people, since, until):
    assign(people, since=JUNE, until=JULY)

    with pytest.raises(DatabaseError, match="assignment_once_at_a_time"):
        assign(people, since=since, until=until)


@pytest.mark.parametrize(("since", "until"), [(JULY, None), (SINCE, JUNE), (JULY, AUGUST)])
def test_periods_that_touch_do_not_overlap(people, since, until):
    assign(people, since=JUNE, until=JULY)

    assign(people, since=since, until=until)

    assert Assignment.objects.filter(account=people["tono"]).count() == 2


def test_two_officers_may_serve_one_village(people):
    assign(people, since=JUNE, until=None)
    assign(people, since=JUNE, until=None, name="yohan")

    assert Assignment.objects.filter(village_id=LOMBANG).count() == 3


def test_a_change_that_makes_an_overlap_is_refused_too(people):
    first = assign(people, since=JUNE, until=JULY)
    assign(people, since=JULY, until=AUGUST)

    first.until = AUGUST
    with pytest.raises(DatabaseError, match="assignment_once_at_a_time"), transaction.atomic():
        first.save()


def test_an_empty_period_is_refused(people):
    with pytest.raises(DatabaseError, match="assignment_ends_after_it_begins"):
        assign(people, since=JUNE, until=JUNE)


def test_two_offices_cannot_hold_one_regency_at_once(people):
    atambua = people["made"].office

    with pytest.raises(DatabaseError, match="territory_one_office_at_once"), transaction.atomic():
        Territory.objects.create(office=atambua, regency_id="32.12", since=JUNE)
