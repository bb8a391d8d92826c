"""Reports are counted by what they are about, where and in which week."""

from datetime import date, timedelta

import pytest
from django.db import connection

from pimpasa.counts import actions
from pimpasa.counts.actions import recount
from pimpasa.counts.models import WeekCount
from pimpasa.counts.rules import MOST_A_DAY, Heard, tally, week_of, whats_of
from pimpasa.intake.models import Kind, Report
from tests.standing import LOMBANG, NEXT_VILLAGE
from tests.street import NOW, OFFER, QUESTION, TODAY, tell, work

MONDAY = week_of(TODAY)


def counted(what, village=LOMBANG, week=MONDAY):
    row = WeekCount.objects.filter(village=village, week=week, what=what).first()
    return (row.n, row.settled, row.heard) if row else (0, 0, 0)


def heard(day, *whats, source, is_settled=False):
    return Heard(day, frozenset(whats), is_settled, source)


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 8), date(2026, 3, 2)),
        (date(2027, 1, 3), date(2026, 12, 28)),  # week 53
    ],
)
def test_a_day_belongs_to_the_week_of_its_monday(day, monday):
    assert week_of(day) == monday


def test_a_report_counts_once_as_all_and_once_for_each_thing_it_is_about():
    whats = whats_of(kind="REPORT", topics=["tppo", "passport"], flags=["child"], elements=["A1"])

    assert whats == {
        "all", "kind:REPORT", "topic:tppo", "topic:passport", "flag:child", "element:A1"
    }  # fmt: skip


def test_one_hand_is_heard_once_a_day_and_a_burst_no_more_than_its_cap():
    same_hand = [heard(TODAY, "all", source=b"a") for _ in range(9)]
    many_hands = [heard(TODAY, "all", source=bytes([n])) for n in range(9)]
    next_day = [heard(TODAY + timedelta(days=1), "all", source=b"a", is_settled=True)]

    assert tally(same_hand)["all"].heard == 1
    assert tally(many_hands)["all"].heard == MOST_A_DAY
    assert tally(same_hand + next_day)["all"] == tally(next_day + same_hand)["all"]
    assert tally(same_hand + next_day)["all"].heard == 2
    assert tally(same_hand + next_day)["all"].settled == 1


def test_words_are_counted_where_and_when_they_came(people):
    tell(OFFER, kind=Kind.JOB_OFFER)
    tell(QUESTION, kind=Kind.QUESTION)
    tell(QUESTION, kind=Kind.QUESTION, village=NEXT_VILLAGE)
    tell(QUESTION, kind=Kind.QUESTION, today=TODAY + timedelta(days=7))
    tell(QUESTION, kind=Kind.QUESTION, village=None)
    work()

    assert counted("all") == (2, 0, 2)
    assert counted("topic:passport") == (1, 0, 1)
    assert counted("all", village=NEXT_VILLAGE) == (1, 0, 1)
    assert counted("all", week=MONDAY + timedelta(days=7)) == (1, 0, 1)
    assert counted("all", village="") == (1, 0, 1)


def test_counting_again_changes_nothing(people):
    tell(OFFER)
    work()
    before = list(WeekCount.objects.order_by("id").values_list())

    recount(LOMBANG, MONDAY)

    assert list(WeekCount.objects.order_by("id").values_list()) == before


def test_what_was_counted_before_is_counted_higher_when_more_come(people):
    tell(OFFER)
    work()
    assert counted("all") == (1, 0, 1)
    tell(QUESTION)
    work()

    assert counted("all") == (2, 0, 2)


def test_what_nobody_speaks_of_any_more_is_no_longer_counted(people):
    report = tell(QUESTION, kind=Kind.QUESTION).report_id
    work()
    Report.objects.filter(id=report).update(village=NEXT_VILLAGE)

    recount(LOMBANG, MONDAY)

    assert not WeekCount.objects.filter(village=LOMBANG).exists()


def test_of_many_that_came_at_once_the_last_one_counts_for_all(people, monkeypatch):
    told = [tell(QUESTION, kind=Kind.QUESTION) for _ in range(6)]
    told.append(tell(QUESTION, kind=Kind.QUESTION, village=NEXT_VILLAGE))
    told.append(tell(QUESTION, kind=Kind.QUESTION, today=TODAY + timedelta(days=7)))
    work()
    WeekCount.objects.all().delete()
    times, once = [], actions.recount
    monkeypatch.setattr(actions, "recount", lambda *of: (times.append(of), once(*of)))

    # All at once: jobs of one day have no order, and a reading may come after another's count.
    for receipt in told:
        actions.count.enqueue(str(receipt.report_id))
    work()

    assert sorted(times) == sorted(
        [(LOMBANG, MONDAY), (LOMBANG, MONDAY + timedelta(days=7)), (NEXT_VILLAGE, MONDAY)]
    )
    assert counted("all")[0] == 6


@pytest.mark.django_db(transaction=True)
def test_while_it_is_counted_others_write(people, monkeypatch):
    report = tell(QUESTION, kind=Kind.QUESTION).report_id
    work()
    held, reading = [], actions._heard
    monkeypatch.setattr(
        actions,
        "_heard",
        lambda *of: (held.append(connection.in_atomic_block), reading(*of))[1],
    )

    actions.count.call(str(report), now=NOW)

    # On PostgreSQL a transaction keeps only those waiting who count the same.
    assert held == [connection.vendor == "postgresql"]
