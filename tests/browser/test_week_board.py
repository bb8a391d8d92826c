"""The week's plan is dragged as the officer likes; the choice below follows and is what is sent."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pimpasa.outreach.models import Visit
from pimpasa.outreach.planning import next_week
from tests.browser.acts import go_on
from tests.browser.test_officer import CHROMIUM, faults_of, visit
from tests.office.desk import with_second_factor
from tests.standing import LOMBANG, everyone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]


def test_a_village_is_dragged_to_another_day_and_planned_there(live_server):
    ratna = with_second_factor(everyone()["ratna"])
    friday = next_week(timezone.localdate())[-1]

    def walk(page):
        page.goto(f"{live_server.url}/kantor/kunjungan/pekan/")
        page.wait_for_selector("#board:not([hidden])")
        choice = page.locator(f"select[name='{LOMBANG}.on']")
        faults = faults_of(page)
        page.drag_and_drop("#board li", f"[data-day='{friday}']")
        expect(choice).to_have_value(friday.isoformat())
        choice.select_option("")  # by keyboard the choice moves the card
        expect(page.locator("[data-day=''] li")).to_have_count(1)
        choice.select_option(friday.isoformat())
        go_on(page, "main form.panel .btn")
        expect(page).to_have_url(f"{live_server.url}/kantor/kunjungan/")
        return faults

    assert visit(live_server.url, ratna, walk, bypass_csp=True) == []
    assert Visit.objects.get().planned_on == friday
