"""Farrington 1996: R's numbers in index and date mode, its definition, exposure and silence."""

import numpy as np
import pytest
from scipy import stats

from kentongan.time.farrington import farrington
from kentongan.time.reference import Calendar
from tests.kentongan.references import blocks, variants, worst

OPTIONS = ("b", "w", "reweight", "alpha", "trend", "limit54", "powertrans")


def cells(block, values):
    return values[block.weeks - (block.first - 1), block.units]


@pytest.mark.parametrize(("root", "variant"), variants("farrington"))
def test_equals_r(root, variant):
    for block in blocks(root, "farrington", variant):
        heard = farrington(
            block.counts,
            frequency=block.frequency,
            dates=block.epochs,
            weeks=range(block.first - 1, len(block.counts)),
            exposure=block.population if block.control.get("populationOffset") else None,
            **{name: v for name, v in block.control.items() if name in OPTIONS},
        )
        bound = np.nan_to_num(cells(block, heard.upper_bound), nan=0.0)
        assert worst(cells(block, heard.alarm) * 1.0, block.expected["alarm"]) == 0, block.dataset
        trend = block.expected.get("trend", cells(block, heard.trend))
        assert worst(cells(block, heard.trend), trend) == 0, block.dataset
        assert worst(bound, block.expected["upperbound"]) < 1e-9, block.dataset
        assert worst(cells(block, heard.expected), block.expected["pdm"]) < 1e-9, block.dataset
        below = 1 - cells(block, heard.p_value)
        assert worst(below, block.expected["pdq"], floor=1.0) < 1e-9, block.dataset


NOW = range(363, 364)


def noise(series: int = 1, mean: float = 20.0) -> np.ndarray:
    return np.random.default_rng(9).poisson(mean, (364, series))


def test_the_bound_by_hand():
    y = noise()[:, 0]
    heard = farrington(y, weeks=NOW, trend=False, reweight=False)
    past = np.concatenate([y[363 - 52 * i - 3 : 363 - 52 * i + 4] for i in range(1, 6)])
    mean = past.mean()
    phi = max(1, ((past - mean) ** 2 / mean).sum() / 34)
    se = np.sqrt(4 / 9 * mean ** (1 / 3) * (phi + phi / 35))
    assert heard.phi[0] == pytest.approx(phi, rel=1e-8)
    bound = (mean ** (2 / 3) + stats.norm.ppf(0.975) * se) ** 1.5
    assert heard.upper_bound[0] == pytest.approx(bound, rel=1e-8)


def test_equal_exposure_changes_nothing():
    y = noise(6)
    plain = farrington(y, weeks=range(330, 364))
    exposed = farrington(y, weeks=range(330, 364), exposure=np.full(364, 3.5))
    assert worst(exposed.upper_bound, plain.upper_bound) < 1e-9


def test_a_campaign_week_alone_raises_nothing():
    visits = np.random.default_rng(3).poisson(20, 364)
    visits[363] = 90
    reports = np.random.default_rng(4).poisson(0.5 * visits)
    assert farrington(reports, weeks=NOW).alarm[0]
    assert not farrington(reports, weeks=NOW, exposure=visits).alarm[0]
    reports[363] += 30
    assert farrington(reports, weeks=NOW, exposure=visits).alarm[0]


def test_a_week_without_data_teaches_nothing():
    y, risk = noise()[:, 0], np.ones(364)
    y[363 - 52] = risk[363 - 52] = 0
    heard = farrington(y, weeks=NOW, exposure=risk, trend=False, reweight=False)
    past = np.concatenate([y[363 - 52 * i - 3 : 363 - 52 * i + 4] for i in range(1, 6)])
    assert heard.expected[0] == pytest.approx(past.sum() / 34, rel=1e-10)


def test_ten_years_of_zeros_are_silent_and_a_single_case_is_no_alarm():
    y = np.zeros(520, int)
    assert not farrington(y).alarm.any()
    y[519] = 1
    assert not farrington(y, weeks=range(519, 520)).alarm[0]
    y[519] = 5
    assert farrington(y, weeks=range(519, 520)).alarm[0]


def test_one_reference_week_before_the_first_is_borne_and_three_are_needed():
    y = noise()[:, 0]
    assert farrington(y, weeks=range(262, 263)).alarm.shape == (1,)
    with pytest.raises(ValueError, match="week 50 needs 3 reference weeks, got 2"):
        farrington(y, weeks=range(50, 51), b=1)


MONDAYS = np.arange("2013-12-30", "2021-01-04", 7, dtype="datetime64[D]")


def test_week_53_finds_its_windows_by_date():
    last = len(MONDAYS) - 1
    assert MONDAYS[last].item().isocalendar()[:2] == (2020, 53)
    found = MONDAYS[Calendar(len(MONDAYS), 52, MONDAYS).windows(last, 2, 1)]
    days = ["2018-12-24", "2018-12-31", "2019-01-07", "2019-12-23", "2019-12-30", "2020-01-06"]
    assert list(found) == [np.datetime64(day) for day in days]


def test_months_and_days_find_their_windows_by_date():
    months = np.arange("2015-01", "2020-04", dtype="datetime64[M]").astype("datetime64[D]")
    found = months[Calendar(len(months), 12, months).windows(62, 1, 1)]
    assert list(found.astype("datetime64[M]").astype(str)) == ["2019-02", "2019-03", "2019-04"]
    days = np.arange("2018-01-01", "2020-03-02", dtype="datetime64[D]")
    found = days[Calendar(len(days), 365, days).windows(len(days) - 1, 1, 1)]
    assert list(found.astype(str)) == ["2019-02-28", "2019-03-01", "2019-03-02"]


@pytest.mark.parametrize("dtype", [np.int8, np.int32, float])
def test_small_integers_do_not_overflow(dtype):
    y = np.full(364, 100)
    y[363] = 127
    heard = farrington(y.astype(dtype), weeks=NOW)
    assert heard.alarm[0]
    assert heard.expected[0] == pytest.approx(100)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"powertrans": "1/3"}, "2/3, 1/2, none, got '1/3'"),
        ({"alpha": 0.0}, "alpha must lie between"),
        ({"limit54": (5, 0)}, "limit54 weeks must be at least 1, got 0"),
        ({"b": 0}, "b must be at least 1, got 0"),
        ({"w": -1}, "w must be at least 0, got -1"),
        ({"weeks": range(360, 370)}, "consecutive rows"),
    ],
)
def test_bad_input_is_refused_by_name(options, message):
    with pytest.raises(ValueError, match=message):
        farrington(noise(), **options)
