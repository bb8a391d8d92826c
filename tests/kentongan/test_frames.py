"""Tables of pandas and polars become arrays and come back with their labels."""

import datetime as dt

import numpy as np
import pytest

from kentongan.frames import read_table, write_table
from kentongan.time.ears import ears

pandas = pytest.importorskip("pandas", reason="pandas is not installed")
polars = pytest.importorskip("polars", reason="polars is not installed")

ROWS = {
    "week": [3, 1, 1, 2],
    "village": ["Oesao", "Tarus", "Oesao", "Oesao"],
    "reports": [5, 1, 2, 3],
    "visits": [1.0, 0.5, 1.0, 2.0],
}


@pytest.mark.parametrize("kind", [pandas, polars])
def test_a_long_table_becomes_arrays(kind):
    table = read_table(
        kind.DataFrame(ROWS),
        week="week",
        series="village",
        columns=["reports", "visits"],
        missing={"reports": 0, "visits": 1.0},
    )
    assert table.weeks.tolist() == [1, 2, 3]
    assert table.series.tolist() == ["Oesao", "Tarus"]
    assert table["reports"].tolist() == [[2, 1], [3, 0], [5, 0]]
    assert table["visits"].tolist() == [[1.0, 0.5], [2.0, 1.0], [1.0, 1.0]]
    assert table["reports"].dtype.kind == "i"


@pytest.mark.parametrize("kind", [pandas, polars])
def test_what_a_detector_says_comes_back_with_its_labels(kind):
    days = [dt.date(2026, 1, 5) + dt.timedelta(weeks=i) for i in range(20)]
    long = kind.DataFrame(
        {"week": days * 2, "village": ["a"] * 20 + ["b"] * 20, "reports": [1] * 39 + [9]}
    )
    table = read_table(long, week="week", series="village", columns=["reports"])
    heard = ears(table["reports"], min_sigma=0.5)
    back = write_table(table, {"alarm": heard.alarm, "bound": heard.upper_bound}, weeks=heard.weeks)
    assert isinstance(back, kind.DataFrame)
    assert list(back.columns) == ["week", "series", "alarm", "bound"]
    last = back[-1:] if kind is pandas else back.tail(1)
    assert bool(np.asarray(last["alarm"])[0])
    assert len(back) == 26


def test_a_silent_week_is_a_row_and_judged_weeks_keep_their_labels():
    table = read_table(
        pandas.DataFrame(ROWS), week="week", series="village", columns=["reports"], weeks=range(6)
    )
    assert table["reports"].sum(axis=1).tolist() == [0, 3, 3, 5, 0, 0]
    back = write_table(table, {"x": np.ones((2, 2))}, weeks=range(4, 6), series="village")
    assert back["week"].tolist() == [4, 4, 5, 5]


def test_bad_tables_are_refused_by_name():
    frame = pandas.DataFrame(ROWS)
    with pytest.raises(ValueError, match="needs a column 'cases'"):
        read_table(frame, week="week", series="village", columns=["cases"])
    with pytest.raises(ValueError, match="more for 1 and Oesao"):
        read_table(
            pandas.concat([frame, frame[2:3]]), week="week", series="village", columns=["reports"]
        )
    with pytest.raises(ValueError, match="every week of the table, 3 is not"):
        read_table(frame, week="week", series="village", columns=["reports"], weeks=[1, 2])
    table = read_table(frame, week="week", series="village", columns=["reports"])
    with pytest.raises(ValueError, match="must have the shape"):
        write_table(table, {"x": [1, 2]})
