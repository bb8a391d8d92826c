"""The story: a villager tells, an officer settles and answers, the villager reads and replies."""

import time
from types import SimpleNamespace

from playwright.sync_api import expect

from tests.browser.acts import go_on
from tests.browser.chromium import browser, in_a_browser
from tests.browser.test_officer import settle_and_answer, sign_in
from tests.browser.test_villager import MORE, Villager

pytestmark = in_a_browser
READ_WITHIN = 60  # seconds until the worker has made its reading, on a busy machine


def open_case(page, address):
    """The officer opens the one case there is, once the machine has read it."""
    page.goto(f"{address}/kantor/laporan/")
    go_on(page, ".rows th a")
    deadline = time.monotonic() + READ_WITHIN
    while not page.locator("#putusan input[type=radio]").count():
        assert time.monotonic() < deadline, "the worker made no reading"
        page.reload()
    return page.url


def test_a_village_is_heard_and_answered(begin):
    system = begin()
    address = f"http://localhost:{system.port}"
    with browser() as chromium:
        phone = chromium.new_context(
            java_script_enabled=False, viewport={"width": 320, "height": 640}
        )
        villager = Villager(phone, address, "id")
        villager.tell("lombang")
        villager.change()
        code = villager.send()
        villager.page.close()

        desk = chromium.new_context().new_page()
        sign_in(desk, address, SimpleNamespace(username="ratna"))
        case = open_case(desk, address)
        expect(desk.locator("main")).to_contain_text("Salam dari warga sini.")
        settle_and_answer(desk)
        answer = desk.inner_text(".said.ours")

        villager.page = phone.new_page()
        villager.open(code)
        heard = villager.page.inner_text(".thread li:not(.me) .said")
        assert " ".join(heard.split()) in " ".join(answer.split())
        assert "Ratna" not in villager.page.content()
        villager.write_back()

        desk.goto(case)
        expect(desk.locator("main")).to_contain_text(MORE)
