"""Fast subset scan and restricted flexible shapes against all subsets."""

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import poisson

from kentongan.space.restricted import mid_p, restricted_flexible_scan
from kentongan.space.scan import scan
from kentongan.space.shapes import flexible
from kentongan.space.statistic import CONDITIONAL, Statistic, log_ratio
from kentongan.space.subset import subset_scan


def field(seed=0, locations=12):
    random = np.random.default_rng(seed)
    return (
        random.random((locations, 2)),
        random.integers(20, 90, locations).astype(float),
        random.poisson(2.0, locations),
    )


def grid_edges(side):
    cells = np.arange(side * side).reshape(side, side)
    return np.concatenate(
        [
            np.column_stack([cells[:, :-1].ravel(), cells[:, 1:].ravel()]),
            np.column_stack([cells[:-1].ravel(), cells[1:].ravel()]),
        ]
    )


@pytest.mark.parametrize("seed", range(4))
def test_sorting_finds_the_best_of_all_subsets(seed):
    coordinates, population, counts = field(seed)
    expected = population * counts.sum() / population.sum()
    statistic = Statistic(CONDITIONAL, float(counts.sum()))
    best = max(
        log_ratio(statistic, float(counts[list(subset)].sum()), float(expected[list(subset)].sum()))
        for size in range(1, 13)
        for subset in combinations(range(12), size)
        if counts[list(subset)].sum() >= 2
    )
    found = subset_scan(
        counts, coordinates, neighbours=12, population=population, when="spatial", replicates=0
    )
    assert found.clusters[0].log_likelihood_ratio == pytest.approx(best, rel=1e-12)


def test_a_penalty_makes_subsets_smaller():
    coordinates, population, counts = field(1)
    plain, small = (
        subset_scan(
            counts,
            coordinates,
            population=population,
            when="spatial",
            replicates=0,
            penalty=penalty,
        ).clusters[0]
        for penalty in (0.0, 1.0)
    )
    assert small.members.size <= plain.members.size
    assert small.log_likelihood_ratio <= plain.log_likelihood_ratio


def test_subsets_in_space_and_time_find_what_was_planted():
    random = np.random.default_rng(3)
    coordinates = random.random((80, 2))
    counts = random.poisson(0.1, (10, 80))
    near = np.argsort(np.hypot(*(coordinates - coordinates[5]).T))[[0, 2, 3]]
    counts[8:, near] += 3
    result = subset_scan(counts, coordinates, population=np.ones(80), max_duration=4, replicates=99)
    assert set(near) <= set(result.clusters[0].members)
    assert (result.clusters[0].first, result.clusters[0].p_value) == (8, 0.01)


def test_flexible_shapes_are_all_connected_sets():
    side = 3
    coordinates = np.array([[x, y] for x in range(side) for y in range(side)], dtype=float)
    edges = grid_edges(side)
    zones = flexible(coordinates, edges, size=9)
    sets = {
        frozenset(zones.order[zones.members[start:end]].tolist())
        for start, end in zip(zones.starts[:-1], zones.starts[1:], strict=True)
    }
    wanted = {
        frozenset(subset)
        for size in range(1, 10)
        for subset in combinations(range(9), size)
        if hangs_together(set(subset), edges)
    }
    assert sets == wanted


def hangs_together(cells, edges):
    reached = {min(cells)}
    for _ in cells:
        reached |= {
            other
            for one, two in edges.tolist()
            for here, other in ((one, two), (two, one))
            if here in reached and other in cells
        }
    return reached == cells


def test_a_snake_is_found_where_a_circle_is_not():
    side = 8
    coordinates = np.array([[x, y] for x in range(side) for y in range(side)], dtype=float)
    counts = np.random.default_rng(2).poisson(1.0, side * side)
    snake = [8 * 2 + y for y in range(1, 7)]
    counts[snake] = 6
    population = np.ones(side * side)
    options = {"population": population, "when": "spatial"}
    round_one = scan(counts, coordinates, replicates=0, **options).clusters[0]
    restricted = restricted_flexible_scan(
        counts, coordinates, grid_edges(side), neighbours=30, replicates=49, **options
    )
    assert restricted.clusters[0].log_likelihood_ratio > round_one.log_likelihood_ratio
    assert set(snake) <= set(restricted.clusters[0].members)
    assert restricted.clusters[0].p_value == 0.02


@pytest.mark.parametrize(("count", "mean"), [(0, 0.5), (3, 1.2), (30, 22.0), (700, 650.0)])
def test_the_mid_p_value_is_that_of_the_poisson_law(count, mean):
    wanted = poisson.sf(count, mean) + 0.5 * poisson.pmf(count, mean)
    assert mid_p(float(count), mean) == pytest.approx(wanted, abs=0.002 if mean > 500 else 1e-12)


def test_a_bad_wish_is_named():
    coordinates, population, counts = field()
    with pytest.raises(ValueError, match="penalty"):
        subset_scan(counts, coordinates, population=population, penalty=-1.0)
    with pytest.raises(ValueError, match="edges must join"):
        flexible(coordinates, [[0, 99]])
    with pytest.raises(ValueError, match="size must lie"):
        flexible(coordinates, [[0, 1]], size=30)
    with pytest.raises(ValueError, match="alpha"):
        restricted_flexible_scan(counts, coordinates, [[0, 1]], alpha=2.0, population=population)
    with pytest.raises(ValueError, match="for a search"):
        subset_scan(counts, coordinates, model="bernoulli", population=population)
