"""In real browsers a month is signed by its officer and then by the supervisor."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pimpasa.outreach.models import MonthReport, Visit
from pimpasa.outreach.months import before
from pimpasa.outreach.reporting import are_good
from tests.browser.acts import go_on, unfold
from tests.browser.test_officer import CHROMIUM, faults_of, visit
from tests.office.desk import with_second_factor
from tests.standing import LOMBANG, everyone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]


def test_a_month_is_signed_twice(live_server):
    people, month = everyone(), before(timezone.localdate())
    ratna, sari = (with_second_factor(people[name]) for name in ("ratna", "sari"))
    Visit.objects.create(
        village_id=LOMBANG,
        kind="talk",
        planned_on=month,
        made_on=month + timedelta(days=4),
        officer=ratna.id,
        audience={"F.26-45": 21},
    )
    address = f"{live_server.url}/kantor/kunjungan/bulan/"
    narrow = {"viewport": {"width": 320, "height": 900}, "bypass_csp": True}

    def officer_signs(page):
        page.goto(address)
        faults = faults_of(page)
        go_on(page, "main form[method=post] .btn")
        go_on(page, ".panel a[href*='/bulan/']")
        return faults + faults_of(page)

    def supervisor_signs(page):
        page.goto(address)
        go_on(page, ".list a.title")
        unfold(page, "details.act >> nth=0")
        faults = faults_of(page)
        go_on(page, "details.act[open] .btn")
        expect(page.locator(".track .tag.ok").nth(1)).to_be_visible()
        return faults

    assert visit(live_server.url, ratna, officer_signs, color_scheme="dark", **narrow) == []
    assert visit(live_server.url, sari, supervisor_signs, **narrow) == []
    assert are_good(MonthReport.objects.get()) == (True, True)
