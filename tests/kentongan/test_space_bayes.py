"""The Bayesian scan against its definition, quiet panels, and a recruiter."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from kentongan.simulate_villages import recruiter, village_panel
from kentongan.space.bayes import Spreading, bayes_scan
from kentongan.space.study import Crew


def by_definition(counts, near, expected, phi, prior):
    """Average the likelihood ratios of all groups, in plain sums."""
    factors = []
    for centre, size, age in product(range(len(near)), prior.sizes, range(1, prior.duration + 1)):
        value = 1.0
        for place in near[centre][:size]:
            y, m = counts[-age:, place].sum(), expected[-age:, place].sum()
            quiet = stats.nbinom(m / (phi - 1), 1 / phi)
            touched = sum(chance_of(j, age, prior) * quiet.pmf(y - j) for j in range(y + 1))
            value *= touched / quiet.pmf(y)
        factors.append(value)
    return np.log(np.mean(factors))


def chance_of(j, age, prior):
    seen = age / prior.duration
    thinned = sum(
        stats.binom.pmf(j, n, seen) * stats.poisson.pmf(n - 1, prior.reports - 1)
        for n in range(1, 17)
    )
    return prior.touched * thinned + (1 - prior.touched) * (j == 0)


def test_the_factor_is_that_of_the_definition():
    random = np.random.default_rng(3)
    coordinates = random.random((9, 2))
    expected = random.uniform(0.1, 0.8, (4, 9))
    counts = random.poisson(expected)
    away = np.hypot(*(coordinates[:, None] - coordinates[None]).T)
    prior = Spreading(sizes=(1, 3, 4), reports=1.7, touched=0.9, duration=2)
    found = bayes_scan(counts, coordinates, expected=expected, prior=prior, replicates=0)
    wanted = by_definition(counts, np.argsort(away, axis=1), expected, 1.2, prior)
    assert found.log_bayes_factor == pytest.approx(wanted, rel=1e-9)
    assert np.isnan(found.p_value)


def test_p_values_of_quiet_weeks_keep_their_level():
    random = np.random.default_rng(4)
    coordinates = random.random((60, 2))
    rate = random.uniform(0.01, 0.2, 60)
    expected = np.tile(rate, (3, 1))
    low = [
        bayes_scan(
            random.negative_binomial(expected / 0.2, 1 / 1.2),
            coordinates,
            expected=expected,
            replicates=99,
            seed=number,
        ).p_value
        <= 0.1
        for number in range(200)
    ]
    # Binomial(200, 0.1): outside 8 and 36 once in 2,000 runs.
    assert 8 <= sum(low) <= 36


def test_one_talkative_family_says_less_than_four_villages():
    coordinates = np.column_stack([np.arange(30.0), np.zeros(30)])
    expected = np.full((3, 30), 0.05)
    family, several = np.zeros((3, 30), int), np.zeros((3, 30), int)
    family[2, 10] = 6
    several[[0, 1, 2, 2, 1, 0], [10, 11, 12, 13, 11, 12]] = 1
    one = bayes_scan(family, coordinates, expected=expected, replicates=0)
    four = bayes_scan(several, coordinates, expected=expected, replicates=0)
    assert four.log_bayes_factor > one.log_bayes_factor + 3
    assert {10, 11, 12, 13} <= set(np.flatnonzero(four.touched > 0.3))


def test_a_recruiter_is_found_where_it_works():
    generator = np.random.default_rng(20)
    panel = village_panel(regencies=1, weeks=12, generator=generator)
    at_work = recruiter(panel, week=9, generator=generator)
    counts = at_work.added_to(panel.counts)
    found = bayes_scan(counts, panel.coordinates, expected=panel.expected)
    assert found.p_value <= 1 / 52
    assert set(found.members) & set(at_work.villages)
    assert found.touched.max() <= 1.0


def test_same_seed_same_bits_for_any_number_of_workers_and_doubt_makes_it_milder():
    random = np.random.default_rng(1)
    coordinates, expected = random.random((40, 2)), np.full((3, 40), 0.1)
    counts = np.zeros((3, 40), int)
    counts[2, :4] = 2
    runs = [
        bayes_scan(counts, coordinates, expected=expected, replicates=200, crew=Crew(workers))
        for workers in (1, 3)
    ]
    assert np.array_equal(runs[0].quiet, runs[1].quiet)
    unsure = bayes_scan(
        counts, coordinates, expected=expected, doubt=np.full(40, 0.5), replicates=0
    )
    assert unsure.log_bayes_factor < runs[0].log_bayes_factor


def test_distances_by_road_take_the_place_of_coordinates():
    coordinates = np.column_stack([np.arange(12.0), np.zeros(12)])
    away = np.argsort(np.abs(coordinates[:, :1] - coordinates[:, 0]), axis=1, kind="stable")
    counts, expected = np.eye(12, dtype=int)[:3], np.full((3, 12), 0.1)
    plain = bayes_scan(counts, neighbours=away, expected=expected, replicates=0)
    assert np.isfinite(plain.log_bayes_factor)
    with pytest.raises(ValueError, match="either coordinates or neighbours"):
        bayes_scan(counts, expected=expected)


def test_ten_years_of_silence_raise_nothing():
    expected = np.full((520, 20), 0.01)
    silent = np.zeros((520, 20), int)
    coordinates = np.random.default_rng(0).random((20, 2))
    assert bayes_scan(silent, coordinates, expected=expected, replicates=99).p_value > 0.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"dispersion": 0.2}, "dispersion must be at least 1"),
        ({"doubt": [1.0]}, "doubt must be above 0 for each"),
        ({"counts": np.zeros((2, 20), int), "expected": np.ones((2, 20))}, "times must be at"),
        ({"expected": np.ones((3, 2))}, "expected must have the shape"),
    ],
)
def test_bad_input_is_refused_by_name(change, words):
    given = {"counts": np.zeros((3, 20), int), "expected": np.full((3, 20), 0.1)} | change
    with pytest.raises(ValueError, match=words):
        bayes_scan(given.pop("counts"), np.random.default_rng(0).random((20, 2)), **given)


def test_a_prior_that_is_none_is_refused():
    with pytest.raises(ValueError, match="sizes must be"):
        Spreading(sizes=(4, 2))
