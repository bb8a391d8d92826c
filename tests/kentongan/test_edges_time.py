"""Every method in time at the edges of the data: narrow integers, silence, one case, gaps."""

import numpy as np
import pytest

from kentongan.delays import nowcast
from kentongan.rates import learn_rates
from kentongan.time.bayes_filter import bayes_filter
from kentongan.time.cusum import cusum
from kentongan.time.ears import ears
from kentongan.time.farrington import farrington
from kentongan.time.farrington_flexible import farrington_flexible
from kentongan.time.lr_cusum import glr_cusum, lr_cusum
from kentongan.time.outbreakp import outbreak_p
from kentongan.time.tail import exact_tail
from kentongan.time.windows import bayes, cdc, rki

WEEKS = 520
METHODS = {
    "C1": (ears, {"method": "C1"}),
    "C2": (ears, {"method": "C2"}),
    "C3": (ears, {"method": "C3"}),
    "farrington": (farrington, {}),
    "flexible": (farrington_flexible, {}),
    "noufaily": (
        farrington_flexible,
        {"no_periods": 10, "past_weeks_not_included": 26, "threshold_method": "nbPlugin"},
    ),
    "rossi": (cusum, {"trans": "rossi", "m": "glm"}),
    "anscombe": (cusum, {"trans": "anscombe"}),
    "lr": (lr_cusum, {"alpha": 0.0}),
    "lr negbin": (lr_cusum, {}),
    "glr": (glr_cusum, {"alpha": 0.0}),
    "glr negbin": (glr_cusum, {}),
    "epidemic": (glr_cusum, {"alpha": 0.0, "change": "epi"}),
    "outbreakP": (outbreak_p, {}),
    "bayes": (bayes, {}),
    "rki": (rki, {}),
    "cdc": (cdc, {}),
    "filter": (bayes_filter, {}),
    "tail": (exact_tail, {}),
}
EACH = pytest.mark.parametrize("name", METHODS)


def listen(name, counts, **more):
    method, options = METHODS[name]
    return method(counts, **options, **more)


def noise(mean=4.0, seed=5):
    return np.random.default_rng(seed).poisson(mean, WEEKS)


@EACH
def test_narrow_integers_do_not_overflow(name):
    counts = noise(60.0)
    counts[-1] = 127
    narrow, wide = listen(name, counts.astype(np.int8)), listen(name, counts)
    assert np.array_equal(narrow.upper_bound, wide.upper_bound, equal_nan=True)
    assert np.array_equal(narrow.alarm, wide.alarm)


@EACH
def test_ten_years_of_zeros_raise_nothing(name):
    heard = listen(name, np.zeros(WEEKS, int))
    assert not heard.alarm.any()
    assert not (heard.upper_bound < 0).any()


@EACH
def test_a_season_that_was_always_zero_is_borne_and_raises_nothing_while_it_is(name):
    counts, week = noise(), np.arange(WEEKS) % 52
    silent = (week >= 10) & (week < 36)
    counts[silent] = 0
    heard = listen(name, counts)
    late = week[list(heard.weeks)]
    if name != "outbreakP":  # it asks whether the mean ever rose, and it did
        # Charts that add up may still stand high from the weeks before.
        assert not heard.alarm[(late >= 30) & (late < 36)].any()
    has_bound = not name.startswith(("lr", "glr", "epidemic", "outbreakP"))  # only when asked
    assert np.isfinite(heard.upper_bound).any() == has_bound


@EACH
def test_a_single_case_is_heard_at_its_week_and_not_before(name):
    counts = np.zeros(WEEKS, int)
    counts[450] = 1
    heard = listen(name, counts)
    weeks = np.array(heard.weeks)
    assert not heard.alarm[weeks < 450].any()
    if name not in ("rossi", "anscombe"):  # as in R they come down by k a week, and no faster
        assert not heard.alarm[weeks > 450 + 52].any()


# The filter starts each village from the mean of all: company matters there.
@pytest.mark.parametrize("name", [name for name in METHODS if name != "filter"])
def test_one_village_alone_is_heard_as_in_company(name):
    counts = np.column_stack([noise(), noise(0.1, seed=6), np.zeros(WEEKS, int)])
    together = listen(name, counts)
    for i in range(3):
        alone = listen(name, counts[:, i])
        assert alone.alarm.ndim == 1
        np.testing.assert_allclose(alone.upper_bound, together.upper_bound[:, i], rtol=1e-13)
        assert np.array_equal(alone.alarm, together.alarm[:, i])


@EACH
def test_weeks_without_data_raise_nothing_and_leave_the_later_ones_defined(name):
    counts, exposure = noise(), np.ones(WEEKS)
    gap = slice(470, 474)
    counts[gap], exposure[gap] = 0, 0.0
    heard = listen(name, counts, exposure=exposure)
    weeks = np.array(heard.weeks)
    assert not heard.alarm[(weeks >= 471) & (weeks < 474)].any()
    whole = listen(name, counts)
    later = weeks >= (476 if name == "C3" else 474)  # C3 adds up three weeks of C2
    assert (np.isnan(heard.upper_bound[later]) <= np.isnan(whole.upper_bound[later])).all()


@pytest.mark.parametrize("villages", [1, 3])
def test_rates_are_learned_from_a_single_case_and_refused_from_silence(villages):
    counts = np.zeros((WEEKS, villages), np.int8)
    with pytest.raises(ValueError, match="at least one report is needed"):
        learn_rates(counts)
    counts[100, 0] = 1
    expected = learn_rates(counts).expected(np.ones(counts.shape))
    assert np.isfinite(expected).all()
    assert (expected > 0).all()


def test_a_nowcast_of_silence_and_of_narrow_integers_is_finite():
    silent = nowcast(np.zeros((60, 4), np.int8))
    assert np.isfinite(silent.estimate).all()
    full = np.full((60, 4), 40)
    assert np.array_equal(nowcast(full.astype(np.int8)).estimate, nowcast(full).estimate)
