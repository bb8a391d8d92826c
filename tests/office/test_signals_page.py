"""The page of a signal tells why it came, and of other people's villages only how many."""

import re
from datetime import timedelta
from html import unescape

import pytest

from pimpasa.counts.models import WeekCount, WeekExposure
from pimpasa.counts.rules import week_of
from pimpasa.doors.office.charts import draw
from pimpasa.intake.models import Readers
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG, NEXT_VILLAGE
from tests.street import OFFER, OWN_WORDS, QUESTION, TODAY, tell, work

WEEK = timedelta(days=7)
MONDAY = week_of(TODAY)


@pytest.fixture
def ratna(people):
    return at_the_desk(with_second_factor(people["ratna"]))


@pytest.fixture
def signal(people):
    for n in range(60):
        for code in (LOMBANG, NEXT_VILLAGE):
            said(code, n, 1 if n % 3 == 0 else 0)
    WeekCount.objects.filter(week=MONDAY).delete()
    said(LOMBANG, 0, 7)
    said(NEXT_VILLAGE, 0, 4)
    WeekExposure.objects.create(village=LOMBANG, week=MONDAY, visits=1, attendance=5)
    noticed = Noticed(
        kind=SignalKind.RISE,
        what="topic:tppo",
        villages=[LOMBANG, NEXT_VILLAGE],
        week=MONDAY,
        method="tree",
        observed=11,
        expected=1.4,
        upper=3,
        chance=0.001,
        why={"weeks": 1, "people": 5, "per_hundred": 4.5},
    )
    return raise_signal(noticed, today=TODAY)


def said(code, weeks_ago, n):
    if n:
        week = MONDAY - weeks_ago * WEEK
        WeekCount.objects.create(
            village=code, week=week, what="topic:tppo", n=n, settled=0, heard=n
        )


def text(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_the_list_shows_what_came_and_what_was_expected(ratna, signal):
    page = text(ratna, "/kantor/sinyal/")

    assert f"/kantor/sinyal/{signal.id}/" in page
    assert "1,4" in page


@pytest.mark.parametrize(
    ("query", "is_listed"),
    [
        ("?kind=RISE&what=topic:tppo", True),
        ("?kind=RULE", False),
        ("?what=topic:passport", False),
        ("?since=2030-01-01", False),
        ("?kind=NONSENSE", True),
    ],
)
def test_the_list_is_narrowed_by_its_address(ratna, signal, query, is_listed):
    assert (str(signal.id) in text(ratna, f"/kantor/sinyal/{query}")) is is_listed


def test_the_page_draws_the_course_and_tells_the_reasons(ratna, signal):
    page = text(ratna, f"/kantor/sinyal/{signal.id}/")

    assert 'class="band"' in page
    assert page.count('class="alarm"') >= 2  # in the legend and in the picture
    assert 'class="expo"' in page
    assert "1.000" in page or "1000" in page
    assert "4,5" in page


def test_a_village_of_another_officer_shows_as_fewer_than_five(ratna, signal):
    page = text(ratna, f"/kantor/sinyal/{signal.id}/")

    assert "Lombang" in page
    assert "Juntikebon" not in page
    assert "&lt;5" in page


def test_nothing_on_the_pages_adds_up_to_the_few_of_others(ratna, signal):
    one, all_of_them = text(ratna, f"/kantor/sinyal/{signal.id}/"), text(ratna, "/kantor/sinyal/")
    figures = r'<td class="num"[^>]*>(?:<a [^>]*>)?(\d+)(?:</a>)?</td>'

    # Her own 7 and the 4 of others would be 11; in an older week her 1 and another's 1 would be 2.
    words = re.sub(r"<svg.*?</svg>", "", one.split("<main")[1], flags=re.DOTALL)
    assert "11" not in re.findall(r"\d+", re.sub(r"<[^>]*>", " ", words))
    assert set(re.findall(figures, one.split("<details")[1].split("</details")[0])) == {
        "0",
        "1",
        "5",
        "7",
    }
    assert re.findall(figures, all_of_them.split("anggaran")[0]) == []
    assert all_of_them.split("anggaran")[0].count("isembunyikan") == 2  # and why


def test_an_analyst_goes_on_from_the_list_to_rules_and_backtest(people, signal):
    page = text(at_the_desk(with_second_factor(people["agus"])), "/kantor/sinyal/")

    assert 'href="/kantor/sinyal/aturan/"' in page
    assert 'href="/kantor/sinyal/uji/"' in page


def test_enough_of_others_is_told_as_a_sum(people, ratna, signal):
    WeekCount.objects.filter(village=NEXT_VILLAGE, week=MONDAY).update(n=5)

    assert "11" in text(ratna, f"/kantor/sinyal/{signal.id}/")


def test_what_is_noted_is_shown_on_request_and_says_why_it_is_no_alarm(people, ratna):
    tell(OFFER)
    tell(OFFER, village=NEXT_VILLAGE, today=TODAY + timedelta(days=1))
    work()
    alarms = text(ratna, "/kantor/sinyal/")
    noted = text(ratna, "/kantor/sinyal/?quiet=ALL")

    assert signal_links(alarms) == []
    assert "?quiet=ALL" in alarms
    [address] = signal_links(noted)
    assert signal_links(text(ratna, "/kantor/sinyal/?quiet=ONE_VOICE")) == [address]
    assert signal_links(text(ratna, "/kantor/sinyal/?quiet=SERVICE")) == []
    page = text(ratna, address)
    assert "Ini dicatat, bukan tanda bahaya." in page


def signal_links(page):
    return re.findall(r'href="(/kantor/sinyal/[0-9a-f-]{36}/)"', page)


def test_what_recurs_is_told_without_a_band_and_without_the_contact(people, ratna):
    tell(OFFER)
    tell(OWN_WORDS, village=NEXT_VILLAGE, today=TODAY + timedelta(days=1))
    work()
    address = text(ratna, "/kantor/sinyal/").split('href="/kantor/sinyal/')[2].split('"')[0]

    page = text(ratna, f"/kantor/sinyal/{address}")

    assert 'class="band"' not in page
    assert "1122" not in page


def figures_of(page):
    """The way and the number of each figure on a page."""
    return [
        (unescape(way), int(n))
        for way, n in re.findall(r'<a href="([^"]+)" data-figure="(\d+)"', page)
    ]


def test_each_number_of_a_rise_opens_as_many_reports(people, ratna):
    for n in range(2):
        tell(QUESTION + " " * n + str(n))
    tell(QUESTION, village=NEXT_VILLAGE)
    work()
    noticed = Noticed(
        kind=SignalKind.RISE,
        what="topic:passport",
        villages=[LOMBANG, NEXT_VILLAGE],
        week=MONDAY,
        method="tree",
        observed=3,
        expected=0.1,
        upper=1,
        chance=0.001,
        why={"weeks": 2},
    )
    rise = raise_signal(noticed, today=TODAY)

    figures = figures_of(text(ratna, f"/kantor/sinyal/{rise.id}/"))

    assert [n for _way, n in figures].count(2) == 2  # her village, and the week
    for way, n in figures:
        assert f'data-rows="{n}"' in text(ratna, way), way
    assert text(ratna, f"/kantor/laporan/?signal={rise.id}").count("/kantor/laporan/") > 2


def test_what_recurs_is_drawn_by_day_and_place_and_opens_its_reports(people, ratna):
    receipt = tell(OFFER)
    tell(OFFER, today=TODAY + timedelta(days=1))
    tell(OWN_WORDS, village=NEXT_VILLAGE, today=TODAY + timedelta(days=2))
    work()
    [address] = signal_links(text(ratna, "/kantor/sinyal/"))

    page = text(ratna, address)

    assert page.count('class="dot passed"') == 2  # in the legend, and one report
    assert page.count('class="dot"') == 2
    assert f'<a href="/kantor/laporan/{receipt.report_id}/">' in page
    assert "Juntikebon" not in page
    [(way, n)] = figures_of(page)
    assert n == 2
    assert 'data-rows="2"' in text(ratna, way)


def test_a_signal_of_others_opens_no_list(people, ratna, signal):
    made = at_the_desk(with_second_factor(people["made"]))

    assert made.get(f"/kantor/laporan/?signal={signal.id}").status_code == 404


def test_words_for_another_office_are_not_known_by_what_recurs(people, ratna):
    tell(OFFER)
    tell(OWN_WORDS, village=NEXT_VILLAGE)
    tell(OWN_WORDS + " Petugas desa ikut.", readers=Readers.ELSEWHERE)
    work()
    [address] = signal_links(text(ratna, "/kantor/sinyal/"))

    page = text(ratna, address)

    assert [n for _way, n in figures_of(page)] == [1]
    assert not re.search(r"\b[23] laporan", page)


def test_a_chart_has_round_steps_and_marks_what_lies_above():
    weeks = [MONDAY + n * WEEK for n in range(3)]

    chart = draw(weeks, [1, 2, 12], expected=[1, 1, 1], upper=[3, 3, 3], people=[0, 0, 40])

    assert [mark.label for mark in chart.grid] == ["0", "5", "10", "15"]
    assert [mark.label for mark in chart.alarms] == ["12"]
    assert len(chart.dots) == 2
    assert len(chart.bars) == 1
