"""Online levels against their definitions, and the false discoveries of simulated weeks."""

import numpy as np
import pytest
from scipy.special import gammaincc

from kentongan.online import METHODS, _slow, online_fdr

P = np.array([1e-6, 0.3, 1e-5, 0.8, 0.7, 1e-4, 0.9, 0.02])


def test_the_shares_never_spend_more_than_there_is():
    # What is left after N: the integral of x exp(-sqrt x) from log N, an incomplete gamma function.
    left = 0.07720838 * 12.0 * gammaincc(4.0, np.sqrt(np.log(10**6)))
    assert 0.97 < _slow(10**6).sum() + left <= 1.0
    assert (np.diff(_slow(1000)[2:]) < 0).all()


def test_lond_is_its_definition():
    found = online_fdr(P, rate=0.1, method="LOND")
    before = np.concatenate([[0], np.cumsum(found.rejected)[:-1]])
    assert found.level == pytest.approx(0.1 * _slow(8) * (before + 1))


def test_lord_is_its_definition():
    found = online_fdr(P, rate=0.1, method="LORD++")
    share, times = _slow(8), np.flatnonzero(found.rejected)
    for t in range(8):
        past = times[times < t]
        level = 0.05 * share[t]
        level += sum((0.05 if j == 0 else 0.1) * share[t - at - 1] for j, at in enumerate(past))
        assert found.level[t] == pytest.approx(level)
    assert times.tolist()[:2] == [0, 2]


def test_saffron_is_its_definition():
    found = online_fdr(P, rate=0.1, method="SAFFRON")
    times = np.flatnonzero(found.rejected)

    def share(lag):
        return lag**-1.6 / 2.285765684

    for t in range(8):
        candidate = P <= 0.5
        # Lags: t less the candidates since the start, or since each rejection.
        level = 0.05 * share(t + 1 - candidate[:t].sum())
        for j, at in enumerate(times[times < t]):
            gain = 0.05 if j == 0 else 0.1
            level += gain * share(t - at - candidate[at + 1 : t].sum())
        assert found.level[t] == pytest.approx(min(0.5, 0.5 * level))


@pytest.mark.parametrize("method", METHODS)
def test_the_past_is_not_rewritten(method):
    longer = online_fdr(np.append(P, [0.5, 1e-9]), method=method)
    assert np.array_equal(longer.rejected[:8], online_fdr(P, method=method).rejected)


@pytest.mark.parametrize("method", METHODS)
def test_few_discoveries_are_false(method):
    random = np.random.default_rng(2)
    shares, found = [], 0
    for _ in range(200):
        p = random.random(400)
        true = random.random(400) < 0.1
        p[true] *= 1e-4
        rejected = online_fdr(p, rate=0.1, method=method).rejected
        shares.append((rejected & ~true).sum() / max(rejected.sum(), 1))
        found += (rejected & true).sum()
    assert np.mean(shares) < 0.11
    assert found > 1000


def test_bad_input_is_refused_by_name():
    with pytest.raises(ValueError, match="between 0 and 1"):
        online_fdr([1.2])
    with pytest.raises(ValueError, match="method must be one of"):
        online_fdr([0.2], method="LORD")
