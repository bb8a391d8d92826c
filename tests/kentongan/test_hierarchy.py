"""Discoveries down a hierarchy: by hand, and how many are false in simulation."""

import numpy as np
import pytest

from kentongan.hierarchy import descend, simes

LEVELS = {"district": [0, 0, 1, 1, 2, 2], "regency": ["A", "A", "A", "A", "B", "B"]}
P = [0.001, 0.5, 0.6, 0.8, 0.01, 0.9]


def test_simes_by_hand():
    assert simes(np.array([0.04, 0.01, np.nan])) == pytest.approx(0.02)


def test_a_descent_by_hand():
    found = descend(P, LEVELS, rate=0.05, method="bogomolov")
    assert list(found.names) == ["regency", "district", "location"]
    # Districts: .002, .8, .02; regencies: Simes of (.002, .8) = .004 and .02: both at .05.
    assert found.p_value["district"] == pytest.approx([0.002, 0.8, 0.02])
    assert found.p_value["regency"] == pytest.approx([0.004, 0.02])
    assert found.rejected["regency"].tolist() == [True, True]
    assert found.level["district"] == pytest.approx([0.05, 0.05, 0.05])
    assert found.rejected["district"].tolist() == [True, False, True]
    # Half of A's districts and all of B's were rejected: villages are tested at .025 and .05.
    assert found.level["location"][[0, 1, 4, 5]] == pytest.approx([0.025, 0.025, 0.05, 0.05])
    assert np.isnan(found.level["location"][2:4]).all()
    assert np.flatnonzero(found.rejected["location"]).tolist() == [0, 4]


def test_yekutieli_tests_every_family_at_the_rate():
    found = descend(P, LEVELS, method="yekutieli")
    assert np.nanmin(found.level["location"]) == np.nanmax(found.level["location"]) == 0.05


def test_a_district_can_speak_for_itself():
    found = descend([0.9, 0.8, 0.7, 0.9], {"district": [0, 0, 1, 1]}, own={"district": [1e-4, 0.9]})
    assert found.rejected["district"].tolist() == [True, False]
    assert not found.rejected["location"].any()


@pytest.mark.parametrize("method", ["yekutieli", "bogomolov"])
def test_few_discoveries_are_false(method):
    random = np.random.default_rng(6)
    district = np.repeat(np.arange(20), 10)
    false, found = 0.0, 0
    for _ in range(200):
        p = random.random(200)
        p[:4] = random.random(4) * 1e-4
        rejected = descend(p, {"district": district}, rate=0.1, method=method).rejected["location"]
        false += rejected[4:].sum() / max(rejected.sum(), 1)
        found += rejected[:4].sum()
    assert false / 200 < 0.15
    assert found > 700


def test_one_level_alone_is_benjamini_hochberg():
    assert descend([0.01, 0.02, 0.9], {}).rejected["location"].tolist() == [True, True, False]


def test_levels_that_cross_are_refused():
    with pytest.raises(ValueError, match="must be nested"):
        descend([0.1] * 4, {"district": [0, 0, 1, 1], "regency": [0, 1, 1, 1]})
    with pytest.raises(ValueError, match="must name a group for each of 2"):
        descend([0.1, 0.2], {"district": [0]})
