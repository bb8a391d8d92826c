"""A rule is held to events that proved true: found or not, how early, and how often in vain."""

from datetime import timedelta

import pytest

from pimpasa.counts.models import WeekCount
from pimpasa.counts.rules import week_of
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.watching import Draft, NotYourPlace
from pimpasa.verification.actions import Decision, StepKind
from pimpasa.verification.backtest import backtest
from pimpasa.verification.models import Verdict
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import TODAY, officer, work
from tests.verification.test_signals_are_verified import do

WEEK = timedelta(days=7)
MONDAY = week_of(TODAY)
DRAFT = Draft("", "topic:tppo", "32.12", level=13, at_least=3, weeks=1)
YEAR = 52 * WEEK


def said(code, weeks_ago, n):
    WeekCount.objects.create(
        village=code, week=MONDAY - weeks_ago * WEEK, what="topic:tppo", n=n, settled=0, heard=n
    )


def proved(people, village, weeks_ago, verdict=Verdict.TRUE):
    week = MONDAY - weeks_ago * WEEK
    signal = raise_signal(
        Noticed(SignalKind.RISE, "topic:tppo", [village], week, "test", observed=9), today=week
    )
    work()
    do(
        people,
        "ratna" if village == LOMBANG else "yohan",
        signal,
        StepKind.DECISION,
        Decision.ASSESS,
    )
    do(people, "ratna" if village == LOMBANG else "yohan", signal, StepKind.VERDICT, verdict)


@pytest.fixture
def past(people):
    said(LOMBANG, 40, 1)
    said(LOMBANG, 22, 4)  # two weeks before what was raised and proved true
    said(NEXT_VILLAGE, 12, 5)  # about nothing that was ever true
    proved(people, LOMBANG, 20)
    proved(people, NEXT_VILLAGE, 30)  # missed
    return people


def test_found_missed_in_vain_and_how_early(past):
    held = backtest(officer(past, "agus"), DRAFT, past=YEAR, today=TODAY)

    assert [(event.place, event.lead) for event in held.events] == [
        (LOMBANG, 2),
        (NEXT_VILLAGE, None),
    ]
    assert (held.spoke, held.idle, held.found, held.sensitivity) == (2, 1, 1, 50)
    assert held.lead == 2
    assert held.idle_a_week == round(1 / held.weeks, 2)


def test_what_proved_false_or_lies_elsewhere_is_no_event(people):
    said(LOMBANG, 22, 4)
    proved(people, LOMBANG, 20, Verdict.FALSE)

    held = backtest(officer(people, "agus"), DRAFT, past=YEAR, today=TODAY)

    assert (held.events, held.idle, held.sensitivity, held.lead) == ((), 1, None, None)
    far = Draft("", "topic:tppo", FAR_VILLAGE[:5], level=8, at_least=3, weeks=1)
    with pytest.raises(NotYourPlace):
        backtest(officer(people, "agus"), far, past=YEAR, today=TODAY)


def test_the_page_tells_the_three_figures(past):
    desk = at_the_desk(with_second_factor(past["agus"]))
    asked = {"what": "topic:tppo", "within": "32.12", "level": "13", "at_least": "3"}

    page = desk.get("/kantor/sinyal/uji/", asked | {"weeks": "1", "past": "260"}).content.decode()

    assert "1 dari 2" in page
    assert "50%" in page
    assert "Lombang" in page
