"""A signal waits for a decision no longer than it may, and an hour when life is in danger."""

from datetime import timedelta

import pytest
from django.core import mail

from pimpasa.ledger.models import Event
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.verification.actions import Decision, StepKind
from pimpasa.verification.clocks import escalate_undecided
from pimpasa.verification.models import Verification
from pimpasa.verification.queries import waiting_for
from tests.standing import FAR_VILLAGE, LOMBANG, village
from tests.street import DANGER, NOW, TODAY, officer, tell, work
from tests.verification.test_signals_are_verified import do


def rise(village=LOMBANG, what="topic:passport"):
    noticed = Noticed(SignalKind.RISE, what, [village], TODAY, "test", observed=9)
    signal = raise_signal(noticed, today=TODAY)
    work()
    return signal


def due():
    return Verification.objects.get().due_at - NOW


@pytest.mark.parametrize(
    ("what", "hours"), [("topic:passport", 48), ("topic:tppo", 6), ("flag:tppm", 6)]
)
def test_a_suspicion_waits_shorter(people, what, hours):
    rise(what=what)

    assert due() == timedelta(hours=hours)


def test_life_in_danger_leaves_an_hour(people):
    tell(DANGER)
    work()
    rise()

    assert due() == timedelta(hours=1)


def test_danger_that_comes_later_hastens_what_waits(people):
    rise()
    tell(DANGER)
    work()

    assert due() == timedelta(hours=1)


def test_danger_elsewhere_hastens_nothing(people):
    rise()
    tell(DANGER, village=FAR_VILLAGE)
    work()

    assert due() == timedelta(hours=48)


def test_what_is_late_comes_before_the_supervisor_once(people):
    people["sari"].email = "sari@example.org"
    people["sari"].save()
    signal = rise()
    assert escalate_undecided(now=NOW + timedelta(hours=47)) == 0

    late = NOW + timedelta(hours=49)
    assert [escalate_undecided(now=late) for _ in range(2)] == [1, 0]
    work(now=late)

    assert Event.objects.filter(name="verification.deadline_missed").count() == 1
    assert [(m.to, str(signal.id) in m.body) for m in mail.outbox] == [(["sari@example.org"], True)]


def test_where_no_office_reaches_the_directorate_is_told(people):
    people["sari"].email = "sari@example.org"
    people["sari"].save()
    people["dewi"].email = "pusat@example.org"
    people["dewi"].save()
    nowhere = village("64.01.01.2001", "Tanpa Kantor", regency="Paser", province="Kaltim")
    signal = rise(village=nowhere.code)
    late = NOW + timedelta(hours=49)
    escalate_undecided(now=late)
    work(now=late)

    assert {m.to[0] for m in mail.outbox} == {"pusat@example.org"}
    assert mail.outbox[0].body.strip().endswith(f"/kantor/sinyal/{signal.id}/")


def test_a_decision_in_time_needs_no_supervisor(people):
    signal = rise()
    do(people, "ratna", signal, StepKind.DECISION, Decision.MONITOR)

    assert escalate_undecided(now=NOW + timedelta(hours=49)) == 0


def test_one_sees_what_waits_in_ones_own_villages(people):
    signal = rise()

    assert [v.signal for v in waiting_for(officer(people, "ratna"))] == [signal]
    for name in ("yohan", "made", "dewi", "adi"):
        assert not waiting_for(officer(people, name))
