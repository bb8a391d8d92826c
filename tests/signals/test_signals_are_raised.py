"""What is noticed is raised once, with its reasons, before those whose villages it touches."""

from datetime import timedelta

import pytest

from pimpasa.counts.rules import week_of
from pimpasa.ledger.models import Event
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.models import Signal
from pimpasa.signals.queries import NoSuchSignal, signal_for, signals_for, villages_of
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import OFFER, TODAY, officer, tell, work


def rise(*villages, what="topic:tppo", week=TODAY):
    return Noticed(
        kind=SignalKind.RISE,
        what=what,
        villages=villages,
        week=week_of(week),
        method="test",
        observed=9,
        expected=3,
    )


@pytest.mark.parametrize(
    ("villages", "place"),
    [
        ([LOMBANG], LOMBANG),
        ([LOMBANG, NEXT_VILLAGE], "32.12.11"),
        ([LOMBANG, FAR_VILLAGE], ""),
    ],
)
def test_a_signal_stands_for_the_smallest_place_that_holds_it(people, villages, place):
    signal = raise_signal(rise(*villages), today=TODAY)

    assert signal.place == place
    assert villages_of(signal) == tuple(sorted(villages))


def test_the_same_is_raised_once_and_told_once(people):
    first = raise_signal(rise(LOMBANG), today=TODAY)
    again = raise_signal(rise(LOMBANG), today=TODAY + timedelta(days=1))
    other = raise_signal(rise(LOMBANG, what="topic:tppm"), today=TODAY)

    assert first == again != other
    assert Event.objects.filter(name="signals.raised").count() == 2


def test_one_sees_what_touches_ones_villages(people):
    signal = raise_signal(rise(LOMBANG), today=TODAY)

    for name in ("ratna", "sari", "agus", "dewi"):
        assert signal_for(officer(people, name), signal.id) == signal
    for name in ("yohan", "made", "tono", "lina", "putri", "adi"):
        with pytest.raises(NoSuchSignal):
            signal_for(officer(people, name), signal.id)


def test_a_number_heard_in_two_villages_raises_one_signal_a_week(people):
    tell(OFFER)
    tell(OFFER, village=NEXT_VILLAGE, today=TODAY + timedelta(days=1))
    tell(OFFER, village=FAR_VILLAGE, today=TODAY + timedelta(days=2))
    work()

    signal = Signal.objects.get()
    assert (signal.kind, signal.what) == ("RECURRENCE", "contact")
    assert signal.observed >= 2
    assert list(signals_for(officer(people, "ratna"))) == [signal]
