"""More signals than officers can look into make the machine stricter, in view and not for ever."""

from datetime import timedelta
from uuid import UUID

import pytest

from pimpasa.ledger.models import Event
from pimpasa.signals.balancing import budget_on, keep_budget
from pimpasa.signals.models import Listening, Round, Signal, SignalKind, Threshold
from pimpasa.signals.queries import threshold_of
from pimpasa.signals.rules.budget import moved
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import TODAY

WEEK = timedelta(days=7)


def weeks(*signals, last=TODAY):
    """Rounds, the newest last, each with so many signals of villages."""
    for ago, n in enumerate(reversed(signals)):
        on = last - ago * WEEK
        Round.objects.create(week=on - WEEK, on=on, raised=n)
        for place in range(n):
            Signal.objects.create(
                kind=SignalKind.RISE, what="topic:tppo", place=f"32.12.{place:02}", week=on - WEEK,
                raised_on=on, method="tree", observed=5,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "came", "expected"),
    [
        (0.004, 12, 0.002),  # twice too many and more: halved
        (0.004, 5, 0.0032),  # a quarter too many: a fifth stricter
        (0.0012, 12, 0.001),  # never stricter than may be
        (0.002, 1, 0.004),  # room: back towards what was assumed
        (0.003, 1, 0.004),  # and no further
        (0.004, 1, 0.004),
        (0.002, 3, 0.002),  # enough came: as it is
    ],
)
def test_a_threshold_moves_by_what_came(value, came, expected):
    found = moved(value, usual=0.004, strictest=0.001, came=came, budget=4)

    assert found == pytest.approx(expected)


def test_too_many_raise_the_bar_openly_and_quiet_weeks_lower_it(people):
    weeks(9, 9, 9, 9)
    held = budget_on(TODAY)
    assert (held.officers, held.may_come, held.came) == (4, 2.0, 9.0)

    for _ in range(2):
        keep_budget(today=TODAY)

    kept = Threshold.objects.get(listening=Listening.VILLAGES)
    assert (kept.listening, kept.value, kept.why) == (Listening.VILLAGES, 0.001, "TOO_MANY")
    assert kept.figures == {"came": 9.0, "officers": 4, "before": 0.002}
    assert Event.objects.filter(name="signals.threshold_moved").count() == 2  # of both
    later = TODAY + 5 * WEEK
    weeks(0, last=later)
    keep_budget(today=later)
    assert threshold_of(Listening.VILLAGES, on=TODAY) == 0.001
    assert threshold_of(Listening.VILLAGES, on=later) == 0.002


def test_nobody_to_look_and_nothing_listened_to_move_nothing(db, people):
    assert keep_budget(today=TODAY) == []
    people["ratna"].__class__.objects.update(is_active=False)
    weeks(9)
    assert keep_budget(today=TODAY) == []


def test_the_page_shows_the_budget_and_the_move(people):
    weeks(9, 9, 9, 9)
    keep_budget(today=TODAY)

    page = at_the_desk(with_second_factor(people["agus"])).get("/kantor/sinyal/").content.decode()

    assert "0,1" in page  # per cent: the chance that is still raised
    assert "0,2" in page  # and what it was


def test_contacts_that_recur_are_counted_and_what_is_noted_is_not(people):
    weeks(1, 1)
    of_contact = {"kind": SignalKind.RECURRENCE, "what": "contact", "method": "recurrence"}
    for n, quiet in enumerate(("", "", "ONE_VOICE")):
        Signal.objects.create(
            **of_contact,
            place="",
            week=TODAY,
            raised_on=TODAY,
            observed=2,
            contact=UUID(int=n),
            quiet=quiet,
        )

    held = budget_on(TODAY)

    assert (held.came, held.recurred) == (1.0, 1.0)
    assert held.per_officer == 0.5
