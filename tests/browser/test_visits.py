"""In a real browser a visit is planned and reported with a photo, a promise and words heard."""

import io
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from pimpasa.intake.models import Report
from pimpasa.outreach.actions import write_profile
from pimpasa.outreach.models import Photo, Promise, Visit
from tests.browser.acts import go_on, unfold
from tests.browser.test_officer import CHROMIUM, faults_of, visit
from tests.intake.test_files import photo
from tests.office.desk import with_second_factor
from tests.standing import LOMBANG, everyone
from tests.street import NOW, officer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]
FACTS = {"livelihoods": {"text": "Nelayan", "source": "Kepala desa", "on": "2026-03-01"}}


@pytest.fixture
def ratna():
    """She knows her village."""
    people = everyone()
    write_profile(officer(people, "ratna"), LOMBANG, FACTS, id=uuid4(), seen_version=0, now=NOW)
    return with_second_factor(people["ratna"])


def plan_and_report(page, look, address):
    today = timezone.localdate().isoformat()
    page.goto(f"{address}/kantor/desa/{LOMBANG}/kehidupan/")
    look(page, "profile")
    page.goto(f"{address}/kantor/kunjungan/rencana/?desa={LOMBANG}")
    look(page, "plan")
    page.check("[name=kind][value=talk]")
    page.fill("[name=on]", today)
    go_on(page, "main .choices .btn")
    look(page, "planned")
    page.fill("#report_on", today)
    page.fill("[name='F.26-45']", "24")
    go_on(page, "#report button.btn")
    look(page, "made")
    page.fill("#promise textarea", "Bawa brosur paspor")
    page.fill("#promise [type=date]", today)
    go_on(page, "#promise button.btn")


def add_a_photo(page):
    unfold(page, "#photo")
    wide = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(3000, 2000))}
    page.set_input_files("#photo [type=file]", wide)
    page.wait_for_function(
        "document.querySelector('#photo [type=file]').files[0].name === 'photo.jpg'"
    )
    page.check("[name=nobody]")
    go_on(page, "#photo button.btn")


def take_words_down(page):
    page.goto(f"{page.url}kata/")
    page.check("[name=kind][value=QUESTION]")
    page.fill("[name=words]", "Pak, berapa biaya bikin paspor?")
    go_on(page, "#cerita button.btn")
    expect(page.locator(".code-card")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_a_talk_is_planned_and_brought_home(live_server, ratna, scheme, width):
    faults = {}

    def look(page, name):
        unfold(page, "details")
        faults[name] = faults_of(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults[name].append(("wider than the window", ""))

    def walk(page):
        plan_and_report(page, look, live_server.url)
        add_a_photo(page)
        look(page, "whole")
        take_words_down(page)
        look(page, "words")
        for name in ("kunjungan/", f"desa/{LOMBANG}/catatan/"):
            page.goto(f"{live_server.url}/kantor/{name}")
            look(page, name)

    window = {"width": width, "height": 900}
    visit(live_server.url, ratna, walk, viewport=window, color_scheme=scheme, bypass_csp=True)
    assert {name: found for name, found in faults.items() if found} == {}
    assert Visit.objects.get().audience == {"F.26-45": 24}
    assert Promise.objects.get().what == "Bawa brosur paspor"
    assert max(Image.open(io.BytesIO(bytes(Photo.objects.get().content))).size) == 1280
    assert Report.objects.get().channel == "OFFICER"
