"""An officer with a phone: everything a thumb has to meet is large enough, signing out included."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import browser, in_a_browser
from tests.browser.test_desk_in_full import MENU, enter
from tests.office.desk import with_second_factor
from tests.standing import everyone

THUMB = 44  # pixels
SMALL = """least => [...document.querySelectorAll(
    'header.rail :is(nav a, .me a, button, label), main button, main select, main .btn')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < least - 0.5)
  .map(one => one.textContent.trim())"""

pytestmark = [*in_a_browser, pytest.mark.django_db(transaction=True)]


def test_an_officer_reaches_everything_with_a_thumb(live_server, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    sari = with_second_factor(everyone()["sari"])
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 320, "height": 720})
        enter(page, live_server.url, sari)
        page.get_by_role("checkbox", name="Menu").press("Space")
        expect(page.get_by_role("button", name="Keluar")).to_be_visible()
        expect(page.get_by_role("link", name="Akun, bahasa, tampilan")).to_be_visible()
        small = {}
        for path in ("", "laporan/", "rujukan/", "desa/", "kunjungan/", "kanim/", "jawaban/"):
            page.goto(f"{live_server.url}/kantor/{path}")
            page.click(MENU)
            expect(page.locator(".rail nav")).to_be_visible()
            small[path] = page.evaluate(SMALL, THUMB)

    assert {path: those for path, those in small.items() if those} == {}
