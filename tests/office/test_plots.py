"""The plots of a test: marks stand where the figures say, whatever the figures are."""

import pytest

from pimpasa.doors.office.plots import plot_ease, plot_gains, plot_telling_apart
from pimpasa.training.measures import Gain, ItemMeasure


def gain(low, mean, high):
    return Gain(n=9, before=40, after=40 + mean, mean=mean, low=low, high=high)


def at(share):
    return pytest.approx(float(share[:-1]), abs=0.01)


def test_a_gain_stands_between_the_ends_of_its_interval_on_an_axis_that_holds_all():
    plot = plot_gains([("A", gain(-12, 5, 22)), ("B", gain(30, 50, 70))])

    assert [tick.label for tick in plot.ticks] == ["-20", "0", "20", "40", "60", "80"]
    assert plot.zero == plot.ticks[1].at
    first, second = plot.rows
    assert at(first.low) == 4 + 92 * (-12 + 20) / 100
    assert at(second.mean) == 4 + 92 * (50 + 20) / 100
    assert at(second.high) == 4 + 92 * (70 + 20) / 100
    assert second.y - first.y == plot_gains([("A", gain(1, 2, 3))]).tall - 26


def test_the_axis_begins_at_zero_where_nothing_was_lost():
    labels = [tick.label for tick in plot_gains([("A", gain(21, 22, 23))]).ticks]
    assert labels == ["0", "20", "40"]


def test_a_question_stands_by_how_many_knew_it_and_how_it_tells_apart():
    easy, hard = ItemMeasure("a", 0.5, 0.75, 0.5), ItemMeasure("b", 0.1, 0.25, 0.19)
    known, wrong = ItemMeasure("c", 0.5, 1.0, None), ItemMeasure("d", 0.5, 0.5, -0.4)
    items = [easy, hard, known, wrong]

    ease, apart = plot_ease(items), plot_telling_apart(items)

    assert [(line.since, line.until) for line in ease.lines[:2]] == [
        (ease.ticks[2].at, ease.ticks[3].at),
        ("19.82%", ease.ticks[1].at),
    ]
    assert [(line.number, line.is_weak) for line in apart.lines] == [
        (1, False), (2, True), (4, True),
    ]  # fmt: skip
    assert [line.y for line in apart.lines] == [ease.lines[n].y for n in (0, 1, 3)]
    assert {line.since for line in apart.lines} == {apart.ticks[0].at}
    assert place(apart.lines[2]) < place(apart.lines[1]) < place(apart.lines[0])
    assert place(apart.lines[1]) < float(apart.limit[:-1]) < place(apart.lines[0])
    assert apart.left_out == (3,)


def place(line):
    return float(line.until[:-1])
