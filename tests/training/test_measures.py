"""Gain and discrimination against sums done by hand."""

import pytest

from pimpasa.training.measures import measure_items, paired_gain, point_biserial


def test_the_gain_of_four_by_hand():
    # gains 10, 20, 30, 40: mean 25, s = sqrt(500/3) = 12.91, t(0.975; 3) = 3.1824, half 20.54
    gain = paired_gain([50, 40, 30, 20], [60, 60, 60, 60])

    assert (gain.n, gain.before, gain.after, gain.mean) == (4, 35, 60, 25)
    assert gain.low == pytest.approx(25 - 20.5426, abs=1e-3)
    assert gain.high == pytest.approx(25 + 20.5426, abs=1e-3)


def test_one_person_has_no_interval():
    assert paired_gain([50], [60]) is None
    with pytest.raises(ValueError, match="as many"):
        paired_gain([50], [60, 70])


def test_point_biserial_by_hand():
    # rest 1, 2, 3, 4: mean 2.5, s = sqrt(1.25); right 3 and 4: (3.5 - 1.5) / 1.1180 * 1/2 = 0.8944
    assert point_biserial([False, False, True, True], [1, 2, 3, 4]) == pytest.approx(0.894427)


def test_a_question_that_all_know_tells_nobody_apart():
    assert point_biserial([True, True], [1, 2]) is None
    assert point_biserial([True, False], [2, 2]) is None


def test_items_before_and_after():
    before = [{"a": False, "b": True}, {"a": False, "b": False}]
    after = [{"a": True, "b": True}, {"a": False, "b": False}]

    a, b = measure_items(["a", "b"], before, after)

    assert (a.before, a.after) == (0, 0.5)
    assert (b.before, b.after) == (0.5, 0.5)
    assert a.discrimination == pytest.approx(1)
