"""Every method in space at the edges of the data: narrow integers, silence, one place, gaps."""

import numpy as np
import pytest

from kentongan.space.bayes import bayes_scan
from kentongan.space.nation import nation_scan
from kentongan.space.restricted import restricted_flexible_scan
from kentongan.space.scan import scan
from kentongan.space.shapes import flexible
from kentongan.space.subset import subset_scan
from kentongan.space.tree import tree_scan
from kentongan.space.zones import ellipses
from tests.kentongan.panels import panel

TIMES, PLACES = 8, 24
BASELINE = {
    "poisson": "population",
    "bernoulli": "population",
    "expectation_poisson": "expected",
    "negative_binomial": "expected",
}


def chain(places):
    return np.column_stack([np.arange(places - 1), np.arange(1, places)])


def circles_of(model):
    def look(counts, points, people, **more):
        given = {"dispersion": np.full(len(points), 3.0)} if model == "negative_binomial" else {}
        if model != "permutation":
            given[BASELINE[model]] = people
        return scan(counts, points, model=model, **given, **more)

    return look


def shapes(counts, points, people, **more):
    return scan(counts, flexible(points, chain(len(points)), size=5), population=people, **more)


def ovals(counts, points, people, **more):
    return scan(counts, ellipses(points), population=people, **more)


def subsets(counts, points, people, **more):
    return subset_scan(counts, points, population=people, neighbours=6, **more)


def raised(counts, points, people, **more):
    edges = chain(len(points))
    return restricted_flexible_scan(counts, points, edges, population=people, neighbours=6, **more)


def tree(counts, points, people, **more):
    places = np.arange(len(points))
    levels = {"village": places, "district": places // 4, "province": places * 0}
    return tree_scan(counts, levels, population=people, **more).scan


def nation(counts, points, people, **more):
    regions = np.arange(len(points)) // 8
    return nation_scan(counts, points, regions, population=people, threshold=1.0, **more).coarse


METHODS = {
    **{model: circles_of(model) for model in (*BASELINE, "permutation")},
    "ellipses": ovals,
    "flexible": shapes,
    "subset": subsets,
    "restricted": raised,
    "tree": tree,
    "nation": nation,
}
EACH = pytest.mark.parametrize("name", METHODS)


def look(name, counts, *, points=None, people=None, **more):
    coordinates = panel(counts.shape[1], TIMES)[0]
    if people is None:
        people = np.full(counts.shape, 200.0) if name == "bernoulli" else 0.4 + 0 * counts
    points = coordinates if points is None else points
    return METHODS[name](counts, points, people, replicates=19, **more)


def noise(mean=0.4):
    return np.random.default_rng(2).poisson(mean, (TIMES, PLACES))


def ratios(result):
    return [cluster.log_likelihood_ratio for cluster in result.clusters]


@EACH
def test_narrow_integers_do_not_overflow(name):
    counts = noise(30.0)
    counts[-2:, 3] = 127
    assert ratios(look(name, counts.astype(np.int8))) == ratios(look(name, counts))
    assert len(ratios(look(name, counts))) > 0


@EACH
def test_silence_and_a_single_case_are_no_cluster(name):
    counts = np.zeros((TIMES, PLACES), int)
    assert look(name, counts).clusters == ()
    counts[-1, 5] = 1
    found = look(name, counts).clusters
    # A score has no number of cases to ask two of.
    assert found == () or (name == "negative_binomial" and found[0].p_value > 0.1)


@EACH
def test_many_places_at_one_point_are_borne(name):
    points = np.repeat(panel(PLACES // 4)[0], 4, axis=0)
    counts = noise()
    counts[-2:, 4:8] += 4
    found = look(name, counts, points=points)
    raised = {0} if name == "nation" else {4, 5, 6, 7}  # there the regions are the places
    assert set(found.clusters[0].members) & raised
    everywhere = look(name, noise(), points=np.zeros((PLACES, 2)))
    assert np.isfinite(ratios(everywhere)).all()


@EACH
def test_a_time_without_data_is_borne(name):
    counts, people = noise(), np.full((TIMES, PLACES), 200.0 if name == "bernoulli" else 0.4)
    counts[3], people[3] = 0, 0.0
    assert np.isfinite(ratios(look(name, counts, people=people))).all()


@pytest.mark.parametrize("name", ["poisson", "bernoulli", "expectation_poisson", "permutation"])
def test_one_village_is_looked_at_in_time_alone(name):
    counts = np.array([[0], [1], [0], [0], [1], [0], [0], [9]])
    found = look(name, counts, max_population=1.0)
    if name == "permutation":
        assert found.clusters == ()  # one place's times cannot be shuffled into another
    else:
        assert (found.clusters[0].first, found.clusters[0].last) == (7, 7)


def test_one_village_two_at_a_point_and_a_single_report_do_not_spread():
    alone = bayes_scan(
        np.zeros((3, 12), np.int8), np.zeros((12, 2)), expected=np.full((3, 12), 0.1)
    )
    assert alone.p_value > 0.5
    counts = np.zeros((3, 12), np.int8)
    counts[2, 0] = 1
    spoken = bayes_scan(counts, np.zeros((12, 2)), expected=np.full((3, 12), 0.1))
    assert spoken.p_value > 0.01
    full = np.full((3, 12), 127)
    wide = bayes_scan(full, np.zeros((12, 2)), expected=np.full((3, 12), 100.0))
    narrow = bayes_scan(full.astype(np.int8), np.zeros((12, 2)), expected=np.full((3, 12), 100.0))
    assert narrow.p_value == wide.p_value
