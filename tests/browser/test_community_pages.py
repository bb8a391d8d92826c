"""Every page of the community door, forms with errors too, as people of all kinds meet it."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

from pimpasa.answers import cardsearch
from pimpasa.doors.community import even
from pimpasa.doors.community.pages import sending
from pimpasa.intake.valves import Valves
from tests.browser.chromium import browser, in_a_browser
from tests.community.conftest import Villager
from tests.community.pages import every_page
from tests.standing import TODAY, everyone

pytestmark = [*in_a_browser, pytest.mark.django_db(transaction=True)]

ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [  # what a colour scheme and a width can change is asked in each, all the rest in two
    (320, "light", ALL),
    (320, "dark", ["color-contrast", "link-in-text-block"]),
    (1280, "dark", ALL),
    (1280, "light", ["color-contrast", "target-size"]),
]


@pytest.fixture(params=["", "/en"], ids=["id", "en"])
def pages(request, monkeypatch):
    monkeypatch.setattr(sending, "VALVES", Valves())
    monkeypatch.setattr(even, "STEP_SECONDS", 0.000_001)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    cardsearch.refresh_index(on=TODAY)
    everyone()
    return {name: body_of(page) for name, page in every_page(Villager(), prefix=request.param)}


def body_of(response):
    zipped = response.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(response.content) if zipped else response.content


def show(page, address, body):
    """Give the browser this page; the style sheet and pictures come from the server."""
    page.unroute("**/halaman")
    page.route("**/halaman", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{address}/halaman")


def faults_of(page, rules):
    """What axe finds, and whether the page has to be pushed sideways."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    faults = [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return faults + ([f"{wide} pixels too wide"] if wide > 0 else [])


def test_everybody_can_use_every_page(live_server, pages):
    faults = {}
    with browser() as chromium:
        page = chromium.new_context(reduced_motion="reduce").new_page()
        for name, body in pages.items():
            show(page, live_server.url, body)
            page.evaluate(Axe().axe_script)
            for width, scheme, rules in LOOKS:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                if found := faults_of(page, rules):
                    faults[f"{name}, {width}, {scheme}"] = found

    assert len(pages) > 35
    assert faults == {}
