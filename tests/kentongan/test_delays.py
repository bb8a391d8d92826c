"""The nowcast against sums by hand, the coverage it claims, and what detectors make of it."""

import numpy as np
import pytest

from kentongan.delays import nowcast, reporting_triangle
from kentongan.time.tail import exact_tail

DELAY = np.array([0.35, 0.3, 0.2, 0.1, 0.05])


def simulated(mean: float, phi: float, weeks: int, series: int, seed: int):
    random = np.random.default_rng(seed)
    shape = (weeks, series)
    final = random.poisson(mean, shape)
    if phi > 1:
        final = random.negative_binomial(mean / (phi - 1), 1 / phi, shape)
    cells = random.multinomial(final, DELAY)
    return final, np.moveaxis(cells, -1, 1)


def test_a_triangle_by_hand():
    cells = reporting_triangle([0, 0, 1, 2, 2], [0, 2, 1, 3, 9], weeks=4, longest=2)
    assert cells.tolist() == [[1, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0]]
    two = reporting_triangle([0, 0], [0, 9], weeks=10, longest=2, series=[0, 1])
    assert two[0].tolist() == [[1, 0], [0, 0], [0, 1]]


def test_completeness_is_the_chain_of_hazards():
    cells = np.array([[60, 40], [60, 40], [60, 40], [60, 0]])
    found = nowcast(cells, draws=20000)
    # g(1) ~ Beta(120.5, 180.5): of 301 parts 180.5 are told at once.
    assert found.completeness == pytest.approx([1, 1, 1, 180.5 / 301], abs=1e-3)
    assert found.reported.tolist() == [100, 100, 100, 60]
    assert found.estimate[3] == pytest.approx(100, abs=1.5)
    assert found.to_come[:3] == pytest.approx(0)


@pytest.mark.parametrize(("mean", "phi"), [(0.3, 1.2), (6.0, 2.0), (50.0, 3.0)])
def test_the_final_count_lies_in_the_interval_as_often_as_claimed(mean, phi):
    final, cells = simulated(mean, phi, 60, 300, seed=8)
    found = nowcast(cells, probability=0.9, draws=400)
    late = slice(-4, None)
    inside = (found.lower <= final) & (final <= found.upper)
    assert 0.88 <= inside[late].mean() <= 0.995
    assert abs((found.estimate - final)[late].mean()) < 0.06 * mean + 0.02
    assert inside[:-4].all()


def test_the_last_week_is_not_read_as_quiet():
    final, cells = simulated(8.0, 1.5, 60, 200, seed=2)
    final[-1] += 16
    random = np.random.default_rng(4)
    cells[-1] = np.moveaxis(random.multinomial(final[-1], DELAY), -1, 0)
    found = nowcast(cells, draws=200)
    last = range(59, 60)
    plain = exact_tail(found.reported, weeks=last, alpha=0.01).alarm
    aware = exact_tail(found.reported, weeks=last, alpha=0.01, exposure=found.completeness).alarm
    assert plain.mean() < 0.2
    assert aware.mean() > 0.35


def test_a_campaign_week_is_expected_to_bring_more():
    _, cells = simulated(5.0, 1.0, 40, 1, seed=6)
    exposure = np.ones(40)
    exposure[39] = 3.0
    plain = nowcast(cells[:, :, 0])
    visited = nowcast(cells[:, :, 0], exposure=exposure)
    assert visited.to_come[39] > 1.8 * plain.to_come[39]


def test_delays_of_each_series_are_kept_apart_when_asked():
    fast, slow = np.tile([9, 1], (30, 1)), np.tile([2, 8], (30, 1))
    both = nowcast(np.stack([fast, slow], axis=2), per_series=True)
    assert both.completeness[29] == pytest.approx([0.9, 0.2], abs=0.03)
    pooled = nowcast(np.stack([fast, slow], axis=2))
    assert pooled.completeness[29] == pytest.approx([0.55, 0.55], abs=0.03)


def test_same_seed_same_numbers_and_unknown_cells_are_not_looked_at():
    _, cells = simulated(3.0, 1.5, 30, 2, seed=1)
    other = cells.copy()
    other[29, 1:] = 77
    assert np.array_equal(nowcast(cells).upper, nowcast(other).upper)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (np.zeros((2, 5)), "at least as many weeks as delays"),
        (np.full((5, 2), -1), "whole numbers"),
    ],
)
def test_bad_input_is_refused_by_name(wrong, words):
    with pytest.raises(ValueError, match=words):
        nowcast(wrong)


def test_nothing_is_reported_before_it_happens():
    with pytest.raises(ValueError, match="before its event"):
        reporting_triangle([3], [2], weeks=5, longest=2)
