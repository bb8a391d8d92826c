"""What is planted is read as it is meant, and held against what was raised."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pimpasa.counts.rules import week_of
from pimpasa.demo.found import account
from pimpasa.demo.planted import keep_planted, plan_planted, read_planted
from pimpasa.links.voices import voices
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.triage.reader import read
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import village

UNTIL = date(2026, 11, 24)


@pytest.fixture
def planned(db, settings):
    settings.DEMO = True
    planned = [one for one, _told in plan_planted(until=UNTIL)]
    for code in {code for one in planned for code in one.villages}:
        village(code, code, district=code[:8], regency=code[:5], province=code[:2])
    keep_planted(planned)
    yield {one.name: one for one in planned}
    Path(settings.KEY_FILE).with_name("planted.json").unlink()


def raised(what, villages, on, kind=SignalKind.RISE):
    noticed = Noticed(kind, what, villages, week_of(on), "test", 9, 1.0, 3.0, 0.001)
    return raise_signal(noticed, today=on)


def test_the_reader_sees_in_most_lines_what_they_were_planted_for():
    """Not in all: it misses some words of people, and the outbreaks are found all the same."""
    for planted, scenes in plan_planted(until=UNTIL):
        lines = {scene.words for scene in scenes}
        seen = [{f"topic:{t}" for t in read(words).topics} & set(planted.whats) for words in lines]
        assert sum(map(bool, seen)) >= 0.7 * len(lines), planted.name


def test_each_tells_of_an_outbreak_in_words_of_their_own():
    for planted, scenes in plan_planted(until=UNTIL):
        if planted.is_outbreak:
            texts = {n: scene.words for n, scene in enumerate(scenes)}
            assert len(set(voices(texts).values())) == planted.tellings


def test_a_rumour_is_one_voice_however_it_is_passed_on():
    rumour = next(told for one, told in plan_planted(until=UNTIL) if one.kind == "RUMOUR")

    assert len({scene.words for scene in rumour}) > 1
    assert len(set(voices({n: s.words for n, s in enumerate(rumour)}).values())) == 1


def test_tellings_lie_within_their_weeks_and_reach_every_village():
    for planted, scenes in plan_planted(until=UNTIL):
        assert len(scenes) == planted.tellings
        assert {scene.village for scene in scenes} == set(planted.villages)
        assert all(planted.began <= scene.on <= planted.ended < UNTIL for scene in scenes)


def test_three_are_to_be_found_and_three_are_not():
    kinds = sorted(planted.kind for planted, _told in plan_planted(until=UNTIL))

    assert kinds == ["BURST", "CAMPAIGN", "OUTBREAK", "OUTBREAK", "OUTBREAK", "RUMOUR"]


def test_the_week_of_talks_lies_in_the_weeks_of_an_outbreak():
    planned = {planted.name: planted for planted, _told in plan_planted(until=UNTIL)}
    talks, outbreak = planned["penyuluhan"], planned["kamboja"]

    assert outbreak.began <= talks.began < talks.ended <= outbreak.ended
    assert not set(talks.villages) & set(outbreak.villages)


def test_a_signal_counts_for_what_it_speaks_of_and_for_nothing_else(planned):
    boats = planned["perahu"]
    late = raised("topic:tppm", boats.villages[:3], boats.began + timedelta(days=16))
    early = raised("topic:tppm", boats.villages[3:5], boats.began - timedelta(days=10))
    about = raised("topic:passport", boats.villages[:3], boats.began + timedelta(days=16))
    elsewhere = raised("topic:tppm", ["32.12.11.2010"], boats.began + timedelta(days=16))

    found = account(read_planted())

    by_name = {outcome.planted.name: outcome for outcome in found.outcomes}
    assert by_name["perahu"].signals == (late,)
    assert by_name["perahu"].days_until == 16
    assert not by_name["kamboja"].is_as_hoped
    assert by_name["serbuan"].is_as_hoped
    assert set(found.others) == {early, about, elsewhere}


def test_the_page_tells_found_missed_and_quiet(people, planned, settings):
    bride = planned["pengantin"]
    raised("topic:marriage_adopt", bride.villages[:4], bride.began + timedelta(days=14))
    desk = at_the_desk(with_second_factor(people["ratna"]))

    page = desk.get("/kantor/peragaan/").content.decode()

    assert page.count('class="tag ok"') == 4  # one found, three quiet
    assert page.count('class="tag danger"') == 2

    settings.DEMO = False
    assert desk.get("/kantor/peragaan/").status_code == 404
