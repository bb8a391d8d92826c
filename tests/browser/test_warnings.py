"""In a browser: a signal is looked into, proves true, and the warning hangs on the notice board."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from tests.browser.acts import go_on, unfold
from tests.browser.chromium import browser, in_a_browser
from tests.browser.test_officer import sign_in
from tests.office.desk import with_second_factor
from tests.office.test_verification_page import ASSESSED
from tests.office.test_warnings_pages import SAID
from tests.standing import LOMBANG, everyone
from tests.street import work

pytestmark = [*in_a_browser, pytest.mark.django_db(transaction=True)]
TEXTS = tuple(name for name in SAID if name.endswith(("_id", "_en")))


@pytest.fixture(autouse=True)
def _the_browser_has_a_loop_of_its_own(monkeypatch):
    """Playwright runs a loop beside the test, which Django would take for asynchronous code."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def people():
    return {name: with_second_factor(account) for name, account in everyone().items()}


def step(page, part, *, chosen="", **written):
    """Open the fold of a step, choose and fill in, do it."""
    fold = page.locator(f"details:has(form[action$='/periksa/{part}/'])")
    unfold(page, fold)
    if chosen:
        fold.locator(f"[name=value][value={chosen}]").check()
    for name, text in written.items():
        field = fold.locator(f"[name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(text)
        elif field.get_attribute("type") == "radio":
            fold.locator(f"[name={name}][value='{text}']").check()
        else:
            field.fill(text)
    go_on(page, fold.locator("button.btn"))


def look_into(page, address):
    """The officer finds the signal, decides, assesses and concludes."""
    page.goto(f"{address}/kantor/periksa/")
    go_on(page, ".rows th a")
    step(page, "putusan", chosen="ASSESS", note="Tiga sumber berbeda")
    step(page, "risiko", **ASSESSED)
    step(page, "kesimpulan", chosen="TRUE", note="Dua keluarga sudah membayar")
    expect(page.locator("main")).to_contain_text("Dua keluarga sudah membayar")


def draft(page):
    """The same officer writes what the villages are told."""
    go_on(page, "a[href$='/peringatan/']:not(.rail a)")
    page.check(f"[name=severity][value={SAID['severity']}]")
    page.check(f"[name=scope][value={SAID['scope']}]")
    page.check(f"[name=places][value='{SAID['places'][0]}']")
    for name in TEXTS:
        page.fill(f"[name={name}]", SAID[name])
    go_on(page, "main form button.btn")
    return page.url


def test_from_a_signal_to_the_notice_board(live_server, people):
    today = timezone.localdate()
    noticed = Noticed(SignalKind.RISE, "topic:tppo", [LOMBANG], today, "test", observed=9)
    raise_signal(noticed, today=today)
    work(now=timezone.now())
    address = live_server.url
    with browser() as chromium:
        ratna, sari = (chromium.new_context().new_page() for _ in range(2))
        for page, name in ((ratna, "ratna"), (sari, "sari")):
            sign_in(page, address, people[name])
        look_into(ratna, address)
        warning = draft(ratna)
        expect(ratna.locator("form[action$='/setuju/']")).to_have_count(0)

        sari.goto(warning)
        unfold(sari, "details:has(form[action$='/setuju/'])")
        go_on(sari, "form[action$='/setuju/'] button.btn")
        work(now=timezone.now())

        phone = chromium.new_context(java_script_enabled=False).new_page()
        phone.goto(f"{address}/peringatan/")
        go_on(phone, f"text={SAID['headline_id']}")
        expect(phone.locator("main")).to_contain_text(SAID["advice_id"])
        board = phone.request.get(
            phone.locator("main a[href$='/papan/']").evaluate("link => link.href")
        )
        assert board.headers["content-type"] == "application/pdf"
        assert board.body().startswith(b"%PDF")
