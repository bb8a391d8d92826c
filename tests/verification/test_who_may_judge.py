"""Nobody judges a case that names them, or that they stand too near to; verdicts have reasons."""

from uuid import uuid4

import pytest

from pimpasa.people.actions.circle import declare_circle
from pimpasa.verification.actions import (
    Asked,
    Decision,
    NoReason,
    StepKind,
    TooNear,
    Verdict,
    declare_conflict,
)
from pimpasa.verification.models import Conflict, Verification
from pimpasa.verification.queries import assessment_of, false_rate, open_questions
from tests.street import NOW, officer, tell
from tests.verification.test_its_clock import rise
from tests.verification.test_signals_are_verified import do


def test_who_says_to_be_near_takes_no_step(people):
    signal = rise()
    for _ in range(2):
        declare_conflict(officer(people, "ratna"), signal.id, now=NOW)

    with pytest.raises(TooNear):
        do(people, "ratna", signal, StepKind.DECISION, Decision.DISCARD)
    do(people, "sari", signal, StepKind.DECISION, Decision.DISCARD)
    assert Conflict.objects.count() == 1


def test_who_is_named_in_what_was_told_takes_no_step(people):
    people["ratna"].display_name = "Ratna Wulandari"
    people["ratna"].save()
    tell("Yang minta uang itu petugas, namanya Ratna  Wulandari, tolong diperiksa.")
    signal = rise()

    with pytest.raises(TooNear):
        do(people, "ratna", signal, StepKind.DECISION, Decision.DISCARD)
    do(people, "sari", signal, StepKind.DECISION, Decision.ASSESS)


def test_who_is_close_to_somebody_named_takes_no_step(people):
    declare_circle(officer(people, "ratna"), "Budi Santoso", now=NOW)
    tell("Yang mengajak namanya BUDI santoso.")
    signal = rise()

    with pytest.raises(TooNear):
        do(people, "ratna", signal, StepKind.DECISION, Decision.DISCARD)


@pytest.mark.parametrize(
    ("kind", "value"), [(StepKind.VERDICT, Verdict.FALSE), (StepKind.DECISION, Decision.DISCARD)]
)
def test_what_others_rely_on_has_a_reason(people, kind, value):
    signal = rise()
    do(people, "ratna", signal, StepKind.DECISION, Decision.ASSESS)

    with pytest.raises(NoReason):
        do(people, "ratna", signal, kind, value, note="  ")


def test_a_question_stays_open_until_it_is_answered(people):
    signal = rise()
    asked = do(people, "ratna", signal, StepKind.ASKED, Asked.POLICE)
    verification = Verification.objects.get()
    assert list(open_questions(verification)) == [asked]

    do(people, "ratna", signal, StepKind.LEARNED, answers=asked.id)

    assert not open_questions(verification)


def test_an_answer_to_no_question_is_an_answer_all_the_same(people):
    step = do(people, "ratna", rise(), StepKind.LEARNED, answers=uuid4())

    assert step.answers is None


def test_what_a_risk_was_assessed_from_is_kept_sealed(people):
    parts = {"hazard": "Tawaran palsu", "exposure": "Lulusan baru", "context": "Musim kemarau"}
    figures = {"likelihood": 4, "consequence": 4}
    step = do(people, "ratna", rise(), StepKind.ASSESSMENT, figures=figures, parts=parts)

    assert assessment_of(step).hazard == "Tawaran palsu"


@pytest.mark.parametrize(
    ("kind", "value"),
    [(StepKind.DECISION, "PERHAPS"), (StepKind.VERDICT, ""), (StepKind.ASKED, "")],
)
def test_a_value_no_form_offers_is_a_fault_of_ours(people, kind, value):
    with pytest.raises(ValueError, match="no value"):
        do(people, "ratna", rise(), kind, value)


def test_how_often_false_counts_only_what_is_known(people):
    signals = [rise(what=f"topic:{t}") for t in ("passport", "tppo", "tppm", "other")]
    for signal, verdict in zip(
        signals, (Verdict.FALSE, Verdict.TRUE, Verdict.UNKNOWN), strict=False
    ):
        do(people, "ratna", signal, StepKind.DECISION, Decision.ASSESS)
        do(people, "ratna", signal, StepKind.VERDICT, verdict)

    assert false_rate("RISE", "test") == (1, 2, 2)
    assert false_rate("RISE", "other") == (0, 0, 0)
