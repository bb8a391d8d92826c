"""Bayes, RKI, CDC and OutbreakP: R's answers, exposure and silence."""

import numpy as np
import pytest

from kentongan.time.outbreakp import outbreak_p
from kentongan.time.windows import bayes, cdc, rki
from tests.kentongan.references import blocks, variants, worst

WORDS = {"b": "b", "w": "w", "actY": "act_y", "alpha": "alpha", "m": "m", "k": "k"}
ALL = [
    pytest.param(name, detector, *parameter.values, id=f"{name}-{parameter.id}")
    for name, detector in (("bayes", bayes), ("rki", rki), ("cdc", cdc), ("outbreakP", outbreak_p))
    for parameter in variants(name)
]


@pytest.mark.parametrize(("name", "detector", "root", "variant"), ALL)
def test_equals_r(name, detector, root, variant):
    for block in blocks(root, name, variant):
        options = {WORDS[k]: v for k, v in block.control.items() if k in WORDS}
        if name in ("bayes", "rki"):
            options["frequency"] = block.frequency
        heard = detector(block.counts, weeks=range(block.first - 1, len(block.counts)), **options)
        cells = block.weeks - (block.first - 1), block.units
        bound = (heard.statistic if name == "outbreakP" else heard.upper_bound)[cells]
        assert worst(bound, block.expected["upperbound"]) < 1e-9, block.dataset
        alarm = np.where(np.isnan(bound), np.nan, heard.alarm[cells])
        assert worst(alarm, block.expected["alarm"]) == 0, block.dataset


@pytest.mark.parametrize(
    ("detector", "options"),
    [(bayes, {"b": 2}), (rki, {}), (cdc, {"b": 3}), (outbreak_p, {})],
)
def test_equal_exposure_changes_nothing_and_zeros_are_silent(detector, options):
    y = np.random.default_rng(1).poisson(4, (330, 3))
    plain = detector(y, **options)
    exposed = detector(y, exposure=np.full(330, 2.5), **options)
    if detector is outbreak_p:
        assert worst(exposed.statistic, plain.statistic) < 1e-9
    assert worst(exposed.upper_bound, plain.upper_bound) < 1e-9
    assert not detector(np.zeros((520, 2), int), **options).alarm.any()


@pytest.mark.parametrize("detector", [bayes, rki, cdc])
def test_a_campaign_alone_raises_nothing(detector):
    options = {"b": 3}
    visits = np.full(330, 20)
    visits[-4:] = 100
    assert detector(visits, **options).alarm[-1]
    assert not detector(visits, exposure=visits, **options).alarm[-1]


def test_outbreak_p_by_hand():
    heard = outbreak_p([1, 1, 4])
    assert heard.statistic[2] == pytest.approx((1 / 2) ** 2 * (4 / 2) ** 4)
    assert not outbreak_p([3] * 50).alarm.any()


def test_the_bound_of_outbreak_p_is_the_smallest_count_that_alarms():
    y = np.random.default_rng(2).poisson(5, 40)
    y[35:] += 12
    bound = outbreak_p(y, ret="cases").upper_bound
    assert np.isnan(bound[0])
    for t in range(1, 40):
        if np.isnan(bound[t]):
            assert outbreak_p([*y[:t], 0]).alarm[-1]
            continue
        for count, alarms in ((bound[t], True), (bound[t] - 1, False)):
            assert outbreak_p([*y[:t], int(count)]).alarm[-1] == alarms
    assert np.isnan(outbreak_p(y, ret="cases", max_upperbound_cases=6).upper_bound[1])


def test_a_campaign_alone_is_no_rise():
    visits = np.r_[np.full(40, 10), np.full(4, 60)]
    assert outbreak_p(visits).alarm[-1]
    assert not outbreak_p(visits, exposure=visits).alarm.any()


@pytest.mark.parametrize("detector", [bayes, rki, cdc])
def test_too_little_history_is_refused_by_name(detector):
    with pytest.raises(ValueError, match="weeks are needed"):
        detector([1] * 60, b=3)
    with pytest.raises(ValueError, match="weeks before it"):
        detector([1] * 300, b=2, weeks=range(50, 60))
