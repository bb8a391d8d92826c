"""Every page in the table of addresses of the office: axe finds nothing, nothing is cut off.

A page is looked at once, by the first of these roles that may open it. It takes a while: that is
the price of leaving none out.
"""

import pytest
from playwright.sync_api import sync_playwright

from pimpasa.people.rules import Role, needs_second_factor
from tests.browser.acts import unfold
from tests.browser.test_desk_in_full import enter
from tests.browser.test_officer import CHROMIUM, FLAGS, faults_of
from tests.house.access import OFFICE
from tests.house.test_access_matrix import PEOPLE, path_of
from tests.house.things import MAKE
from tests.office.desk import with_second_factor
from tests.standing import LOMBANG, everyone
from tests.street import work

ORDER = (
    Role.SUPERVISOR,
    Role.PIMPASA,
    Role.ANALYST,
    Role.DIRECTORATE,
    Role.TRAINER,
    Role.PARTNER,
    Role.DPO,
    Role.ADMIN,
)
PAPERS = {  # files, not pages
    "attachment",
    "figures_points",
    "figures_recap",
    "ledger_export",
    "training_badge",
    "training_material",
    "training_paper",
    "training_sheet",
    "villages_dossier",
    "visits_month_paper",
    "visits_month_recap",
    "visits_picture",
    "warnings_board",
    "warnings_cap",
}
NARROW = {"width": 320, "height": 720}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]


@pytest.fixture(autouse=True)
def _the_browser_has_a_loop_of_its_own(monkeypatch):
    """Playwright runs a loop beside the test, which Django would take for asynchronous code."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pages_of(role):
    """The desk, and what nobody before in the order may open."""
    before = ORDER[: ORDER.index(role)]
    return [
        name
        for name, page in OFFICE.items()
        if role in page.get
        and name not in PAPERS
        and (name == "desk" or not any(one in page.get for one in before))
    ]


def look_at(page, address, names):
    found = {}
    for name in names:
        about = OFFICE[name].about
        path = path_of(name, MAKE[about](LOMBANG) if about else None)
        work()
        answer = page.goto(address + path)
        assert answer.status == 200, name
        unfold(page, "main details")
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[name] = faults_of(page) + ([("too wide", wide)] if wide > NARROW["width"] else [])
    return {name: faults for name, faults in found.items() if faults}


def test_every_page_is_looked_at_by_somebody():
    looked_at = {name for role in ORDER for name in pages_of(role)}

    assert looked_at == {name for name, page in OFFICE.items() if page.get} - PAPERS


@pytest.mark.parametrize("role", ORDER)
def test_a_role_can_use_its_pages_on_a_phone_in_the_dark(live_server, role):
    account = everyone()[PEOPLE[role][0]]
    if needs_second_factor(role):
        with_second_factor(account)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        # axe itself is put in from outside, which the pages' own policy would refuse
        page = browser.new_context(bypass_csp=True, viewport=NARROW, color_scheme="dark").new_page()
        enter(page, live_server.url, account)
        found = look_at(page, live_server.url, pages_of(role))
        browser.close()

    assert found == {}
