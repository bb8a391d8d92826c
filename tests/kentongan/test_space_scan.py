"""The scan against its definition, its symmetries, and the edges of the data."""

import numpy as np
import pytest

from kentongan.space.intervals import prospective, retrospective
from kentongan.space.scan import scan
from kentongan.space.zones import circles, ellipses
from tests.kentongan.panels import panel


def brute_force(coordinates, population, counts, *, model, when, share, longest):
    """The definition: every disc, every interval, in plain numpy."""
    times, cases = len(counts), counts.sum()
    if model == "poisson":
        expected = np.tile(population, (times, 1)) * cases / (population.sum() * times)
        size = population
    else:
        expected = np.outer(counts.sum(1), counts.sum(0)) / cases
        size = counts.sum(0)
    ratios = [0.0]
    for centre in coordinates:
        order = np.argsort(np.hypot(*(coordinates - centre).T))
        discs = [order[:k] for k in range(1, len(order) + 1)]
        for inside in (disc for disc in discs if size[disc].sum() <= share * size.sum()):
            for start, end in spans(times, when, longest):
                c = counts[start:end, inside].sum()
                e = expected[start:end, inside].sum()
                if c >= 2 and c > e:
                    ratios.append(
                        c * np.log(c / e) + (cases - c) * np.log((cases - c) / (cases - e))
                    )
    return max(ratios)


def spans(times, when, longest):
    ends = [times] if when == "prospective" else range(1, times + 1)
    return [(start, end) for end in ends for start in range(max(0, end - longest), end)]


@pytest.mark.parametrize("model", ["poisson", "permutation"])
@pytest.mark.parametrize("when", ["prospective", "retrospective"])
def test_the_most_unusual_window_is_that_of_the_definition(model, when):
    coordinates, population, counts = panel()
    result = scan(
        counts,
        coordinates,
        population=population,
        model=model,
        when=when,
        max_population=0.3,
        max_duration=4,
        replicates=0,
    )
    wanted = brute_force(
        coordinates, population, counts, model=model, when=when, share=0.3, longest=4
    )
    assert result.clusters[0].log_likelihood_ratio == pytest.approx(wanted, rel=1e-12)


def test_permuting_the_locations_permutes_the_result():
    coordinates, population, counts = panel(seed=3)
    shuffled = np.random.default_rng(1).permutation(40)
    plain = scan(counts, coordinates, population=population, replicates=99)
    mixed = scan(
        counts[:, shuffled], coordinates[shuffled], population=population[shuffled], replicates=99
    )
    assert sorted(shuffled[mixed.clusters[0].members]) == sorted(plain.clusters[0].members)
    assert np.array_equal(plain.maxima, mixed.maxima)
    assert mixed.clusters[0].p_value == plain.clusters[0].p_value


def test_scaling_the_population_leaves_the_ratio():
    coordinates, population, counts = panel(seed=4)
    plain = scan(counts, coordinates, population=population, replicates=0)
    scaled = scan(counts, coordinates, population=1000 * population, replicates=0)
    assert scaled.clusters[0].log_likelihood_ratio == pytest.approx(
        plain.clusters[0].log_likelihood_ratio, rel=1e-12
    )


def test_a_silent_village_without_people_changes_nothing():
    coordinates, population, counts = panel(seed=5)
    plain = scan(counts, coordinates, population=population, replicates=99)
    more = scan(
        np.column_stack([counts, np.zeros(10, int)]),
        np.vstack([coordinates, [0.5, 0.5]]),
        population=np.append(population, 0.0),
        replicates=99,
    )
    ours, theirs = plain.clusters[0], more.clusters[0]
    assert set(ours.members) == set(theirs.members) - {40}
    assert theirs.log_likelihood_ratio == pytest.approx(ours.log_likelihood_ratio, rel=1e-12)


def test_locations_at_one_place_enter_together():
    coordinates = np.array([[0.0, 0.0], [0.0, 0.0], [9.0, 9.0], [20.0, 0.0], [5.0, 30.0]])
    counts = np.array([[0, 0, 1, 0, 1], [5, 0, 0, 0, 0]])
    result = scan(counts, coordinates, population=np.ones(5), replicates=0, max_duration=1)
    assert sorted(result.clusters[0].members) == [0, 1]


def test_a_hand_sum():
    counts = np.array([[1, 1, 1, 1], [4, 0, 0, 0]])
    coordinates = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [3.0, 0.0]])
    cluster = scan(
        counts, coordinates, population=np.ones(4), replicates=0, max_duration=1
    ).clusters[0]
    # 4 of 8 cases in one of 8 equal cells: e = 1, 4 ln 4 + 4 ln(4/7).
    assert cluster.members.tolist() == [0]
    assert cluster.log_likelihood_ratio == pytest.approx(4 * np.log(4) + 4 * np.log(4 / 7))
    assert cluster.relative_risk == pytest.approx((4 / 1) / (4 / 7))


@pytest.mark.parametrize("model", ["poisson", "permutation"])
def test_nothing_and_next_to_nothing_raise_no_cluster(model):
    coordinates, population, _ = panel()
    silent = np.zeros((10, 40), dtype=int)
    assert scan(silent, coordinates, population=population, model=model).clusters == ()
    silent[9, 7] = 1
    assert scan(silent, coordinates, population=population, model=model).clusters == ()


def test_one_village_is_scanned_in_time_alone():
    counts = np.array([[0], [1], [0], [9]])
    result = scan(counts, [[1.0, 2.0]], population=[100.0], max_population=1.0)
    assert result.clusters[0].members.tolist() == [0]
    assert (result.clusters[0].first, result.clusters[0].last) == (3, 3)


def test_an_outbreak_is_found_where_it_was_planted():
    coordinates, population, counts = panel(locations=200, times=12, mean=0.1)
    near = np.argsort(np.hypot(*(coordinates - coordinates[17]).T))[:4]
    counts[9:, near] += 2
    cluster = scan(counts, coordinates, population=population).clusters[0]
    assert set(near) <= set(cluster.members)
    assert cluster.p_value == 0.001
    assert cluster.gumbel_p_value < 0.001


def test_ellipses_find_a_long_cluster_and_keep_the_circle():
    coordinates, population, counts = panel(seed=9)
    round_only = scan(counts, circles(coordinates), population=population, replicates=0)
    both = scan(counts, ellipses(coordinates), population=population, replicates=49)
    assert (
        both.clusters[0].log_likelihood_ratio >= round_only.clusters[0].log_likelihood_ratio - 1e-9
    )
    assert both.maxima.size == 49


def test_intervals_are_all_there():
    assert prospective(10, longest=3).first.tolist() == [7, 8, 9]
    assert prospective(10, longest=3).is_nested
    moments = retrospective(5, longest=2)
    assert len(moments.first) == 9
    assert not moments.is_nested


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"counts": [[-1, 0]]}, "whole numbers of at least 0"),
        ({"counts": [[np.nan, 0]]}, "finite"),
        ({"counts": [[0.5, 0]]}, "whole numbers"),
        ({"population": [1.0]}, "population must have the shape"),
        ({"population": [0.0, 1.0], "counts": [[3, 1]]}, "above 0 where there are cases"),
        ({"population": None}, "needs population"),
        ({"model": "weibull"}, "model must be one of"),
        ({"when": "sometime"}, "when must be"),
        ({"max_population": 1.5}, "max_population"),
        ({"max_duration": 9}, "durations need"),
        ({"replicates": -1}, "replicates"),
        ({"exact_below": 0.0}, "exact_below"),
        ({"zones": [[0.0, 0.0]]}, "a column for each of 1 locations"),
        ({"zones": [[0.0, np.inf], [1.0, 1.0]]}, "finite"),
        ({"zones": [1.0, 2.0]}, "shape"),
        (
            {"model": "bernoulli", "population": [[1, 1]], "counts": [[2, 0]]},
            "counts <= population",
        ),
    ],
)
def test_a_bad_input_is_named(change, words):
    given = {
        "counts": [[1, 0]],
        "zones": [[0.0, 0.0], [1.0, 1.0]],
        "population": [1.0, 1.0],
    } | change
    counts, zones = given.pop("counts"), given.pop("zones")
    with pytest.raises(ValueError, match=words):
        scan(counts, zones, **given)
