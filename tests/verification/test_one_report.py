"""One report can be looked into like a signal: in time, by who may read it, closed by another."""

from datetime import timedelta

import pytest
from django.core import mail

from pimpasa.intake.actions import Readers
from pimpasa.intake.queries import NoSuchReport
from pimpasa.signals.models import Signal, SignalKind
from pimpasa.signals.queries import signals_for
from pimpasa.verification.actions import Decision, SamePerson, StepKind, Verdict
from pimpasa.verification.clocks import escalate_undecided
from pimpasa.verification.models import Verification
from pimpasa.verification.queries import track_record, verified_events
from pimpasa.verification.single import NoPlace, look_into
from tests.street import DANGER, NOW, QUESTION, officer, tell, work
from tests.verification.test_signals_are_verified import do


def begun(people, who="ratna", words=None, **more):
    receipt = tell(words, **more) if words else tell(**more)
    work()
    signal = look_into(officer(people, who), receipt.report_id, now=NOW)
    work()
    return signal


@pytest.mark.parametrize(
    ("words", "hours"),
    [(QUESTION, 48), (None, 6), (DANGER, 1)],
    ids=["question", "offer", "danger"],
)
def test_it_must_be_decided_on_in_time(people, words, hours):
    signal = begun(people, words=words)

    assert Verification.objects.get(signal=signal).due_at == NOW + timedelta(hours=hours)


def test_it_goes_the_whole_way_and_another_closes_it(people):
    signal = begun(people)
    do(people, "ratna", signal, StepKind.DECISION, Decision.ASSESS)
    do(people, "ratna", signal, StepKind.VERDICT, Verdict.TRUE)
    with pytest.raises(SamePerson):
        do(people, "ratna", signal, StepKind.CLOSING)
    do(people, "sari", signal, StepKind.CLOSING)

    assert list(verified_events()) == [signal]
    assert track_record(kind=SignalKind.REPORT).true == 1


def test_looking_into_it_twice_is_one_signal_and_another_report_is_another(people):
    first = begun(people)
    again = look_into(officer(people, "sari"), first.report, now=NOW)
    other = begun(people)

    assert first == again != other
    assert Signal.objects.count() == 2


def test_only_who_may_read_the_report_knows_of_it(people):
    signal = begun(people)

    who = ("ratna", "yohan", "sari", "agus", "made", "dewi", "lina", "adi")
    assert [n for n in who if signals_for(officer(people, n)).filter(id=signal.id).exists()] == [
        "ratna", "sari", "agus",
    ]  # fmt: skip
    with pytest.raises(NoSuchReport):
        look_into(officer(people, "yohan"), signal.report, now=NOW)


def test_what_is_meant_for_elsewhere_stays_elsewhere(people):
    """A report about the village's own officer: the officer must not learn of it by a signal."""
    people["sari"].email = "sari@example.org"
    people["sari"].save()
    signal = begun(people, who="sari", readers=Readers.ELSEWHERE)

    assert not signals_for(officer(people, "ratna")).exists()
    assert signals_for(officer(people, "sari")).get() == signal
    escalate_undecided(now=NOW + timedelta(days=3))
    work(now=NOW + timedelta(days=3))
    assert not [m for m in mail.outbox if "signal" in m.subject.lower()]


def test_what_names_no_village_cannot_be_looked_at(people):
    receipt = tell(village=None)
    with pytest.raises(NoPlace):
        look_into(officer(people, "sari"), receipt.report_id, now=NOW)
