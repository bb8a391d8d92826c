"""The exact tail against sums by hand, scipy, and the false alarms of simulated quiet weeks."""

import numpy as np
import pytest
from scipy import stats

from kentongan.time.tail import exact_tail, normal_quantile_above, tail_of


def quiet(mean: float, phi: float, shape: tuple[int, int], seed: int = 5) -> np.ndarray:
    return np.random.default_rng(seed).negative_binomial(mean / (phi - 1), 1 / phi, shape)


def test_a_poisson_tail_by_hand():
    p, bound = tail_of([0, 2], [1.0, 1.0], [1.0, 1.0], alpha=0.1)
    none, one, two = np.exp(-1), np.exp(-1), np.exp(-1) / 2
    assert p == pytest.approx([1 - none / 2, 1 - none - one - two / 2])
    # P(Y > 2) + P(Y = 2)/2 = .172 is no alarm at .1; P(Y > 3) + P(Y = 3)/2 = .050 is one.
    assert bound.tolist() == [2.0, 2.0]


@pytest.mark.parametrize("mid_p", [True, False])
def test_the_tail_is_scipys_and_the_bound_is_the_last_count_without_alarm(mid_p):
    mean, phi = 3.7, 2.2
    law = stats.nbinom(mean / (phi - 1), 1 / phi)
    counts = np.arange(30)
    p, bound = tail_of(counts, mean, phi, alpha=0.01, mid_p=mid_p)
    assert p == pytest.approx(law.sf(counts - 1) - 0.5 * mid_p * law.pmf(counts), rel=1e-9)
    assert bound[0] == counts[p > 0.01].max()


def test_a_week_is_judged_by_its_own_baseline():
    counts = np.array([2, 0, 1, 1, 3, 0, 1, 2, 9])
    week = exact_tail(counts, baseline=6, gap=2, alpha=0.01)
    rate = (2 + 0 + 1 + 1 + 3 + 0 + 0.5) / 6
    phi = max(1.0, float(((counts[:6] - rate) ** 2 / rate).sum() / 5))
    assert week.weeks == range(8, 9)
    assert week.expected[0] == pytest.approx(rate)
    assert week.dispersion[0] == pytest.approx(phi * (1 + 1 / 6))
    assert week.p_value[0] == pytest.approx(tail_of(9, rate, phi * 7 / 6)[0].item())
    assert week.alarm.tolist() == [True]


@pytest.mark.parametrize(("mean", "phi"), [(0.5, 1.2), (4.0, 2.0), (30.0, 4.0)])
def test_quiet_weeks_alarm_about_as_often_as_they_should(mean, phi):
    counts = quiet(mean, phi, (56, 4000))
    alarms = exact_tail(counts, alpha=0.01, dispersion="pooled").alarm
    assert 0.006 < alarms.mean() < 0.018


def test_a_past_outbreak_hides_no_new_one():
    counts = quiet(4.0, 1.5, (56, 50))
    polluted = counts.copy()
    polluted[20:24] += 25
    clean = exact_tail(counts, weeks=range(55, 56))
    learned = exact_tail(polluted, weeks=range(55, 56))
    plain = polluted[:52].mean(axis=0)
    assert learned.expected[0].mean() < clean.expected[0].mean() + 0.6
    assert plain.mean() > clean.expected[0].mean() + 1.5


def test_a_campaign_week_alone_raises_nothing():
    exposure = np.ones((56, 300))
    exposure[55] = 6.0
    counts = np.random.default_rng(2).poisson(0.8 * exposure)
    assert exact_tail(counts, exposure=exposure, weeks=range(55, 56)).alarm.mean() < 0.01
    assert exact_tail(counts, weeks=range(55, 56)).alarm.mean() > 0.1


def test_silence_makes_a_first_report_possible_and_an_unheard_week_unknown():
    counts = np.zeros((56, 2), int)
    counts[55, 0] = 1
    exposure = np.ones((56, 2))
    exposure[55, 1] = 0.0
    week = exact_tail(counts, exposure=exposure, weeks=range(55, 56))
    assert 0.004 < week.p_value[0, 0] < 0.006
    assert np.isnan(week.p_value[0, 1])
    assert not week.alarm[0, 1]


def test_permuting_the_series_permutes_the_verdicts():
    counts = quiet(1.0, 2.0, (60, 7))
    shuffled = np.random.default_rng(0).permutation(7)
    straight = exact_tail(counts).p_value
    assert np.array_equal(exact_tail(counts[:, shuffled]).p_value, straight[:, shuffled])


def test_the_quick_normal_quantile_is_near():
    p = np.array([0.4, 0.01, 1e-6, 1e-30])
    assert [normal_quantile_above(x) for x in p] == pytest.approx(stats.norm.isf(p), abs=1e-3)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"dispersion": 0.5}, "dispersion must be at least 1"),
        ({"dispersion": "own"}, "'series', 'pooled' or a number"),
        ({"alpha": 0.7}, "alpha must lie between"),
        ({"baseline": 60}, "at least 64 weeks"),
        ({"weeks": range(3, 9)}, "first of the weeks"),
    ],
)
def test_bad_input_is_refused_by_name(wrong, words):
    with pytest.raises(ValueError, match=words):
        exact_tail(np.zeros(56, int), **wrong)
