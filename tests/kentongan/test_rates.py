"""Rates drawn together come nearer the truth than own rates, and the spread is found."""

import numpy as np
import pytest

from kentongan.rates import learn_rates


def history(phi: float, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    rate = random.gamma(1.2, 0.05, 400)
    mean = np.tile(rate, (104, 1))
    return rate, random.negative_binomial(mean / (phi - 1), 1 / phi)


@pytest.mark.parametrize("phi", [1.2, 2.0])
def test_shrunken_rates_are_nearer_the_truth_and_the_spread_is_found(phi):
    rate, counts = history(phi)
    learned = learn_rates(counts)
    own = counts.mean(axis=0)
    assert np.mean((learned.rate - rate) ** 2) < 0.97 * np.mean((own - rate) ** 2)
    assert learned.dispersion == pytest.approx(phi, rel=0.12)


def test_by_hand():
    learned = learn_rates([[1, 3], [1, 1]])
    # phi: squares 0 + 2 over (2 + 4)/2 -> 1. Means 1 and 2 of 1.5: apart .25 < chance .75.
    assert learned.dispersion == 1.0
    assert learned.doubt == pytest.approx([100 + 2, 100 + 4])
    assert learned.rate == pytest.approx([102 / (100 / 1.5 + 2), 104 / (100 / 1.5 + 2)])


def test_visits_are_no_rate_of_their_own():
    exposure = np.ones((60, 3))
    exposure[30:, 1] = 3.0
    counts = np.random.default_rng(1).poisson(0.5 * exposure)
    learned = learn_rates(counts, exposure=exposure)
    assert learned.rate == pytest.approx(0.5, abs=0.12)
    assert learned.expected(exposure)[59, 1] == pytest.approx(3 * learned.rate[1])


def test_nothing_to_learn_from_is_refused():
    with pytest.raises(ValueError, match="at least one report"):
        learn_rates(np.zeros((5, 2), int))
    with pytest.raises(ValueError, match="week with exposure"):
        learn_rates([[1, 0], [1, 0]], exposure=[[1.0, 0.0], [1.0, 0.0]])
