"""In a real browser a visit is planned and reported with a photo, a promise and words heard."""

import io
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image

from pimpasa.intake.models import Report
from pimpasa.outreach.actions import write_profile
from pimpasa.outreach.models import Photo, Promise, Visit
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
WIDE = photo(size=(3000, 2000))
FACTS = {"livelihoods": {"text": "Nelayan", "source": "Kepala desa", "on": "2026-03-01"}}


@pytest.fixture
def ratna():
    """She knows her village."""
    people = everyone()
    write_profile(officer(people, "ratna"), LOMBANG, FACTS, id=uuid4(), seen_version=0, now=NOW)
    return with_second_factor(people["ratna"])


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_a_talk_is_planned_and_brought_home(live_server, ratna, scheme, width):
    today = timezone.localdate().isoformat()
    faults = {}

    def look(page, name):
        for fold in page.query_selector_all("details:not([open]) > summary"):
            fold.click()
        faults[name] = faults_of(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults[name].append(("wider than the window", ""))

    def walk(page):
        page.goto(f"{live_server.url}/kantor/desa/{LOMBANG}/kehidupan/")
        look(page, "profile")
        page.goto(f"{live_server.url}/kantor/kunjungan/rencana/?desa={LOMBANG}")
        look(page, "plan")
        page.check("[name=kind][value=talk]")
        page.fill("[name=on]", today)
        page.click("main .choices .btn")
        look(page, "planned")
        page.fill("#report_on", today)
        page.fill("[name='F.26-45']", "24")
        page.click("#report button.btn")
        look(page, "made")
        home = page.url
        page.fill("#promise textarea", "Bawa brosur paspor")
        page.fill("#promise [type=date]", today)
        page.click("#promise button.btn")
        page.click("#photo > summary")
        page.set_input_files(
            "#photo [type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": WIDE}
        )
        page.wait_for_function(
            "document.querySelector('#photo [type=file]').files[0].name === 'photo.jpg'"
        )
        page.check("[name=nobody]")
        page.click("#photo button.btn")
        look(page, "whole")
        page.goto(f"{home}kata/")
        page.check("[name=kind][value=QUESTION]")
        page.fill("[name=words]", "Pak, berapa biaya bikin paspor?")
        page.click("#cerita .btn")
        page.wait_for_selector(".code-card")
        look(page, "words")
        page.goto(f"{live_server.url}/kantor/kunjungan/")
        look(page, "list")
        page.goto(f"{live_server.url}/kantor/desa/{LOMBANG}/catatan/")
        look(page, "records")

    visit(
        live_server.url,
        ratna,
        walk,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
    )
    assert {name: found for name, found in faults.items() if found} == {}
    made = Visit.objects.get()
    assert made.audience == {"F.26-45": 24}
    assert Promise.objects.get().what == "Bawa brosur paspor"
    assert max(Image.open(io.BytesIO(bytes(Photo.objects.get().content))).size) == 1280
    assert Report.objects.get().channel == "OFFICER"
