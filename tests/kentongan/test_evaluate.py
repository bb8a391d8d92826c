"""Performance by hand."""

import math

import numpy as np
import pytest

from kentongan.evaluate import evaluate


def test_two_outbreaks_counted_by_hand():
    truth = np.array([[0, 1, 1, 0, 0, 1, 1, 1, 0, 0]], dtype=bool).T
    alarm = np.array([[1, 0, 1, 0, 0, 0, 0, 0, 0, 1]]).T
    found = evaluate(alarm, truth)
    assert found.outbreaks == 2
    assert found.detected == 0.5
    assert found.detected_at_once == 0.0
    assert found.sensitivity == pytest.approx(1 / 5)
    assert found.specificity == pytest.approx(3 / 5)
    assert found.false_positive_rate == pytest.approx(2 / 5)
    assert found.predictive_value == pytest.approx(1 / 3)
    assert found.negative_value == pytest.approx(3 / 7)
    assert found.f1 == pytest.approx(2 * (1 / 5) * (1 / 3) / (1 / 5 + 1 / 3))
    assert found.timeliness == 1.0
    assert found.alarms_per_week == pytest.approx(0.3)


def test_a_perfect_and_a_silent_detector():
    truth = np.zeros((20, 3), dtype=bool)
    truth[5:8, 1] = True
    perfect, silent = evaluate(truth, truth), evaluate(np.zeros((20, 3)), truth)
    assert (perfect.detected, perfect.f1, perfect.timeliness) == (1.0, 1.0, 0.0)
    assert (silent.detected, silent.sensitivity, silent.specificity) == (0.0, 0.0, 1.0)
    assert math.isnan(silent.predictive_value)
    assert math.isnan(silent.timeliness)


def test_a_week_without_judgement_is_silence():
    found = evaluate(np.array([np.nan, 1.0]), np.array([True, False]))
    assert found.sensitivity == 0.0
    assert found.false_positive_rate == 1.0


def test_without_outbreaks_only_the_false_alarms_remain():
    found = evaluate(np.array([[0, 1], [0, 0]]), np.zeros((2, 2), dtype=bool))
    assert found.false_positive_rate == 0.25
    assert math.isnan(found.detected)


def test_outbreaks_of_different_series_do_not_run_together():
    truth = np.zeros((3, 2), dtype=bool)
    truth[2, 0] = truth[0, 1] = True
    assert evaluate(truth, truth).outbreaks == 2


def test_permuting_the_series_changes_nothing():
    random = np.random.default_rng(0)
    alarms, truth = random.random((30, 8)) < 0.2, random.random((30, 8)) < 0.2
    order = random.permutation(8)
    assert evaluate(alarms, truth) == evaluate(alarms[:, order], truth[:, order])


@pytest.mark.parametrize(
    ("alarms", "truth", "words"),
    [(np.ones(3), np.ones(4), "one shape"), (np.full(3, 0.5), np.ones(3), "0 or 1")],
)
def test_a_bad_input_is_named(alarms, truth, words):
    with pytest.raises(ValueError, match=words):
        evaluate(alarms, truth)
