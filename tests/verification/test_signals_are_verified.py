"""A signal is decided on, looked into, concluded, and closed by somebody else."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pimpasa.ledger.models import Event
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.queries import NoSuchSignal
from pimpasa.verification.actions import (
    Asked,
    Decision,
    Doing,
    NotInThisOrder,
    SamePerson,
    StepKind,
    Verdict,
    take_step,
)
from pimpasa.verification.models import Step, Verification
from pimpasa.verification.queries import TrackRecord, track_record, verified_events
from pimpasa.verification.risks import matrix, risk_level
from pimpasa.verification.rules import Level, share_range
from tests.standing import LOMBANG
from tests.street import NOW, TODAY, officer, work


@pytest.fixture
def signal(people):
    noticed = Noticed(
        kind=SignalKind.RISE,
        what="topic:tppo",
        villages=[LOMBANG],
        week=TODAY,
        method="test",
        observed=9,
    )
    raised = raise_signal(noticed, today=TODAY)
    work()
    return raised


def do(people, who, signal, kind, value="", **more):
    note = "Ditanyakan ke kepala desa."
    doing = Doing(id=uuid4(), kind=kind, value=value, **{"note": note, **more})
    return take_step(officer(people, who), signal.id, doing, now=NOW)


def test_a_suspicion_must_be_decided_on_in_six_hours_and_then_no_more(people, signal):
    assert Verification.objects.get().due_at == NOW + timedelta(hours=6)

    do(people, "ratna", signal, StepKind.DECISION, Decision.ASSESS)

    assert Verification.objects.get().due_at is None


def test_the_whole_way(people, signal):
    do(people, "ratna", signal, StepKind.DECISION, Decision.ASSESS)
    do(people, "ratna", signal, StepKind.ASKED, Asked.VILLAGE)
    do(people, "ratna", signal, StepKind.ASSESSMENT, figures={"likelihood": 4, "consequence": 4})
    do(people, "ratna", signal, StepKind.VERDICT, Verdict.TRUE)
    do(people, "sari", signal, StepKind.CLOSING)

    assert [s.position for s in Step.objects.order_by("position")] == [1, 2, 3, 4, 5]
    assert list(verified_events()) == [signal]
    assert track_record(kind="RISE").true == 1
    assert Event.objects.filter(name__startswith="verification.").count() == 5


def test_who_concluded_does_not_close(people, signal):
    do(people, "ratna", signal, StepKind.DECISION, Decision.ASSESS)
    do(people, "ratna", signal, StepKind.VERDICT, Verdict.FALSE)

    with pytest.raises(SamePerson):
        do(people, "ratna", signal, StepKind.CLOSING)
    do(people, "sari", signal, StepKind.CLOSING)
    assert (track_record(kind="RISE").false, track_record(kind="RISE").known) == (1, 1)


@pytest.mark.parametrize("kind", [StepKind.VERDICT, StepKind.CLOSING])
def test_nothing_is_concluded_before_it_is_looked_into(people, signal, kind):
    with pytest.raises(NotInThisOrder):
        do(people, "sari", signal, kind, Verdict.TRUE if kind == StepKind.VERDICT else "")


def test_nothing_follows_the_closing(people, signal):
    do(people, "ratna", signal, StepKind.DECISION, Decision.DISCARD)
    do(people, "sari", signal, StepKind.CLOSING)

    with pytest.raises(NotInThisOrder):
        do(people, "ratna", signal, StepKind.DECISION, Decision.ASSESS)


def test_the_same_step_sent_twice_is_kept_once(people, signal):
    doing = Doing(id=uuid4(), kind=StepKind.DECISION, value=Decision.MONITOR)
    for _ in range(2):
        take_step(officer(people, "ratna"), signal.id, doing, now=NOW)

    assert Step.objects.count() == 1


@pytest.mark.parametrize("who", ["yohan", "made", "dewi", "tono", "lina", "putri", "adi"])
def test_only_those_it_concerns_take_steps(people, signal, who):
    with pytest.raises(NoSuchSignal):
        do(people, who, signal, StepKind.DECISION, Decision.DISCARD)


def test_risk_is_read_from_the_matrix():
    table = {(1, 1): Level.LOW, (2, 2): Level.MODERATE, (2, 4): Level.HIGH, (3, 5): Level.VERY_HIGH}
    for (likelihood, consequence), level in table.items():
        assert risk_level(likelihood=likelihood, consequence=consequence) is level
    with pytest.raises(ValueError, match="from 1 to 5"):
        risk_level(likelihood=0, consequence=3)


def test_more_likely_or_worse_is_never_less_of_a_risk():
    rank = {level: n for n, level in enumerate(Level)}
    ranks = [[rank[cell] for cell in row] for row in matrix().levels]

    assert all(row == sorted(row) for row in ranks)
    assert all(list(column) == sorted(column) for column in zip(*ranks, strict=True))


D, V = StepKind.DECISION, StepKind.VERDICT
PATHS = [  # what was done, by whom, and who may close it then
    ([("ratna", D, "DISCARD")], {"sari"}),
    ([("ratna", D, "MONITOR")], {"sari"}),
    ([("ratna", D, "ASSESS"), ("ratna", V, "TRUE")], {"sari"}),
    ([("ratna", D, "ASSESS"), ("ratna", V, "UNKNOWN")], {"sari"}),
    ([("ratna", D, "ASSESS"), ("sari", V, "FALSE")], {"ratna"}),
    ([("ratna", D, "ASSESS"), ("sari", V, "TRUE"), ("ratna", V, "FALSE")], {"sari"}),
    ([("ratna", D, "ASSESS"), ("sari", V, "TRUE"), ("ratna", D, "DISCARD")], set()),
    ([("ratna", D, "DISCARD"), ("sari", D, "ASSESS"), ("sari", V, "FALSE")], {"ratna"}),
]


@pytest.mark.parametrize(("steps", "closers"), PATHS)
def test_on_no_path_does_the_one_who_concluded_close(people, signal, steps, closers):
    for who, kind, value in steps:
        do(people, who, signal, kind, value)

    for who in ("ratna", "sari"):
        if who not in closers:
            with pytest.raises(SamePerson):
                do(people, who, signal, StepKind.CLOSING)
    for who in sorted(closers):
        do(people, who, signal, StepKind.CLOSING)
    assert Step.objects.filter(kind=StepKind.CLOSING).count() == len(closers)


def test_how_often_false_says_how_sure_it_is():
    assert share_range(7, 26) == (14, 46)
    assert share_range(0, 10) == (0, 28)
    assert share_range(10, 10) == (72, 100)

    assert TrackRecord(true=19, false=7, unknown=5).range == (14, 46)
    assert TrackRecord(true=1, false=3, unknown=90).range is None
