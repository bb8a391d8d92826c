"""Our ratios and those of scanstatistics, SpatialEpi and smerc, where their answers are at hand."""

import csv
import json

import numpy as np
import pytest

from kentongan.space.intervals import prospective, within
from kentongan.space.kernel import every_ratio
from kentongan.space.models import Draws, Given, fill
from kentongan.space.restricted import restricted_flexible_scan
from kentongan.space.scan import scan
from kentongan.space.shapes import flexible
from kentongan.space.subset import subset_scan
from kentongan.space.zones import circles, ellipses, from_sets
from tests.kentongan.references import SHARED

FOLDER = SHARED / "spacetime"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the references' answers are not at {FOLDER}"
)


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open() as lines:
        return list(csv.DictReader(lines))


def matrix(name: str) -> np.ndarray:
    return np.array([[float(value) for value in list(row.values())[1:]] for row in table(name)])


@pytest.mark.parametrize(
    ("model", "counts", "answer"),
    [
        ("expectation_poisson", "NM_counts_1986_1989.csv", "NM_eb_poisson_observed.csv"),
        ("poisson", "NM_counts_1986_1989.csv", "NM_pb_poisson_observed.csv"),
        ("permutation", "NM_stperm_1986_1989_counts.csv", "NM_stperm_1986_1989_observed.csv"),
        ("permutation", "NM_stperm_1980_1989_counts.csv", "NM_stperm_1980_1989_observed.csv"),
        ("negative_binomial", "NM_counts_1986_1989.csv", "NM_eb_negbin_hotspot_observed.csv"),
    ],
)
def test_every_window_of_scanstatistics(model, counts, answer):
    cells = matrix(counts).astype(int)
    sets = json.loads((FOLDER / "NM_knn15_zones.json").read_text())["zones"]
    sets = [[one - 1 for one in np.atleast_1d(members)] for members in sets]
    zones = from_sets(sets, locations=32)
    rows = table(answer)
    moments = prospective(len(cells), longest=max(int(row["duration"]) for row in rows))
    given = Given()
    if model == "poisson":
        # scanstatistics shares each period's C/T cases by that period's population.
        people = matrix("NM_population.csv")
        given = Given(expected=people / people.sum(axis=1, keepdims=True))
    elif model != "permutation":
        given = Given(expected=matrix("NM_baselines.csv"), dispersion=np.ones(cells.shape))
    usual = fill(model, cells, given, moments, Draws(1, 1))
    observed = within(usual.observed, moments)
    ratios = every_ratio(zones.chains, observed, usual.expected, -np.inf, usual.statistic)
    ends = zones.starts[1:] - 1
    compared = 0
    for row in rows:
        ours = ratios[ends[int(row["zone"]) - 1], moments.first.size - int(row["duration"])]
        # A deficit has a negative score there and none here.
        assert ours == pytest.approx(max(float(row["score"]), 0.0), rel=1e-12, abs=1e-12)
        compared += 1
    assert compared == len(sets) * moments.first.size


@pytest.mark.parametrize("model", ["poisson", "bernoulli"])
def test_the_clusters_of_spatial_epi(model):
    counties = table("in_pennLC_county.csv")
    points = np.array([[float(row["x"]), float(row["y"])] for row in counties])
    cases = np.array([int(row["cases"]) for row in counties])
    population = np.array([float(row["population"]) for row in counties])
    expected = np.array([float(row["expected"]) for row in counties])
    name = "poisson" if model == "poisson" else "binomial"
    answer = json.loads((FOLDER / f"SpatialEpi_pennLC_{name}.json").read_text())
    zones = circles(points)
    trimmed = zones.trimmed(population[zones.order], 0.5 * population.sum())
    result = scan(
        cases,
        trimmed,
        model=model,
        when="spatial",
        max_population=1.0,
        replicates=0,
        **({"expected": expected} if model == "poisson" else {"population": population}),
    )
    top = result.clusters[0]
    assert sorted(top.members + 1) == sorted(answer["most.likely"]["location.IDs"])
    # Its binomial ratio is a difference of sums near 300,000: the last digits are its rounding.
    digits = 1e-13 if model == "poisson" else 1e-9
    assert top.log_likelihood_ratio == pytest.approx(answer["most.likely"]["LLR"], rel=digits)


def nydf() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = table("in_nydf.csv")
    points = np.array([[float(row["lon"]), float(row["lat"])] for row in rows])
    cases = np.array([int(row["cases"]) for row in rows])
    return points, cases, np.array([float(row["population"]) for row in rows])


@pytest.mark.parametrize(
    ("share", "file"), [(0.1, "smerc_scan_poisson_ub0.1"), (0.5, "smerc_scan_poisson_ub0.5")]
)
def test_the_circles_of_smerc(share, file):
    points, cases, population = nydf()
    result = scan(
        cases, points, population=population, when="spatial", max_population=share, replicates=0
    )
    answers = json.loads((FOLDER / f"{file}.json").read_text())["clusters"]
    for ours, theirs in zip(result.clusters[:2], answers, strict=False):
        assert sorted(ours.members + 1) == sorted(theirs["locids"])
        assert ours.log_likelihood_ratio == pytest.approx(theirs["loglikrat"], rel=1e-12)


def test_the_great_circles_of_smerc():
    points, cases, population = nydf()
    zones = circles(points[:, ::-1], geographic=True)
    result = scan(cases, zones, population=population, when="spatial", replicates=0)
    answer = json.loads((FOLDER / "smerc_scan_poisson_longlat.json").read_text())["clusters"][0]
    assert sorted(result.clusters[0].members + 1) == sorted(answer["locids"])
    assert result.clusters[0].log_likelihood_ratio == pytest.approx(answer["loglikrat"], rel=1e-12)


def test_the_flexible_shapes_of_smerc():
    points, cases, population = nydf()
    edges = [
        [int(row["row"]) - 1, int(row["col"]) - 1] for row in table("in_nydf_adjacency_edges.csv")
    ]
    zones = flexible(points, edges, size=8)
    result = scan(cases, zones, population=population, when="spatial", replicates=0)
    answer = json.loads((FOLDER / "smerc_flex_k8.json").read_text())["clusters"][0]
    assert sorted(result.clusters[0].members + 1) == sorted(answer["locids"])
    assert result.clusters[0].log_likelihood_ratio == pytest.approx(answer["loglikrat"], rel=1e-12)


def test_the_ellipses_of_smerc():
    points, cases, population = nydf()
    result = scan(
        cases,
        ellipses(points),
        population=population,
        when="spatial",
        max_population=0.1,
        replicates=0,
    )
    answer = json.loads((FOLDER / "smerc_elliptic.json").read_text())["clusters"][0]
    assert result.clusters[0].log_likelihood_ratio == pytest.approx(
        answer["test_statistic"], rel=1e-12
    )
    assert sorted(result.clusters[0].members + 1) == sorted(answer["locids"])


def test_the_unconstrained_subset_of_smerc():
    points, cases, population = nydf()
    result = subset_scan(
        cases, points, neighbours=281, population=population, when="spatial", replicates=0
    )
    answer = json.loads((FOLDER / "smerc_fast.json").read_text())["clusters"][0]
    assert sorted(result.clusters[0].members + 1) == sorted(answer["locids"])
    assert result.clusters[0].log_likelihood_ratio == pytest.approx(answer["loglikrat"], rel=1e-12)


def test_the_restricted_shapes_of_smerc():
    points, cases, population = nydf()
    rows = table("in_nydf_adjacency_edges.csv")
    edges = [[int(row["row"]) - 1, int(row["col"]) - 1] for row in rows]
    result = restricted_flexible_scan(
        cases, points, edges, neighbours=50, population=population, when="spatial", replicates=0
    )
    answer = json.loads((FOLDER / "smerc_rflex_k50.json").read_text())["clusters"][0]
    assert sorted(result.clusters[0].members + 1) == sorted(answer["locids"])
    assert result.clusters[0].log_likelihood_ratio == pytest.approx(answer["loglikrat"], rel=1e-12)
