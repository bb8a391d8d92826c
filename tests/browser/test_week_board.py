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
    days = next_week(timezone.localdate())
    friday = days[-1]

    def walk(page):
        page.goto(f"{live_server.url}/kantor/kunjungan/pekan/")
        choice = page.locator(f"select[name='{LOMBANG}.on']")
        faults = faults_of(page)
        choice.select_option(days[0].isoformat())  # by keyboard the choice moves the card
        expect(page.locator(f"[data-day='{days[0]}'] li")).to_have_count(1)
        page.drag_and_drop("#board li .grip", f"[data-day='{friday}']")
        expect(choice).to_have_value(friday.isoformat())
        expect(page.locator("#moves li").first).to_be_attached()
        page.reload()
        expect(page.locator(f"[data-day='{friday}'] li")).to_have_count(1)  # it was kept
        go_on(page, "main form .btn:not([name])")
        expect(page).to_have_url(f"{live_server.url}/kantor/kunjungan/")
        return faults

    assert visit(live_server.url, ratna, walk, bypass_csp=True) == []
    assert Visit.objects.get().planned_on == friday
