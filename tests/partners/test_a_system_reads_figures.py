"""A system reads the published figures, and no others."""

from datetime import date

import pytest

from pimpasa.counts.models import WeekCount
from pimpasa.counts.publishing import publish
from pimpasa.counts.rules import weeks_of_month
from pimpasa.exchange.rules import Scope
from tests.partners.systems import problem, system
from tests.standing import LOMBANG

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(people):
    for week, n in zip(weeks_of_month(date(2026, 3, 1)), (7, 2, 30, 11), strict=True):
        WeekCount.objects.create(village=LOMBANG, week=week, what="all", n=n, settled=0, heard=n)
    publish(date(2026, 3, 1), on=date(2026, 4, 7))


def test_it_reads_what_everybody_may_know(people, figures):
    told = system(people).get("/figures").json()

    assert (told["month"], told["months"]) == ("2026-03", ["2026-03"])
    by_week = {one["week"]: one["n"] for one in told["figures"] if not one["place"]}
    assert by_week[None] == 50
    assert by_week["2026-03-16"] == 30
    assert not {"2026-03-02", "2026-03-09"} & set(by_week)


def test_a_month_that_is_not_published_is_a_problem(people, figures):
    theirs = system(people)

    assert problem(theirs.get("/figures", month="2026-02")) == (404, "figures.not_published")
    assert problem(theirs.get("/figures", month="2026-13")) == (422, "request.not_valid")


def test_only_the_scope_opens_it(people, figures):
    theirs = system(people, Scope.WARNINGS_READ)

    assert problem(theirs.get("/figures")) == (403, "keys.scope_missing")
