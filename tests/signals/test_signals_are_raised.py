"""What is noticed is raised once, with its reasons, before those whose villages it touches."""

from datetime import timedelta

import pytest

from pimpasa.counts.rules import week_of
from pimpasa.ledger.models import Event
from pimpasa.links.voices import are_independent
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.models import Quiet, Signal
from pimpasa.signals.queries import NoSuchSignal, signal_for, signals_for, villages_of
from pimpasa.verification.models import Verification
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import NOW, OFFER, OWN_WORDS, TODAY, officer, tell, work

PHONE = "+62 834-1122-3344"


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


def raised():
    return Event.objects.filter(name="signals.raised").count()


def test_a_number_named_by_two_voices_in_two_villages_is_one_signal_while_it_goes_on(people):
    tell(OFFER)
    tell(OWN_WORDS, village=NEXT_VILLAGE, today=TODAY + timedelta(days=1))
    work()
    signal = Signal.objects.get()
    assert (signal.kind, signal.what, signal.quiet) == ("RECURRENCE", "contact", "")
    assert signal.why["voices"] == 2

    later = TODAY + timedelta(weeks=5)
    tell(f"Ada lagi, sekarang di kampung kami: {PHONE}", village=FAR_VILLAGE, today=later)
    work(now=NOW + timedelta(weeks=5))

    signal = Signal.objects.get()
    assert signal.last_week == week_of(later)
    assert FAR_VILLAGE in villages_of(signal)
    assert raised() == 1
    assert list(signals_for(officer(people, "ratna"))) == [signal]


def test_after_long_silence_a_contact_is_news_again(people):
    tell(OFFER)
    tell(OWN_WORDS, village=NEXT_VILLAGE)
    work()

    tell(f"Ada lagi, sekarang di kampung kami: {PHONE}", today=TODAY + timedelta(weeks=9))
    work(now=NOW + timedelta(weeks=9))

    assert Signal.objects.count() == raised() == 2


def test_one_text_passed_on_is_noted_and_wakes_with_words_of_somebodys_own(people):
    tell(OFFER)
    tell(f"Dari grup sebelah, mohon dicek ya: {OFFER} Terima kasih.", village=NEXT_VILLAGE)
    tell(OFFER, village=FAR_VILLAGE, today=TODAY + timedelta(days=1))
    work()

    noted = Signal.objects.get()
    assert noted.quiet == Quiet.ONE_VOICE
    assert noted.why["villages"] == 3
    assert noted.why["voices"] == 1
    assert (raised(), Event.objects.filter(name="signals.noted").count()) == (0, 1)
    assert not Verification.objects.exists()

    tell(OWN_WORDS, village=NEXT_VILLAGE, today=TODAY + timedelta(days=2))
    work(now=NOW + timedelta(days=2))

    assert (Signal.objects.get().quiet, raised()) == ("", 1)
    assert Verification.objects.get().due_at is not None


def test_two_voices_in_one_village_alone_are_no_independent_sources(people):
    """The second village only passes on what was said in the first, however much is said there."""
    assert not are_independent([("a", 1), ("a", 2)])
    assert not are_independent([("a", 1), ("b", 1), ("", 2)])
    assert are_independent([("a", 1), ("b", 2)])
