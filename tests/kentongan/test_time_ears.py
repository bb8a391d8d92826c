"""EARS: equal to R, to its definition, and calm in silence."""

import numpy as np
import pytest
from scipy import stats

from kentongan.time.ears import ears
from tests.kentongan.references import blocks, variants, worst

WORDS = {"method": "method", "baseline": "baseline", "minSigma": "min_sigma", "alpha": "alpha"}


@pytest.mark.parametrize(("root", "variant"), variants("earsC"))
def test_equals_r(root, variant):
    for block in blocks(root, "earsC", variant):
        heard = ears(block.counts, **{WORDS[name]: v for name, v in block.control.items()})
        assert heard.weeks == range(block.first - 1, len(block.counts))
        cells = block.weeks - (block.first - 1), block.units
        bound = heard.upper_bound[cells]
        # C3 subtracts, so the last rounding weighs more.
        allowed = 1e-12 if variant.startswith("C3") else 1e-15
        assert worst(bound, block.expected["upperbound"]) < allowed, block.dataset
        alarm = np.where(np.isnan(bound), np.nan, heard.alarm[cells])
        assert worst(alarm, block.expected["alarm"]) == 0, block.dataset


def test_c1_by_hand():
    heard = ears([1, 2, 3, 4, 5, 6, 7, 11], method="C1")
    bound = 4 + stats.norm.ppf(0.999) * np.std([1, 2, 3, 4, 5, 6, 7], ddof=1)
    assert heard.upper_bound == pytest.approx([bound], rel=1e-15)
    assert heard.weeks == range(7, 8)
    assert list(heard.alarm) == [True]


def test_c2_leaves_out_the_last_two_weeks():
    base = [1, 2, 3, 4, 5, 6, 7]
    first = ears([*base, 50, 90, 11], method="C2").upper_bound[0]
    assert first == ears([*base, 11], method="C1").upper_bound[0]


def definition_c3(y: np.ndarray, t: int) -> float:
    def moments(s: int) -> tuple[float, float]:
        past = y[s - 9 : s - 2]
        return past.mean(), past.std(ddof=1)

    excess = sum(max(0, (y[s] - moments(s)[0]) / moments(s)[1] - 1) for s in (t - 1, t - 2))
    return max(0, y[t] + moments(t)[1] * (stats.norm.ppf(0.975) - excess))


def test_c3_by_its_definition():
    y = np.random.default_rng(4).poisson(6, 60)
    heard = ears(y, method="C3")
    for t in range(11, 60):
        assert heard.upper_bound[t - 11] == pytest.approx(definition_c3(y, t), rel=1e-12)


@pytest.mark.parametrize("method", ["C1", "C2", "C3"])
def test_equal_exposure_changes_nothing(method):
    y = np.random.default_rng(5).poisson(3, (80, 7))
    plain = ears(y, method=method)
    exposed = ears(y, method=method, exposure=np.full(80, 4.0))
    assert worst(exposed.upper_bound, plain.upper_bound) < 1e-12
    assert (exposed.alarm == plain.alarm).all()


def test_a_campaign_week_alone_raises_nothing():
    visits = np.r_[np.tile([9, 10, 11], 10), 40]
    reports = 2 * visits
    assert ears(reports, min_sigma=1).alarm[-1]
    assert not ears(reports, exposure=visits, min_sigma=1).alarm[-1]
    reports[-1] += 40
    assert ears(reports, exposure=visits, min_sigma=1).alarm[-1]


def test_a_week_without_data_is_a_week_without_exposure():
    y = np.array([3, 5, 2, 0, 4, 6, 1, 3, 5])
    risk = np.array([1.0, 1, 1, 0, 1, 1, 1, 1, 1])
    bound = ears(y, exposure=risk).upper_bound[0]
    heard = np.array([3, 5, 2, 4, 6, 1])
    assert bound == pytest.approx(heard.mean() + stats.norm.ppf(0.999) * heard.std(ddof=1))


def test_ten_years_of_zeros_are_silent():
    zeros = np.zeros((520, 3), int)
    for method in ("C1", "C2", "C3"):
        assert not ears(zeros, method=method, min_sigma=0.5).alarm.any()


def test_a_single_case_after_silence_alarms_only_without_a_floor():
    y = np.zeros(30, int)
    y[20] = 1
    week = range(20, 21)
    assert ears(y, weeks=week).alarm[0]
    assert not ears(y, weeks=week, min_sigma=0.5).alarm[0]
    assert np.isnan(ears(y, weeks=range(21, 22), method="C3").upper_bound[0])


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.int32, np.int64, float])
def test_small_integers_do_not_overflow(dtype):
    y = np.full((40, 2), 120)
    y[::2] = 100
    wide = ears(y)
    narrow = ears(y.astype(dtype))
    assert (wide.upper_bound == narrow.upper_bound).all()


def test_huge_counts_lose_no_digits():
    y = np.array([1, 2, 3, 4, 5, 6, 7, 9]) + 3_000_000_000
    small = ears(y - 3_000_000_000).upper_bound[0]
    assert ears(y).upper_bound[0] == pytest.approx(small + 3e9, rel=1e-15)


@pytest.mark.parametrize("method", ["C1", "C2", "C3"])
def test_a_few_weeks_are_judged_as_among_all(method):
    y = np.random.default_rng(6).poisson(2, (50, 40))
    whole, part = ears(y, method=method), ears(y, method=method, weeks=range(30, 35))
    begin = 30 - whole.weeks[0]
    assert worst(part.upper_bound, whole.upper_bound[begin : begin + 5]) == 0


def test_series_are_independent_and_blocks_change_nothing():
    y = np.random.default_rng(6).poisson(2, (50, 1300))
    order = np.random.default_rng(7).permutation(1300)
    straight = ears(y, method="C3").upper_bound
    mixed = ears(y[:, order], method="C3").upper_bound
    assert worst(mixed, straight[:, order]) == 0
    assert worst(ears(y[:, 700], method="C3").upper_bound, straight[:, 700]) == 0


def test_the_t_quantile_keeps_alpha_where_the_normal_does_not():
    y = np.random.default_rng(8).poisson(100, (60, 4000))
    rate = {q: ears(y, alpha=0.01, quantile=q).alarm.mean() for q in ("normal", "t")}
    assert rate["normal"] > 0.03
    assert 0.008 < rate["t"] < 0.013


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        ([1, 2, 3], {}, "at least 8 weeks are needed, got 3"),
        (np.ones((20, 2, 2)), {}, "got \\(20, 2, 2\\)"),
        ([1.5] * 20, {}, "whole numbers, got 1.5"),
        ([np.nan] * 20, {}, "NaN, got 20"),
        ([-1] * 20, {}, "zero or more, got -1"),
        (["a"] * 20, {}, "got dtype"),
        ([1] * 20, {"method": "C4"}, "C1, C2, C3, got 'C4'"),
        ([1] * 20, {"baseline": 2}, "baseline must be at least 3, got 2"),
        ([1] * 20, {"alpha": 0}, "alpha must lie between 0.0 and 1.0, got 0"),
        ([1] * 20, {"min_sigma": -1}, "min_sigma must be at least 0.0, got -1"),
        ([1] * 20, {"quantile": "x"}, "normal, t, got 'x'"),
        ([1] * 20, {"weeks": range(5, 9)}, "weeks before the first judged must be at least 7"),
        ([1] * 20, {"exposure": [1.0] * 19}, "shape of the counts"),
        ([1] * 20, {"exposure": [0.0] * 20}, "where exposure is 0 counts must be 0"),
        ([1] * 20, {"exposure": [np.nan] * 20}, "exposure must be finite"),
    ],
)
def test_bad_input_is_refused_by_name(counts, options, message):
    with pytest.raises(ValueError, match=message):
        ears(counts, **options)
