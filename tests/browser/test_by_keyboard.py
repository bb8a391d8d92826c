"""Without a mouse: the officer's whole way through a case, and a villager's way to a receipt.

Every stop of the Tab key on the way is looked at: the focus can be seen and lies in the window.
"""

import pytest
from playwright.sync_api import expect

from pimpasa.answers.models import Message
from pimpasa.intake.models import Report
from pimpasa.triage.models import Settlement
from tests.browser.acts import go_on
from tests.browser.chromium import browser, in_a_browser
from tests.browser.test_officer import CHOICES, ratna, report  # noqa: F401
from tests.browser.test_villager import people  # noqa: F401
from tests.office.desk import code, password_of
from tests.street import OFFER

pytestmark = [*in_a_browser, pytest.mark.django_db(transaction=True)]
MOST = 90  # stops on one page; who needs more has lost the way
STOP = ":focus, input[type=date]"  # on the calendar within a date the browser says no :focus
CANNOT_BE_SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  if (at.type === "date" && !at.matches(":focus")) return "";
  const marked = [at, at.parentElement, at.closest("label")].some((one) => {
    const look = one && getComputedStyle(one);
    return look && ((look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0)
      || look.boxShadow !== "none");
  });
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return marked && inside ? "" : at.outerHTML.slice(0, 120);
}"""


def stand_on(page, what):
    """Press Tab until this has the focus."""
    here = "what => document.activeElement.matches(what)"
    for _ in range(MOST):
        if page.evaluate(here, what):
            return
        page.keyboard.press("Tab")
        expect(page.locator(STOP)).not_to_have_count(0)
        assert page.evaluate(CANNOT_BE_SEEN) == ""
    raise AssertionError(f"no way by keyboard to {what}")


def write(page, what, text):
    stand_on(page, what)
    page.keyboard.type(text)
    expect(page.locator(what)).to_have_value(text)


def choose(page, name, value):
    """Walk within the radio buttons of this name, as arrows do."""
    stand_on(page, f"[name={name}]")
    wanted = page.locator(f"[name={name}][value='{value}']")
    for _ in range(page.locator(f"[name={name}]").count()):
        if wanted.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"[name={name}]:focus")).to_be_checked()
    page.keyboard.press("Space")
    expect(wanted).to_be_checked()


def enter(page, what):
    stand_on(page, what)
    go_on(page, ":focus", key="Enter")


def skip(page):
    """The first stop of a page leads past what stands on every page."""
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    assert page.evaluate(CANNOT_BE_SEEN) == ""
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        page.url.partition("#")[0] + page.locator("a.skip").get_attribute("href")
    )


def sign_in(page, address, account):
    page.goto(f"{address}/akun/masuk/")
    write(page, "[name=login]", account.username)
    write(page, "[name=password]", password_of(account))
    go_on(page, ":focus", key="Enter")
    write(page, "[name=code]", code())
    go_on(page, ":focus", key="Enter")
    expect(page).to_have_url(f"{address}/kantor/")


def test_an_officer_does_a_case_without_a_mouse(live_server, ratna, report):  # noqa: F811
    with browser() as chromium:
        page = chromium.new_context().new_page()
        sign_in(page, live_server.url, ratna)
        enter(page, ".rail a[href='/kantor/laporan/']")
        skip(page)
        enter(page, ".rows th a")
        skip(page)
        for choice in CHOICES:
            choose(page, *choice.split("="))
        enter(page, "#putusan button.btn")
        enter(page, ".suggested a")
        enter(page, "#jawab button.btn")
        expect(page.locator(".said.ours")).to_be_visible()
        page.goto(f"{live_server.url}/kantor/")
        enter(page, "form[action='/akun/keluar/'] button")
        page.goto(f"{live_server.url}/kantor/")
        expect(page.locator("[name=password]")).to_be_visible()

    assert Settlement.objects.get(report_id=report).is_tppo
    assert Message.objects.filter(report_id=report, officer=ratna.id).count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_villager_tells_without_a_mouse(live_server, people, scripts):  # noqa: F811
    with browser() as chromium:
        page = chromium.new_context(java_script_enabled=scripts).new_page()
        page.goto(f"{live_server.url}/")
        skip(page)
        enter(page, "ul.doors a")
        write(page, "#cerita", OFFER)
        enter(page, "[name=langkah][value=lihat]")
        enter(page, "[name=langkah][value=kirim]")
        expect(page.locator(".code.large")).to_be_visible()

    assert Report.objects.get().words == OFFER
