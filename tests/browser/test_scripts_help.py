"""Three small scripts make the way shorter where they run; the strict policy stays in force."""

import re

import pytest
from playwright.sync_api import expect

from pimpasa.doors.community.pages import sending
from pimpasa.intake.models import Report
from tests.browser.acts import go_on
from tests.browser.chromium import browser, in_a_browser
from tests.browser.test_villager import people  # noqa: F401
from tests.community.test_valves import Closed
from tests.standing import LOMBANG
from tests.street import OFFER

pytestmark = [
    *in_a_browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("people"),
]
EXPECTED = re.compile("status of (429|503)")  # which the tests below ask for
WEATHER = "https://www.bmkg.go.id/"


@pytest.fixture
def page():
    """A page whose every complaint fails the test."""
    with browser() as chromium:
        opened = chromium.new_context(viewport={"width": 320, "height": 640}).new_page()
        complaints = []
        opened.on("console", lambda said: complaints.append(said.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        yield opened
        assert [said for said in complaints if not EXPECTED.search(said)] == []


def test_leaving_quickly_leaves_no_page_to_go_back_to(live_server, page):
    page.route(f"{WEATHER}**", lambda route: route.fulfill(body="cuaca", content_type="text/html"))
    page.goto(f"{live_server.url}/")
    page.goto(f"{live_server.url}/lapor/")
    page.fill("#cerita", OFFER)
    go_on(page, "a.leave")
    expect(page).to_have_url(WEATHER)
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/")


def test_a_device_does_the_work_and_the_sum_is_not_needed(live_server, page, monkeypatch):
    page.goto(f"{live_server.url}/en/lapor/")
    page.fill("#cerita", OFFER)
    go_on(page, "[name=langkah][value=lihat]")
    monkeypatch.setattr(sending, "VALVES", Closed())
    send_expecting(page, 429)
    expect(page.locator("#kerja [role=status]")).to_contain_text("Done", timeout=60_000)
    expect(page.locator("#jumlah")).to_be_hidden()
    send_expecting(page, 200)
    assert Report.objects.get().words == OFFER


def send_expecting(page, status):
    with page.expect_navigation() as came:
        page.click("[name=langkah][value=kirim]")
    assert came.value.status == status


def test_a_village_is_chosen_while_typing_with_keys_alone(live_server, page):
    page.goto(f"{live_server.url}/lapor/")
    page.fill("#cerita", OFFER)
    field = page.get_by_role("combobox")
    field.press_sequentially("lombang")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    chosen = page.get_by_role("option", selected=True)
    field.press("ArrowDown")
    expect(chosen).to_contain_text("Juntinyuat")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    field.press("Enter")
    expect(field).to_have_value("Lombang, Juntinyuat")
    expect(field).to_have_attribute("aria-expanded", "false")
    go_on(page, "[name=langkah][value=lihat]")
    expect(page.locator(f"[name=desa_kode][value='{LOMBANG}']")).to_be_checked()


def test_a_name_changed_after_choosing_is_looked_up_anew(live_server, page):
    page.goto(f"{live_server.url}/lapor/")
    page.fill("#cerita", OFFER)
    field = page.get_by_role("combobox")
    field.press_sequentially("lombang")
    page.get_by_role("option").click()
    expect(field).to_have_value("Lombang, Juntinyuat")
    field.fill("juntikebon")
    go_on(page, "[name=langkah][value=lihat]")
    expect(page.locator("[name=desa_kode]:checked")).not_to_have_attribute("value", LOMBANG)


def test_escape_closes_the_list_and_a_silent_server_is_no_harm(live_server, page):
    page.goto(f"{live_server.url}/lapor/")
    field = page.get_by_role("combobox")
    field.press_sequentially("lombang")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.route("**/desa/", lambda route: route.fulfill(status=503, body=""))
    page.fill("#cerita", OFFER)
    field.fill("lombang")
    go_on(page, "[name=langkah][value=lihat]")
    expect(page.locator(f"[name=desa_kode][value='{LOMBANG}']")).to_be_checked()
