"""Everybody can use the pages of training: axe finds nothing, nothing is wider than the window."""

import os
from uuid import UUID

import pytest

from pimpasa.training.actions.events import Moment, Plan, hand_in, plan_event
from pimpasa.training.actions.seats import check_in, invite
from pimpasa.training.lessons import questions
from pimpasa.training.models import Certificate, Seat
from tests.browser.acts import unfold
from tests.browser.test_officer import CHROMIUM, faults_of, visit
from tests.office.desk import with_second_factor
from tests.standing import NOW, TODAY, everyone
from tests.street import officer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]
EVENT = UUID("00000000-0000-4000-8000-00000000e7e7")


@pytest.fixture
def people():
    """Everybody; three were taught and asked before and after; the trainer has a seat too."""
    people = everyone()
    tono = officer(people, "tono")
    agenda = (("08.30-10.00", "TPPO: proses, cara, tujuan", "Bareskrim Polri"),)
    plan = Plan(EVENT, "Rapat Koordinasi", "Jakarta", TODAY, 9, "reading-the-law", agenda)
    event, known = plan_event(plan, by=tono, now=NOW), questions()
    names = ("ratna", "yohan", "sari", "tono")
    invite(EVENT, [people[name].id for name in names], by=tono, now=NOW)
    for number, name in enumerate(names):
        check_in(EVENT, Seat.objects.get(account=people[name]).pin, by=tono, now=NOW)
        for moment, wrong in ((Moment.BEFORE, 5), (Moment.AFTER, number)):
            if name != "tono":
                chosen = {
                    code: (known[code].key + (n < wrong)) % 3
                    for n, code in enumerate(event.questions)
                }
                made, by = UUID(int=number * 10 + wrong + 1), officer(people, name)
                hand_in(EVENT, moment, chosen, by=by, now=NOW, id=made)
    return people


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_everybody_can_use_the_pages_of_training(live_server, people, scheme, width):
    certificate = Certificate.objects.filter(account=people["ratna"]).first()
    paths = [
        "/kantor/pelatihan/",
        "/kantor/pelatihan/materi/trafficking/",
        "/kantor/pelatihan/latihan/",
        "/kantor/pelatihan/berikutnya/",
        "/kantor/pelatihan/petugas/",
        f"/kantor/pelatihan/petugas/{people['ratna'].id}/",
        "/kantor/pelatihan/acara/",
        f"/kantor/pelatihan/acara/{EVENT}/",
        f"/kantor/pelatihan/acara/{EVENT}/undangan/",
        f"/kantor/pelatihan/acara/{EVENT}/hadir/",
        f"/kantor/pelatihan/acara/{EVENT}/ujian/sebelum/",
        "/sertifikat/",
        f"/sertifikat/{certificate.id}/",
    ]

    def walk(page):
        faults = {}
        for number, path in enumerate(paths):
            page.goto(live_server.url + path)
            unfold(page, "details.act")
            faults[path] = faults_of(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults[path].append(("wider than the window", ""))
            if shots := os.environ.get("SHOTS"):
                page.screenshot(path=f"{shots}-{number}-{width}.png", full_page=True)
        return {path: found for path, found in faults.items() if found}

    tono = with_second_factor(people["tono"])
    window = {"width": width, "height": 900}
    shown = {"color_scheme": scheme, "viewport": window, "bypass_csp": True}
    assert not visit(live_server.url, tono, walk, **shown)
