"""The maxima of replicates: exact where promised, the same bits whoever works."""

import numpy as np
import pytest

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
from kentongan.space.zones import circles
from tests.kentongan.panels import panel


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
