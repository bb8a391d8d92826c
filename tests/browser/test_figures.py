"""In a real browser the map of villages is drawn by our own worker, and all can use the figures."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from pimpasa.counts.models import WeekCount
from pimpasa.counts.publishing import publish
from pimpasa.counts.rules import WEEK, week_of, weeks_of_month
from pimpasa.outreach.months import before
from pimpasa.places.models import Location
from tests.browser.chromium import CHROMIUM, FLAGS, in_a_browser
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG, NEXT_VILLAGE, everyone

pytestmark = [*in_a_browser, pytest.mark.django_db(transaction=True)]
DRAWN = [flag for flag in FLAGS if flag != "--disable-gpu"] + [
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
PAGES = ("/kantor/angka/", "/kantor/angka/indonesia/", "/kantor/angka/peta/")


@pytest.fixture
def session(monkeypatch):
    """A supervisor's session, with two villages located and a month published."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    sari = with_second_factor(everyone()["sari"])
    today = timezone.localdate()
    for code, n in ((LOMBANG, 7), (NEXT_VILLAGE, 0)):
        Location.objects.create(code=code, lat=-6.4 - n / 50, lon=108.4, source="test")
    month = before(before(today))
    for week in (week_of(today), week_of(today) - WEEK, *weeks_of_month(month)):
        WeekCount.objects.create(village=LOMBANG, week=week, what="all", n=7, settled=0, heard=7)
    publish(month, on=today)
    return at_the_desk(sari).cookies["sessionid"].value


def opened(player, url, session, **context):
    browser = player.chromium.launch(executable_path=str(CHROMIUM), args=DRAWN)
    around = browser.new_context(**context)
    around.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    return around.new_page()


def test_the_map_is_drawn_and_a_circle_opens_its_village(live_server, session):
    with sync_playwright() as player:
        page, said = opened(player, live_server.url, session), []
        page.on("console", lambda line: said.append(line.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{live_server.url}/kantor/angka/peta/")
        page.wait_for_selector("#peta[data-drawn='2']", timeout=60_000)
        box = page.locator("#peta").bounding_box()
        middle = box["width"] / 2
        link = page.locator("#peta-desa a")
        page.locator("#peta").click(position={"x": middle, "y": box["height"] - 40})
        expect(link).to_have_text(f"Lombang: {7 * WeekCount.objects.count()}")
        expect(link).to_have_attribute("href", re.compile(f"place={LOMBANG}"))
        assert [line for line in said if "Policy" in line or "Trusted" in line] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_figures(live_server, session, scheme):
    faults = {}
    with sync_playwright() as player:
        page = opened(player, live_server.url, session, bypass_csp=True, color_scheme=scheme)
        for path in PAGES:
            page.goto(live_server.url + path)
            found = Axe().run(page).response["violations"]
            faults[path] = [(one["id"], one["nodes"][0]["html"][:120]) for one in found]

    assert {path: found for path, found in faults.items() if found} == {}
