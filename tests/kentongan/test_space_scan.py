"""The scan against its definition, its symmetries, and the edges of the data."""

import numpy as np
import pytest

from kentongan.space.intervals import prospective, retrospective
from kentongan.space.scan import scan
from kentongan.space.statistic import (
    BERNOULLI,
    CONDITIONAL,
    EXPECTATION,
    Statistic,
    break_points,
    log_ratio,
)
from kentongan.space.study import Crew
from kentongan.space.thresholds import smallest_integer
from kentongan.space.zones import circles, ellipses


def panel(locations=40, times=10, mean=0.4, seed=0):
    random = np.random.default_rng(seed)
    coordinates = random.random((locations, 2))
    population = random.integers(50, 500, locations).astype(float)
    counts = random.poisson(mean, (times, locations))
    return coordinates, population, counts


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


@pytest.mark.parametrize("when", ["prospective", "retrospective"])
def test_the_thresholds_find_the_maxima_that_a_logarithm_for_each_window_finds(when):
    from kentongan.space.intervals import within
    from kentongan.space.kernel import every_ratio
    from kentongan.space.models import Draws, poisson
    from kentongan.space.montecarlo import null_maxima
    from kentongan.space.scan import intervals_of
    from kentongan.space.study import Study

    coordinates, population, counts = panel()
    zones = circles(coordinates)
    moments = intervals_of(when, 10, longest=4, shortest=1)
    baseline = np.tile(population[zones.order], (10, 1))
    usual = poisson(counts[:, zones.order], baseline, moments, Draws(70, 5))
    study = Study(zones, moments, usual.expected, usual.statistic, usual.null, 2)
    maxima, _ = null_maxima(study, 70, crew=Crew(1))
    cells = np.zeros((40, 10 - moments.horizon, 70), np.int64)
    usual.null.draw(cells, np.arange(70))
    for replicate in range(70):
        simulated = np.zeros((10, 40))
        simulated[moments.horizon :] = cells[:, :, replicate].T
        ratios = every_ratio(
            zones.chains, within(simulated, moments), usual.expected, 2.0, usual.statistic
        )
        assert maxima[replicate] == pytest.approx(np.nanmax(ratios), rel=1e-12)


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


@pytest.mark.parametrize("mean", [0.3, 30.0, 3000.0])
def test_dense_counts_get_integers_that_hold_them(mean):
    coordinates, _, counts = panel(mean=mean)
    result = scan(counts, coordinates, population=np.ones(40), replicates=199, max_population=0.9)
    # With integers that wrapped round, the maxima would jump or vanish.
    assert (result.maxima > 0.0).all()
    assert result.maxima.max() < 20.0


def test_the_smallest_integer_grows_with_the_counts():
    assert smallest_integer(20.0, windows=1000) is np.uint8
    assert smallest_integer(150.0, windows=10**8) is np.uint16
    assert smallest_integer(66000.0, windows=1000) is np.uint32


@pytest.mark.parametrize(
    "statistic",
    [Statistic(CONDITIONAL, 300.0), Statistic(EXPECTATION), Statistic(BERNOULLI, 300.0, 5000.0)],
)
def test_break_points_part_the_counts_that_pass_from_those_that_do_not(statistic):
    breaks = break_points(statistic, floor=4.0, fewest=2, highest_expected=20.0)
    for index, edge in enumerate(breaks[:40]):
        count = 2.0 + index
        if edge > 0.0:
            lower = max(
                edge * (1 - 1e-9),
                count * statistic.cases / statistic.people if statistic.people else 0,
            )
            assert log_ratio(statistic, count, lower) > 4.0
        assert log_ratio(statistic, count, edge * (1 + 1e-9) + 1e-12) <= 4.0 or edge == 0.0


@pytest.mark.parametrize(
    "model", ["poisson", "permutation", "bernoulli", "expectation_poisson", "negative_binomial"]
)
def test_same_seed_same_bits_for_any_number_of_workers(model):
    coordinates, population, counts = panel(mean=1.0)
    extra = {
        "bernoulli": {"population": counts + 3},
        "expectation_poisson": {"expected": np.full(counts.shape, 1.0)},
        "negative_binomial": {
            "expected": np.full(counts.shape, 1.0),
            "dispersion": np.full(counts.shape, 2.0),
        },
    }.get(model, {"population": population})
    runs = [
        scan(counts, coordinates, model=model, replicates=300, crew=Crew(workers), **extra).maxima
        for workers in (1, 2, 5)
    ]
    assert np.array_equal(runs[0], runs[1])
    assert np.array_equal(runs[0], runs[2])


def test_p_values_below_the_wanted_share_are_exact():
    coordinates, population, counts = panel(locations=150)
    full = scan(counts, coordinates, population=population, replicates=499)
    quick = scan(counts, coordinates, population=population, replicates=499, exact_below=0.3)
    above = quick.maxima > 0.0
    assert above.mean() >= 0.3
    assert np.array_equal(quick.maxima[above], full.maxima[above])
    assert (full.maxima[~above] <= quick.floor).all()
    if quick.clusters[0].log_likelihood_ratio > quick.floor:
        assert quick.clusters[0].p_value == full.clusters[0].p_value


def test_an_early_end_keeps_the_first_replicates():
    coordinates, population, counts = panel()
    full = scan(counts, coordinates, population=population)
    early = scan(counts, coordinates, population=population, stop_after=20)
    assert early.maxima.size < full.maxima.size
    assert np.array_equal(early.maxima, full.maxima[: early.maxima.size])
    top = early.clusters[0]
    assert top.p_value == pytest.approx(20 / early.maxima.size)


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
