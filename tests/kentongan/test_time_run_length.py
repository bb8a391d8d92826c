"""Run lengths against R, sums by hand and simulation; thresholds that keep them."""

import numpy as np
import pytest

from kentongan.time.ears import ears
from kentongan.time.run_length import (
    choose_threshold,
    cusum_run_length,
    empirical_run_length,
    lr_cusum_run_length,
    simulated_run_length,
)
from tests.kentongan.references import OURS, read_table


def test_equals_r_wherever_k_and_h_are_whole():
    table = read_table(OURS / "arlCusum_poisson.csv")
    for mean, k, h, arl in zip(*(table[name] for name in ("theta", "k", "h", "ARL")), strict=True):
        assert cusum_run_length(h, k=k, mean=mean) == pytest.approx(arl, rel=1e-8)


def test_one_step_by_hand():
    # With h = 1 and k = 0 the first report alarms: a wait for a count above 0.
    assert cusum_run_length(1, k=0, mean=0.2) == pytest.approx(1 / (1 - np.exp(-0.2)))
    assert cusum_run_length(0.25, k=0.75, mean=0.2) == pytest.approx(1 / (1 - np.exp(-0.2)))


@pytest.mark.parametrize("alpha", [0.0, 0.6])
def test_a_likelihood_ratio_chart_waits_as_long_as_simulated_ones(alpha):
    theta, mean, threshold = np.log(2.0), 1.3, 2.0
    random = np.random.default_rng(1)
    sums, waits, alive = np.zeros(20000), np.zeros(20000), np.ones(20000, bool)
    while alive.any():
        size = int(alive.sum())
        x = random.poisson(mean, size)
        if alpha:
            x = random.negative_binomial(1 / alpha, 1 / (1 + alpha * mean), size)
            z = theta * x + (x + 1 / alpha) * np.log((1 + alpha * mean) / (1 + 2 * alpha * mean))
        else:
            z = theta * x - mean
        sums[alive] = np.maximum(0, sums[alive] + z)
        waits[alive] += 1
        alive = alive & (sums <= threshold)
    found = lr_cusum_run_length(threshold, theta=theta, mean=mean, alpha=alpha)
    assert found == pytest.approx(waits.mean(), rel=4 / np.sqrt(20000))
    assert lr_cusum_run_length(threshold, theta=theta, mean=mean, alpha=alpha, true_mean=4.0) < 6


def test_more_spread_alarms_sooner():
    waits = [cusum_run_length(4, k=1, mean=0.5, dispersion=phi) for phi in (1.0, 1.2, 2.0)]
    assert waits[0] > waits[1] > waits[2]


def test_the_chosen_threshold_just_keeps_the_wait():
    def run_length(h):
        return lr_cusum_run_length(h, theta=np.log(2), mean=0.8)

    threshold = choose_threshold(run_length, arl=500)
    assert run_length(threshold) >= 500
    assert run_length(threshold * 0.99) < 500
    with pytest.raises(ValueError, match="alarm within"):
        choose_threshold(lambda _: 3.0, arl=10)


def quiet_c1(generator, series):
    return ears(generator.poisson(5.0, (60, series)), method="C1").alarm


def test_any_detector_is_simulated_with_the_same_bits_on_any_number_of_workers():
    one = simulated_run_length(quiet_c1, series=500, workers=1)
    assert one == simulated_run_length(quiet_c1, series=500, workers=2)
    assert 15 < one < 60


def test_series_that_never_alarm_were_watched_to_their_end():
    alarm = np.array([[0, 0, 0], [1, 0, 0], [0, 0, 1], [1, 0, 0]])
    assert empirical_run_length(alarm) == (2 + 4 + 3) / 2
    assert empirical_run_length(np.zeros((4, 2))) == np.inf


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: cusum_run_length(-1, k=1, mean=1), "h must be at least 0"),
        (lambda: cusum_run_length(1, k=1, mean=1, dispersion=0.5), "dispersion must be at least 1"),
        (lambda: lr_cusum_run_length(1, theta=1, mean=1, alpha=-1), "alpha must be"),
        (lambda: empirical_run_length([1, 0]), "shape"),
    ],
)
def test_bad_input_is_refused_by_name(call, words):
    with pytest.raises(ValueError, match=words):
        call()
