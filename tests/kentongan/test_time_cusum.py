"""CUSUM: R's charts under each transformation, sums by hand, exposure and silence."""

import numpy as np
import pytest

from kentongan.time.cusum import cusum
from tests.kentongan.references import blocks, variants, worst


@pytest.mark.parametrize(("root", "variant"), variants("cusum"))
def test_equals_r(root, variant):
    for block in blocks(root, "cusum", variant):
        weeks = range(block.first - 1, len(block.counts))
        heard = cusum(block.counts, weeks=weeks, frequency=block.frequency, **block.control)
        cells = block.weeks - (block.first - 1), block.units
        # R reads the integral of anscombeNB off a coarse table.
        # The fitted mean stops where the deviance stands still to 1e-8, squared in the mean.
        allowed = {"glm": 1e-9, "anscombeNB": 0.02}.get(variant, 1e-12)
        for column, values in (
            ("cusum", heard.statistic),
            ("m", heard.expected),
            ("upperbound", heard.upper_bound),
        ):
            theirs = block.expected[column]
            known = ~np.isnan(block.expected["cusum"])
            off = worst(values[cells][known], theirs[known], floor=1.0)
            assert off < allowed, (block.dataset, column)
        known = ~np.isnan(block.expected["alarm"])
        assert worst(heard.alarm[cells][known] * 1.0, block.expected["alarm"][known]) == 0


def test_the_sum_by_hand():
    heard = cusum([4, 4, 6, 8, 4], weeks=range(2, 5), k=0.5, h=2.0)
    assert list(heard.statistic) == [0.5, 2.0, 1.5]
    assert list(heard.alarm) == [False, True, False]
    assert list(heard.expected) == [4.0] * 3


def test_a_campaign_alone_raises_nothing():
    visits = np.r_[np.full(60, 10), np.full(4, 60)]
    assert cusum(visits).alarm[-1]
    assert not cusum(visits, exposure=visits).alarm.any()


def test_silence_stays_silent():
    assert not cusum(np.zeros((520, 3), int)).alarm.any()


def test_bad_input_is_refused_by_name():
    with pytest.raises(ValueError, match="trans must be one of"):
        cusum([1] * 80, trans="log")
    with pytest.raises(ValueError, match="weeks before the chart must be at least 1"):
        cusum([1] * 80, weeks=range(80))
