"""A year on paper: the same for a seed, and shaped like a year."""

from collections import Counter
from datetime import date
from random import Random

from pimpasa.base.content import content_root
from pimpasa.demo.plan import Home
from pimpasa.demo.script import MESSAGES, Line, read_lines, write_year

UNTIL = date(2026, 11, 24)
LATE = date(2026, 5, 1)
HOMES = [
    Home("32.12.11.2011", date(2024, 11, 4), 3, ()),
    Home("53.04.02.2002", date(2024, 11, 4), 1, ()),
    Home("61.01.08.2007", LATE, 1, ()),
]


def year(seed=1, lines=None, **more):
    lines = lines or read_lines(content_root() / "demo")
    return write_year(lines, HOMES, random=Random(seed), until=UNTIL, **more)


def test_the_same_seed_gives_the_same_year_and_another_another():
    assert year(1) == year(1)
    assert year(1) != year(2)


def test_three_thousand_speak_in_order_of_days_in_one_year():
    scenes = year()

    assert len(scenes) == MESSAGES
    assert [s.on for s in scenes] == sorted(s.on for s in scenes)
    assert (UNTIL - scenes[0].on).days < 365
    assert scenes[-1].on <= UNTIL


def test_every_line_is_said_before_any_is_said_again():
    lines = [Line(f"kata {n}", "REPORT") for n in range(100)]

    said = Counter(s.words for s in year(lines=lines, messages=250))

    assert set(said.values()) == {2, 3}
    assert len(said) == 100


def test_weekdays_are_busier_and_weight_tells_where():
    scenes = year()
    by_day = Counter(s.on.weekday() for s in scenes)
    by_village = Counter(s.village for s in scenes)

    assert by_day[0] > by_day[6]
    assert by_village["32.12.11.2011"] > 2 * by_village["53.04.02.2002"]
    assert 0 < by_village[None] < 0.05 * MESSAGES


def test_a_village_speaks_once_it_is_fostered():
    heard = [s.on for s in year() if s.village == "61.01.08.2007"]

    assert len(heard) > 100
    assert min(heard) >= LATE


def test_the_words_are_many_and_of_all_kinds():
    lines = read_lines(content_root() / "demo")

    assert len({line.text for line in lines}) / len(lines) > 0.97
    assert {line.kind for line in lines} == {"QUESTION", "SUGGESTION", "REPORT", "JOB_OFFER"}
