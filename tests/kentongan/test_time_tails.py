"""The compiled distributions agree with scipy's over the whole range the detectors use."""

import numpy as np
import pytest
from scipy import stats

from kentongan.time.exponential import exponential
from kentongan.time.tails import (
    negbin_above,
    negbin_below,
    negbin_quantile,
    negbin_term,
    normal_above,
    student_beyond,
)

MEANS = [1e-9, 0.003, 0.2, 1.0, 7.3, 60.0, 900.0, 40000.0]
PHIS = [1.0, 1.001, 1.3, 2.0, 9.0, 400.0]


def law(mean: float, phi: float):
    if phi == 1.0:
        return stats.poisson(mean)
    return stats.nbinom(mean / (phi - 1), 1 / phi)


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("phi", PHIS)
def test_tails_agree_with_scipy(mean, phi):
    reference = law(mean, phi)
    sd = np.sqrt(phi * mean)
    for y in {
        0,
        1,
        2,
        5,
        int(mean),
        int(mean + sd),
        int(mean + 4 * sd),
        max(0, int(mean - 2 * sd)),
    }:
        above, below = reference.sf(y - 1), reference.cdf(y)
        assert negbin_above(y, mean, phi) == pytest.approx(above, rel=1e-9, abs=1e-290)
        assert negbin_below(y, mean, phi) == pytest.approx(below, rel=1e-9, abs=1e-290)


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("phi", [1.0, 1.001, 1.3, 2.0, 9.0, 400.0])
@pytest.mark.parametrize("p", [0.005, 0.5, 0.95, 0.995, 0.99999])
def test_quantiles_agree_with_scipy(mean, phi, p):
    assert negbin_quantile(p, stats.norm.ppf(p), mean, phi) == law(mean, phi).ppf(p)


def test_a_dispersion_a_hair_above_one_is_nearly_poisson():
    for mean in MEANS:
        y = int(mean) + 2
        poisson = stats.poisson(mean).sf(y - 1)
        assert negbin_above(y, mean, 1 + 1e-12) == pytest.approx(poisson, rel=1e-9)


def test_probabilities_add_up_to_one():
    assert sum(negbin_term(y, 3.0, 2.5) for y in range(300)) == pytest.approx(1, rel=1e-13)
    assert negbin_above(7, 3.0, 2.5) + negbin_below(6, 3.0, 2.5) == pytest.approx(1, rel=1e-14)


def test_nothing_expected_means_nothing_counted():
    assert negbin_term(0, 0.0, 1.0) == 1.0
    assert negbin_above(1, 0.0, 1.0) == 0.0
    assert negbin_quantile(0.99, 2.3, 0.0, 1.0) == 0


@pytest.mark.parametrize("freedom", [1, 2, 30, 238, 5000])
@pytest.mark.parametrize("t", [0.0, 1e-3, 0.3, 1.96, 8.0, 40.0])
def test_student_agrees_with_scipy(t, freedom):
    both = 2 * stats.t.sf(t, freedom)
    assert student_beyond(t, freedom) == pytest.approx(both, rel=1e-11)
    assert student_beyond(-t, freedom) == pytest.approx(both, rel=1e-11)


def test_a_slope_without_spread_is_beyond_doubt_or_unknown():
    assert student_beyond(np.inf, 10) == 0.0
    assert np.isnan(student_beyond(np.nan, 10))


def test_normal_tail_agrees_with_scipy():
    for x in (-9.0, -1.0, 0.0, 2.5, 20.0):
        assert normal_above(x) == pytest.approx(stats.norm.sf(x), rel=1e-13)


def test_the_fast_exponential_is_exact_to_two_last_bits_and_never_infinite():
    xs = np.random.default_rng(3).uniform(-699, 699, 20000)
    ours = np.array([exponential(x) for x in xs])
    assert np.max(np.abs(ours / np.exp(xs) - 1)) < 2 * np.finfo(float).eps
    assert exponential(0.0) == 1.0
    assert exponential(1e9) == exponential(700.0)
    assert exponential(-1e9) == exponential(-700.0)
