"""The Bayesian listener: by hand, its false alarms and coverage in simulation, and its memory."""

import numpy as np
import pytest

from kentongan.time.bayes_filter import bayes_filter
from kentongan.time.tail import tail_of


def quiet(mean: float, phi: float, shape: tuple[int, int], seed: int = 9) -> np.ndarray:
    return np.random.default_rng(seed).negative_binomial(mean / (phi - 1), 1 / phi, shape)


def test_two_weeks_by_hand():
    found = bayes_filter([2, 1, 4], start=2, discount=0.9)
    first = 3.5 / 2
    reports, weight, squares, errors = 4 * first, 4.0, 24.0, 20.0
    for y in (2, 1):
        phi = max(1.0, squares / errors)
        mean, spread = reports / weight, phi + 1 / weight
        squares = 0.9 * squares + phi * (y - mean) ** 2 / (mean * spread)
        errors = 0.9 * errors + 1
        reports, weight = 0.9 * reports + y / phi, 0.9 * weight + 1 / phi
    phi = max(1.0, squares / errors)
    assert found.expected[0] == pytest.approx(reports / weight)
    assert found.dispersion[0] == pytest.approx(phi + 1 / weight)
    wanted = tail_of(4, reports / weight, phi + 1 / weight)[0].item()
    assert found.p_value[0] == pytest.approx(wanted)


@pytest.mark.parametrize(("mean", "phi"), [(0.5, 1.2), (4.0, 1.5), (30.0, 2.0)])
def test_quiet_weeks_alarm_about_as_often_as_they_should(mean, phi):
    counts = quiet(mean, phi, (110, 500))
    found = bayes_filter(counts, alpha=0.01, start=52)
    assert 0.006 < found.alarm.mean() < 0.018
    tenth = bayes_filter(counts, alpha=0.1, start=52)
    assert 0.87 < (counts[52:] <= tenth.upper_bound).mean() < 0.95


def test_a_campaign_raises_nothing_and_a_rise_does():
    exposure = np.ones((60, 200))
    exposure[59] = 5.0
    counts = np.random.default_rng(3).poisson(1.5 * exposure)
    assert bayes_filter(counts, exposure=exposure).alarm[-1].mean() < 0.03
    assert bayes_filter(counts).alarm[-1].mean() > 0.4


def test_an_outbreak_teaches_little_and_a_new_level_is_learned():
    counts = quiet(4.0, 1.5, (120, 50))
    counts[60:63] += 30
    after = bayes_filter(counts).expected[63 - 26].mean()
    assert after < 5.0
    counts = np.concatenate([quiet(4.0, 1.5, (60, 50)), quiet(6.0, 1.5, (120, 50))])
    assert bayes_filter(counts).expected[-1].mean() > 5.4


def test_a_week_nobody_could_report_is_not_judged():
    exposure = np.ones((40, 1))
    exposure[39] = 0.0
    found = bayes_filter(np.zeros((40, 1), int), exposure=exposure)
    assert np.isnan(found.p_value[-1, 0])
    assert not found.alarm[-1, 0]


def test_bad_input_is_refused_by_name():
    with pytest.raises(ValueError, match="discount must lie between"):
        bayes_filter([1] * 40, discount=0.2)
    with pytest.raises(ValueError, match="at least 27 weeks"):
        bayes_filter([1] * 20)
