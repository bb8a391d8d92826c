"""Farrington flexible: R's numbers in index and date mode, its definition, exposure and silence."""

import numpy as np
import pytest
from scipy import stats

from kentongan.time.farrington_flexible import farrington_flexible
from kentongan.time.reference import Calendar, years_before
from tests.kentongan.references import blocks, variants, worst

WORDS = {
    "b": "b",
    "w": "w",
    "noPeriods": "no_periods",
    "pastWeeksNotIncluded": "past_weeks_not_included",
    "reweight": "reweight",
    "weightsThreshold": "weights_threshold",
    "alpha": "alpha",
    "trend": "trend",
    "pThresholdTrend": "p_threshold_trend",
    "limit54": "limit54",
    "powertrans": "powertrans",
    "thresholdMethod": "threshold_method",
}
COLUMNS = {
    "upperbound": ("upper_bound", 1e-9),
    "expected": ("expected", 1e-9),
    "mu0": ("mu0", 1e-9),
    "phi": ("phi", 1e-9),
    "trendCoef": ("trend_slope", 1e-9),
    "pvalue": ("p_value", 1e-8),
    "score": ("score", 1e-9),
}


def listen(block, **more):
    options = {WORDS[k]: v for k, v in block.control.items() if k in WORDS}
    if block.control.get("populationOffset"):
        options["exposure"] = block.population
    return farrington_flexible(
        block.counts,
        frequency=block.frequency,
        dates=block.epochs,
        weeks=range(block.first - 1, len(block.counts)),
        **options,
        **more,
    )


def cells(block, values):
    return values[block.weeks - (block.first - 1), block.units]


@pytest.mark.parametrize(("root", "variant"), variants("farringtonFlexible"))
def test_equals_r(root, variant):
    for block in blocks(root, "farringtonFlexible", variant):
        heard = listen(block)
        alarm = np.where(np.isnan(cells(block, heard.phi)), np.nan, cells(block, heard.alarm))
        assert worst(alarm, block.expected["alarm"]) == 0, block.dataset
        for column, (field, allowed) in COLUMNS.items():
            theirs = block.expected[column]
            if column == "expected":
                # Where no fit converged R marks all as NA but leaves the zero it began with here.
                theirs = np.where(np.isnan(block.expected["phi"]), np.nan, theirs)
            # A score is a difference over a difference: near zero only its absolute size counts.
            floor = 0.01 if column == "score" else 1e-300
            off = worst(cells(block, getattr(heard, field)), theirs, floor=floor)
            assert off < allowed, (block.dataset, column)


NOUFAILY = {
    "no_periods": 10,
    "past_weeks_not_included": 26,
    "p_threshold_trend": 1,
    "threshold_method": "nbPlugin",
}
LAST = range(312, 364)


def noise(series: int = 8, mean: float = 6.0) -> np.ndarray:
    return np.random.default_rng(9).poisson(mean, (364, series))


def test_a_constant_past_gives_the_poisson_bound():
    heard = farrington_flexible(np.full(364, 7), weeks=range(363, 364), **NOUFAILY)
    assert heard.phi[0] == 1
    assert heard.expected[0] == pytest.approx(7, rel=1e-12)
    assert heard.upper_bound[0] == stats.poisson.ppf(0.95, 7)
    assert heard.p_value[0] == pytest.approx(stats.poisson.sf(6, 7))


def test_the_delta_bound_by_hand():
    y = noise(1, 20.0)[:, 0]
    heard = farrington_flexible(y, weeks=range(363, 364), trend=False, reweight=False)
    past = np.concatenate([y[363 - 52 * i - 3 : 363 - 52 * i + 4] for i in range(1, 6)])
    mean = past.mean()
    phi = max(1, ((past - mean) ** 2 / mean).sum() / 34)
    spread = ((past - mean) ** 2 / mean).sum() / 34
    tau = phi + spread / 35
    se = np.sqrt(4 / 9 * mean ** (1 / 3) * tau)
    bound = (mean ** (2 / 3) + stats.norm.ppf(0.95) * se) ** 1.5
    assert heard.expected[0] == pytest.approx(mean, rel=1e-10)
    assert heard.phi[0] == pytest.approx(phi, rel=1e-8)
    assert heard.upper_bound[0] == pytest.approx(bound, rel=1e-8)


def test_equal_exposure_changes_nothing():
    y = noise()
    plain = farrington_flexible(y, weeks=LAST, **NOUFAILY)
    exposed = farrington_flexible(y, weeks=LAST, exposure=np.full(364, 3.5), **NOUFAILY)
    assert (exposed.upper_bound == plain.upper_bound).all()
    assert worst(exposed.expected, plain.expected) < 1e-9


def test_a_campaign_week_alone_raises_nothing():
    visits = np.random.default_rng(3).poisson(20, 364)
    visits[363] = 90
    reports = np.random.default_rng(4).poisson(0.5 * visits)
    now = range(363, 364)
    assert farrington_flexible(reports, weeks=now, **NOUFAILY).alarm[0]
    assert not farrington_flexible(reports, weeks=now, exposure=visits, **NOUFAILY).alarm[0]
    reports[363] += 30
    assert farrington_flexible(reports, weeks=now, exposure=visits, **NOUFAILY).alarm[0]


def test_a_week_without_data_teaches_nothing():
    y = noise(1, 20.0)[:, 0]
    risk = np.ones(364)
    y[363 - 52] = risk[363 - 52] = 0
    heard = farrington_flexible(
        y, weeks=range(363, 364), exposure=risk, trend=False, reweight=False
    )
    past = np.concatenate([y[363 - 52 * i - 3 : 363 - 52 * i + 4] for i in range(1, 6)])
    assert heard.expected[0] == pytest.approx(past.sum() / 34, rel=1e-10)


def test_a_week_without_exposure_is_not_judged():
    y, risk = noise(1), np.ones(364)
    y[350] = risk[350] = 0
    heard = farrington_flexible(y, weeks=LAST, exposure=risk, **NOUFAILY)
    assert np.isnan(heard.phi[350 - 312, 0])
    assert not heard.alarm[350 - 312, 0]


def test_ten_years_of_zeros_are_silent():
    heard = farrington_flexible(np.zeros((520, 2), int), **NOUFAILY)
    assert not heard.alarm.any()
    assert np.isnan(heard.upper_bound).all()


def test_a_single_case_in_ten_years_is_no_alarm_and_five_are():
    y = np.zeros(520, int)
    y[400] = 1
    y[519] = 1
    assert not farrington_flexible(y, weeks=range(519, 520)).alarm[0]
    y[519] = 5
    assert farrington_flexible(y, weeks=range(519, 520)).alarm[0]


def test_all_zero_seasons_are_borne():
    y = noise(3, 5.0)
    for year in range(7):
        y[52 * year : 52 * year + 20] = 0
    heard = farrington_flexible(y, weeks=LAST, **NOUFAILY)
    assert np.isfinite(heard.phi).all()


def test_skipping_silent_weeks_leaves_the_alarms_alone():
    y = noise(40, 1.5)
    full = farrington_flexible(y, weeks=LAST, **NOUFAILY)
    quick = farrington_flexible(y, weeks=LAST, skip_silent=True, **NOUFAILY)
    assert full.alarm.any()
    assert (quick.alarm == full.alarm).all()
    judged = ~np.isnan(quick.phi)
    assert not judged.all()
    assert worst(quick.phi[judged], full.phi[judged]) == 0


def test_series_are_independent():
    y = noise(30)
    order = np.random.default_rng(7).permutation(30)
    straight = farrington_flexible(y, weeks=LAST, **NOUFAILY)
    mixed = farrington_flexible(y[:, order], weeks=LAST, **NOUFAILY)
    assert worst(mixed.p_value, straight.p_value[:, order]) == 0
    alone = farrington_flexible(y[:, 3], weeks=LAST, **NOUFAILY)
    assert worst(alone.p_value, straight.p_value[:, 3]) == 0


def test_the_false_alarm_rate_is_near_nominal():
    y = noise(400, 10.0)
    rate = farrington_flexible(y, weeks=LAST, **NOUFAILY).alarm.mean()
    assert 0.03 < rate < 0.06


@pytest.mark.parametrize("dtype", [np.int8, np.int32, np.int64, float])
def test_small_integers_do_not_overflow(dtype):
    y = np.full(364, 100)
    y[363] = 127
    heard = farrington_flexible(y.astype(dtype), weeks=range(363, 364), **NOUFAILY)
    assert heard.alarm[0]
    assert heard.expected[0] == pytest.approx(100)


MONDAYS = np.arange("2013-12-30", "2021-01-04", 7, dtype="datetime64[D]")


def test_week_53_finds_its_anniversaries_by_date():
    last = len(MONDAYS) - 1
    assert MONDAYS[last].item().isocalendar()[:2] == (2020, 53)
    found = Calendar(len(MONDAYS), 52, MONDAYS).reference_weeks(last, 3)
    days = ["2020-12-28", "2019-12-30", "2018-12-31", "2017-12-25"]
    assert list(MONDAYS[found]) == [np.datetime64(day) for day in days]


def test_a_leap_day_looks_back_to_its_neighbour():
    assert years_before(np.datetime64("2020-02-29"), 1) == np.datetime64("2019-03-01")
    assert years_before(np.datetime64("2020-02-29"), 4) == np.datetime64("2016-02-29")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weeks": range(100, 101)}, "week 100 needs 5 years and 3 weeks before it"),
        ({"weeks": range(364, 366)}, "consecutive rows"),
        ({"weeks": range(300, 360, 2)}, "consecutive rows"),
        ({"no_periods": 60, "weeks": LAST}, "no_periods leaves 59 blocks for 45 weeks"),
        ({"threshold_method": "nb"}, "delta, nbPlugin, muan, got 'nb'"),
        ({"powertrans": "1/3"}, "2/3, 1/2, none, got '1/3'"),
        ({"alpha": 1.0}, "alpha must lie between"),
        ({"limit54": (5, 0)}, "limit54 weeks must be at least 1, got 0"),
        ({"b": 0}, "b must be at least 1, got 0"),
        ({"dates": MONDAYS}, "dates must have shape"),
        ({"dates": MONDAYS[:364][::-1]}, "dates must ascend"),
        ({"dates": MONDAYS[0] + np.arange(364) * 9}, "needs the reference date"),
    ],
)
def test_bad_input_is_refused_by_name(options, message):
    with pytest.raises(ValueError, match=message):
        farrington_flexible(noise(1), **options)
