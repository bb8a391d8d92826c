"""A month is told once, and whoever subtracts all that is told learns nothing about anybody."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection

from pimpasa.counts import publishing
from pimpasa.counts.models import Publication, PublishedCount, WeekCount
from pimpasa.counts.protection import SMALL, Line, spans
from pimpasa.counts.publishing import publish, publish_months
from pimpasa.counts.queries import published
from pimpasa.counts.rules import month_of_week, weeks_of_month
from pimpasa.counts.tables import Cell, Told, may_be_told
from pimpasa.ledger.models import Event
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE

MARCH = date(2026, 3, 1)
PROVINCES = ("31", "32", "33", "53")
REGENCIES = tuple(f"{province}.{n:02}" for province in PROVINCES for n in range(1, 4))
KINDS = ("kind:QUESTION", "kind:REPORT", "kind:SUGGESTION")
OFTEN = {"topic:tppo": 0.5, "topic:passport": 0.95, "flag:child": 0.15, "element:A1": 0.05}


def month(seed, *, reports):
    """A month of a small nation, in which some places speak much and most hardly."""
    draw, heard = random.Random(seed), Counter()
    weights = [draw.expovariate(1) ** 3 for _ in (*REGENCIES, "00")]
    for _ in range(reports):
        place = draw.choices((*REGENCIES, "00"), weights)[0]
        week = draw.choice(weeks_of_month(MARCH))
        whats = ["all", draw.choices(KINDS, [5, 4, 1])[0]]
        for what in [*whats, *(what for what, share in OFTEN.items() if draw.random() < share)]:
            heard[place, week, what] += 1
    return [Told(*key, n) for key, n in heard.items()]


def truth(rows):
    """Every cell of the month with its complement, and every line in which they add up."""
    counts, lines = Counter(), []
    weeks = [str(week) for week in weeks_of_month(MARCH)]
    for row in rows:
        for spot in {("", ""), (row.regency[:2], ""), (row.regency, ""), ("", str(row.week))}:
            counts[Cell(*spot, row.what)] += row.n
    spots = [("", ""), *((place, "") for place in (*PROVINCES, "00")), *(("", w) for w in weeks)]
    for spot in spots:
        lines.append(Line(Cell(*spot, "all"), tuple(Cell(*spot, kind) for kind in KINDS)))
        for what in OFTEN:
            counts[Cell(*spot, f"not {what}")] = (
                counts[Cell(*spot, "all")] - counts[Cell(*spot, what)]
            )
            lines.append(Line(Cell(*spot, "all"), (Cell(*spot, what), Cell(*spot, f"not {what}"))))
    for what in ("all", *KINDS, *OFTEN, *(f"not {what}" for what in OFTEN)):
        nation = Cell("", "", what)
        lines.append(Line(nation, tuple(Cell(p, "", what) for p in (*PROVINCES, "00"))))
        lines.append(Line(nation, tuple(Cell("", week, what) for week in weeks)))
    for province in PROVINCES:
        inside = tuple(Cell(r, "", "all") for r in REGENCIES if r.startswith(province))
        lines.append(Line(Cell(province, "", "all"), inside))
    return {cell: counts[cell] for line in lines for cell in line.cells}, lines


def betrayed(rows, shown):
    """The cells that all lines together narrow to fewer than SMALL steps.

    What is left of a large figure is told with it, as long as it is not small.
    """
    counts, lines = truth(rows)
    found = spans(counts, lines, set(counts) - set(shown))
    return {
        cell: (low, high)
        for cell, (low, high) in found.items()
        if high - low < SMALL - 1e-6 and not (cell.what.startswith("not ") and low >= SMALL)
    }


def told(rows):
    return may_be_told(rows, month=MARCH, provinces=PROVINCES, regencies=REGENCIES)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("reports", [60, 300])
def test_nothing_can_be_subtracted(seed, reports):
    rows = month(seed, reports=reports)

    shown = told(rows)

    counts, _ = truth(rows)
    assert all(counts[cell] == n >= SMALL for cell, n in shown.items())
    assert betrayed(rows, shown) == {}


def test_subtracting_works_where_only_small_cells_are_hidden():
    rows = month(1, reports=300)
    counts, _ = truth(rows)

    assert betrayed(rows, {cell for cell, n in counts.items() if n >= SMALL})


def test_much_is_told_where_many_speak():
    assert len(told(month(1, reports=3000))) > 50


def test_silence_is_not_told():
    assert told(month(1, reports=4)) == {}


@pytest.mark.parametrize("year", [2020, 2025, 2026])
def test_every_week_belongs_to_one_month(year):
    weeks = [week for n in range(1, 13) for week in weeks_of_month(date(year, n, 1))]

    assert weeks == [weeks[0] + timedelta(weeks=n) for n in range(len(weeks))]
    assert all(month_of_week(week).year == year for week in weeks)


@pytest.fixture
def _heard(people):
    weeks = weeks_of_month(MARCH)
    for village, n in ((LOMBANG, 6), (NEXT_VILLAGE, 20), (FAR_VILLAGE, 30), ("", 9)):
        for week in weeks[:2]:
            WeekCount.objects.create(
                village=village, week=week, what="all", n=n, settled=0, heard=n
            )


def over(*, weeks):
    return weeks_of_month(MARCH)[-1] + timedelta(weeks=weeks)


@pytest.mark.usefixtures("_heard")
def test_a_month_is_told_a_week_after_it_is_over():
    assert publish_months(today=over(weeks=2) - timedelta(days=1)) == []
    assert [one.month for one in publish_months(today=over(weeks=2))] == [MARCH]
    assert publish_months(today=over(weeks=2)) == []
    assert Event.objects.filter(name="counts.published").count() == 1
    assert published().of("all") == 130
    assert published().of("all", place="32.12") == 52


@pytest.mark.usefixtures("_heard")
def test_what_was_told_does_not_change():
    publish(MARCH, on=over(weeks=2))
    before = list(PublishedCount.objects.order_by("id").values())
    WeekCount.objects.filter(village=LOMBANG).update(n=7)

    publish(MARCH, on=over(weeks=3))

    assert list(PublishedCount.objects.order_by("id").values()) == before
    assert Publication.objects.get().made_on == over(weeks=2)


def test_a_month_that_nobody_told_is_not_there(people):
    assert published(MARCH) is None


@pytest.mark.django_db(transaction=True)
def test_others_write_while_it_is_chosen_what_may_be_told(monkeypatch):
    held = []

    def choose(*rows, **places):
        held.append(connection.in_atomic_block)
        return may_be_told(*rows, **places)

    monkeypatch.setattr(publishing, "may_be_told", choose)

    publish(MARCH, on=date(2026, 4, 20))

    assert held == [False]
