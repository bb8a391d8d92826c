"""In a real browser an officer signs in with a second factor, settles a reading and answers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from pimpasa.answers import cardsearch
from pimpasa.answers.models import Message
from pimpasa.triage.models import Settlement
from tests.browser.acts import go_on
from tests.browser.chromium import CHROMIUM, FLAGS
from tests.office.desk import code, password_of, with_second_factor
from tests.standing import everyone
from tests.street import TODAY, tell, work

PAGES = (
    "/kantor/",
    "/kantor/laporan/",
    "/kantor/jawaban/",
    "/kantor/jawaban/usul/",
    "/kantor/saya/",
)
CHOICES = ("is_tppo=1", "is_tppm=0", "is_child=0", "urgency=URGENT")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]


@pytest.fixture
def ratna():
    return with_second_factor(everyone()["ratna"])


@pytest.fixture
def report():
    cardsearch.refresh_index(on=TODAY)
    receipt = tell()
    work()
    return receipt.report_id


def sign_in(page, address, account):
    page.goto(f"{address}/akun/masuk/")
    page.fill("[name=login]", account.username)
    page.fill("[name=password]", password_of(account))
    go_on(page, "[name=password]", key="Enter")
    page.fill("[name=code]", code())
    go_on(page, "#go-on")
    expect(page).to_have_url(f"{address}/kantor/")


def settle_and_answer(page):
    for choice in CHOICES:
        name, value = choice.split("=")
        page.check(f"[name={name}][value='{value}']")
    go_on(page, "#putusan button.btn")
    go_on(page, ".suggested a >> nth=0")
    go_on(page, "#jawab button.btn")


def faults_of(page):
    found = Axe().run(page).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found]


def visit(address, account, walk, **context):
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_context(
            bypass_csp=context.pop("bypass_csp", False), **context
        ).new_page()
        sign_in(page, address, account)
        result = walk(page)
        browser.close()
    return result


def test_an_officer_settles_and_answers_with_a_card(live_server, ratna, report):
    def walk(page):
        page.goto(f"{live_server.url}/kantor/laporan/")
        go_on(page, ".rows th a")
        settle_and_answer(page)
        return page.inner_text(".said.ours")

    said = visit(live_server.url, ratna, walk)

    assert Settlement.objects.get(report_id=report).is_tppo
    assert len(said) > 40
    assert Message.objects.filter(report_id=report, officer=ratna.id).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_pages(live_server, ratna, report, scheme):
    def walk(page):
        faults = {}
        for path in (*PAGES, f"/kantor/laporan/{report}/"):
            page.goto(live_server.url + path)
            faults[path] = faults_of(page)
        return {path: found for path, found in faults.items() if found}

    # axe itself is put in from outside, which the pages' own policy would refuse
    assert visit(live_server.url, ratna, walk, bypass_csp=True, color_scheme=scheme) == {}
