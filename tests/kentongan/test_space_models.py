"""Models of what is usual: Bernoulli to its last digits, villages reporting."""

import numpy as np
import pytest

from kentongan.space.scan import scan
from kentongan.space.statistic import (
    BERNOULLI,
    Statistic,
    log_ratio,
)
from kentongan.space.zones import circles
from tests.kentongan.panels import panel


def test_the_bernoulli_ratio_keeps_its_digits():
    # 2,359 of 2,399,367 people are cases, against 10,289 of 12,281,054: worked out to 50 digits.
    statistic = Statistic(BERNOULLI, 10289.0, 12281054.0)
    expected = 2399367 * 10289 / 12281054
    assert log_ratio(statistic, 2359.0, expected) == pytest.approx(36.1382314165477340, rel=1e-12)


def test_reports_of_one_village_in_one_week_count_once():
    coordinates, _, counts = panel(mean=0.1)
    expected = np.full(counts.shape, 0.1)
    repeated = np.where(counts > 0, 7, 0)
    once = scan(counts, coordinates, expected=expected, model="reporting", replicates=99)
    often = scan(repeated, coordinates, expected=expected, model="reporting", replicates=99)
    assert once.clusters[0].log_likelihood_ratio == often.clusters[0].log_likelihood_ratio
    assert once.clusters[0].observed <= np.minimum(counts, 1).sum()
    assert once.clusters[0].expected == pytest.approx(
        once.clusters[0].members.size
        * (once.clusters[0].last - once.clusters[0].first + 1)
        * (1 - np.exp(-0.1))
    )


def test_p_values_of_reporting_villages_keep_their_level():
    random = np.random.default_rng(11)
    coordinates = random.random((60, 2))
    zones = circles(coordinates, max_locations=10)
    expected = np.full((6, 60), 0.3)
    alarms = [
        scan(
            random.poisson(expected),
            zones,
            expected=expected,
            model="reporting",
            max_duration=3,
            replicates=99,
            seed=number,
        )
        .clusters[0]
        .p_value
        <= 0.1
        for number in range(200)
    ]
    # Binomial(200, 0.1): outside 8 and 36 once in 2,000 runs.
    assert 8 <= sum(alarms) <= 36
