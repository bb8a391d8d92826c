"""Thresholds keep the budget, use it, and share it by worth."""

import numpy as np
import pytest

from kentongan.budget import spend_budget


def test_by_hand():
    quiet = np.array([[1.0, 0.0], [5.0, 0.0], [4.0, 9.0], [1.0, 0.0]])
    # One alarm in four weeks each: above 1 weeks two and three are one run.
    found = spend_budget(quiet, alerts_per_week=0.5)
    assert found.threshold.tolist() == [1.0, 0.0]
    assert found.expected.tolist() == [0.25, 0.25]
    apart = spend_budget(quiet, alerts_per_week=0.5, in_a_row_once=False)
    assert apart.threshold.tolist() == [4.0, 0.0]
    assert apart.total == 0.5


def test_the_budget_is_kept_and_nearly_used():
    quiet = np.random.default_rng(0).gamma(1.0, [1.0, 5.0, 20.0], (5000, 3))
    found = spend_budget(quiet, alerts_per_week=0.06)
    assert 0.055 < found.total <= 0.06
    assert found.expected == pytest.approx(0.02, abs=0.002)
    fresh = np.random.default_rng(1).gamma(1.0, [1.0, 5.0, 20.0], (5000, 3))
    assert (fresh > found.threshold).mean(axis=0) == pytest.approx(0.02, abs=0.008)


def test_what_a_coarse_stream_cannot_use_goes_to_the_others():
    random = np.random.default_rng(0)
    coarse = (random.random(4000) < 0.3).astype(float)
    fine = random.random(4000)
    found = spend_budget(np.column_stack([coarse, fine]), alerts_per_week=0.1)
    assert found.threshold[0] == 1.0
    assert found.expected[0] == 0.0
    assert found.expected[1] == pytest.approx(0.1, abs=0.002)


def test_a_stream_worth_more_may_alarm_more():
    quiet = np.random.default_rng(3).random((8000, 2))
    found = spend_budget(quiet, alerts_per_week=0.08, weights=[3.0, 1.0])
    assert found.expected == pytest.approx([0.06, 0.02], abs=0.002)
    again = spend_budget(quiet, alerts_per_week=0.08, weights=[3.0, 1.0])
    assert np.array_equal(found.threshold, again.threshold)


def test_a_budget_too_small_for_any_alarm_silences():
    found = spend_budget([[1.0], [2.0]], alerts_per_week=0.01)
    assert found.total == 0.0
    assert found.threshold[0] >= 2.0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quiet": [1.0]}, "weeks, streams"),
        ({"quiet": [[np.nan]]}, "must be numbers"),
        ({"alerts_per_week": 0}, "above 0"),
        ({"weights": [1.0, 2.0]}, "each of 1 streams"),
    ],
)
def test_bad_input_is_refused_by_name(change, words):
    given = {"quiet": [[1.0], [2.0]], "alerts_per_week": 1.0} | change
    with pytest.raises(ValueError, match=words):
        spend_budget(given.pop("quiet"), **given)
