"""Our scan and SaTScan 10.3.2 on the same data: the same clusters, to the last printed digit."""

import numpy as np
import pytest
from scipy.stats import ks_2samp

from kentongan.space.clusters import ScanResult
from kentongan.space.scan import scan
from tests.kentongan.syna import ANALYSES, satscan_clusters, satscan_maxima, syna


def run(analysis: str, *, replicates: int) -> ScanResult:
    model, when = ANALYSES[analysis]
    data = syna()
    return scan(
        data.counts,
        data.coordinates,
        population=data.population,
        model=model,
        when=when,
        max_population=0.2,
        max_duration=8,
        replicates=replicates,
    )


@pytest.fixture(scope="module", params=ANALYSES)
def both(request: pytest.FixtureRequest) -> tuple[str, ScanResult]:
    return request.param, run(request.param, replicates=999)


@pytest.mark.parametrize("analysis", ANALYSES)
def test_every_printed_cluster_has_the_members_dates_and_digits_of_satscan(analysis):
    printed = satscan_clusters(analysis)
    result = run(analysis, replicates=0)
    assert len(result.clusters) >= len(printed)
    for ours, theirs in zip(result.clusters, printed, strict=False):
        assert sorted(ours.members) == sorted(map(int, theirs["members"].split()))
        assert (ours.first, ours.last) == (int(theirs["first"]), int(theirs["last"]))
        assert ours.observed == int(theirs["observed"])
        assert f"{ours.expected:.2f}" == theirs["expected"]
        assert f"{ours.log_likelihood_ratio:.6f}" == theirs["llr"]
        if theirs["relative_risk"]:
            assert f"{ours.relative_risk:.2f}" == theirs["relative_risk"]


def test_p_values_agree_within_the_noise_of_two_runs(both):
    analysis, result = both
    for ours, theirs in zip(result.clusters, satscan_clusters(analysis), strict=False):
        chance = float(theirs["p"])
        noise = np.sqrt(2.0 * chance * (1.0 - chance) / 1000.0)
        assert abs(ours.p_value - chance) < 4.0 * noise + 0.003


def test_replicates_follow_the_law_of_satscans(both):
    analysis, result = both
    assert ks_2samp(result.maxima, satscan_maxima(analysis)).pvalue > 0.001


def test_gumbel_p_values_from_satscans_own_maxima_are_satscans():
    from kentongan.space.significance import MonteCarlo, fit_gumbel

    maxima = satscan_maxima("prosp_poisson")
    test = MonteCarlo(maxima, 0.0, fit_gumbel(maxima))
    for row in satscan_clusters("prosp_poisson_gumbel"):
        digits = len(row["gumbel_p"].split(".")[1])
        assert f"{test.gumbel_p_value(float(row['llr'])):.{digits}f}" == row["gumbel_p"]
        assert f"{test.p_value(float(row['llr'])):.3f}" == row["p"]
