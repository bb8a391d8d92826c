"""Simulated series follow the published scenarios, and villages the panel asked for."""

import csv

import numpy as np
import pytest

from kentongan.simulate import (
    EVALUATED_FROM,
    noufaily_scenarios,
    overdispersed,
    quiet_series,
    with_outbreaks,
)
from kentongan.simulate_villages import recruiter, village_panel
from tests.kentongan.references import SHARED


def test_there_are_forty_two_scenarios_each_once():
    scenarios = noufaily_scenarios()
    assert [scenario.number for scenario in scenarios] == list(range(1, 43))
    assert len({(s.theta, s.beta, s.seasons) for s in scenarios}) == 42


def test_a_mean_by_hand():
    fifth = noufaily_scenarios()[4]
    angle = 2 * np.pi * 13 / 52
    wanted = np.exp(0.1 + 0.0025 * 13 + 0.6 * np.cos(angle) + 0.6 * np.sin(angle))
    assert fifth.mean()[12] == pytest.approx(wanted, rel=1e-12)


def test_the_last_weeks_have_the_published_means():
    path = SHARED / "sim" / "noufaily42_scenarios.csv"
    if not path.is_file():
        pytest.skip(f"the reference table is not at {path}")
    with path.open() as lines:
        for row, scenario in zip(csv.DictReader(lines), noufaily_scenarios(), strict=True):
            assert float(row["mean_last49"]) == pytest.approx(
                scenario.mean()[EVALUATED_FROM:].mean(), abs=6e-4
            )


@pytest.mark.parametrize("phi", [1.0, 1.5, 5.0])
def test_the_variance_is_phi_times_the_mean(phi):
    counts = overdispersed(np.full(200_000, 3.0), phi, generator=np.random.default_rng(1))
    assert counts.mean() == pytest.approx(3.0, rel=0.03)
    assert counts.var() == pytest.approx(3.0 * phi, rel=0.05)


def test_an_outbreak_lies_in_the_evaluated_weeks_and_adds_only_there():
    scenario = noufaily_scenarios()[14]
    generator = np.random.default_rng(2)
    quiet = quiet_series(scenario, 50, generator=generator)
    simulated = with_outbreaks(scenario, quiet, past=3.0, current=5.0, generator=generator)
    extra = simulated.counts - simulated.baseline
    assert (extra[:EVALUATED_FROM] == 0).all()
    # The reports of an outbreak in the last week may all come too late to be seen.
    assert (extra.sum(axis=0) >= 1).mean() > 0.9
    assert np.array_equal(simulated.outbreak.any(axis=0), extra.any(axis=0))
    assert not simulated.outbreak[:EVALUATED_FROM].any()
    assert (extra[~simulated.outbreak] == 0).all()
    past = simulated.baseline - quiet
    assert (past[:312] == 0).all()
    assert (past.sum(axis=0) >= 8).all()


def test_the_size_of_an_outbreak_is_k_standard_deviations():
    scenario = noufaily_scenarios()[36]
    generator = np.random.default_rng(3)
    quiet = quiet_series(scenario, 400, generator=generator)
    simulated = with_outbreaks(scenario, quiet, past=0.0, current=6.0, generator=generator)
    size = (simulated.counts - simulated.baseline).sum(axis=0).mean()
    # Some reports of late outbreaks come after the last week.
    assert size == pytest.approx(6.0 * np.sqrt(1.2 * np.exp(5.0)), rel=0.05)
    assert np.array_equal(simulated.baseline, quiet)


def test_villages_are_as_sparse_as_asked():
    panel = village_panel(generator=np.random.default_rng(4), weeks=300)
    assert panel.counts.shape == (300, 1080)
    assert panel.rate.min() >= 0.005
    assert panel.rate.max() <= 0.2
    assert panel.counts.sum() == pytest.approx(panel.expected.sum(), rel=0.02)
    assert np.unique(panel.regency[panel.district == 20]).size == 1


def test_a_recruiter_works_in_neighbouring_villages_for_a_few_weeks():
    generator = np.random.default_rng(5)
    panel = village_panel(generator=generator)
    planted = recruiter(panel, week=100, generator=generator)
    more = planted.added_to(panel.counts)
    assert (more - panel.counts).sum() == 6
    assert set(planted.places) == set(planted.villages)
    assert planted.villages.size == 4
    assert planted.weeks.min() >= 100
    assert planted.weeks.max() <= 102
    assert np.array_equal(panel.counts, recruiterless(panel, planted, more))


def recruiterless(panel, planted, more):
    back = more.copy()
    np.subtract.at(back, (planted.weeks, planted.places), 1)
    return back


def test_bad_wishes_are_named():
    generator = np.random.default_rng(6)
    with pytest.raises(ValueError, match=r"phi .* at least 1, got 0.5"):
        overdispersed(np.ones(3), 0.5, generator=generator)
    with pytest.raises(ValueError, match="lowest <= highest"):
        village_panel(lowest=0.3, highest=0.1, generator=generator)
    panel = village_panel(regencies=1, districts=2, weeks=10, generator=generator)
    with pytest.raises(ValueError, match="at least one village"):
        recruiter(panel, week=3, villages=0, generator=generator)
