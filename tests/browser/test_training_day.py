"""A training in real browsers: the door, a test on a phone, a stranger with a certificate."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pimpasa.base import vault
from pimpasa.training.actions.events import Plan, plan_event
from pimpasa.training.actions.seats import invite
from pimpasa.training.lessons import questions
from pimpasa.training.models import Attempt, Certificate, Seat
from pimpasa.training.public import seal_of
from pimpasa.training.rules import pack, unpack
from tests.browser.acts import go_on
from tests.browser.chromium import browser
from tests.browser.test_officer import CHROMIUM, visit
from tests.browser.test_training import EVENT
from tests.office.desk import with_second_factor
from tests.standing import everyone
from tests.street import officer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
EVENT_PAGE = f"/kantor/pelatihan/acara/{EVENT}/"


@pytest.fixture
def people():
    """Ratna and Yohan are invited today, and hold no certificate of what is taught."""
    people, now = everyone(), timezone.now()
    tono = officer(people, "tono", on=now.date())
    plan = Plan(EVENT, "Kelas", "Jakarta", now.date(), 9, "reading-the-law", ())
    plan_event(plan, by=tono, now=now)
    invite(EVENT, [people[name].id for name in ("ratna", "yohan")], by=tono, now=now)
    Certificate.objects.filter(course="reading-the-law").delete()
    return people


def check_everybody_in(address, trainer):
    """By the list of PINs, but one by the code of the badge, as a scanner types it."""
    first, second = Seat.objects.order_by("account__username")
    shown = {"Ratna": str(first.id), "Yohan": second.pin}

    def walk(page):
        page.goto(f"{address}{EVENT_PAGE}hadir/")
        for name, code in shown.items():
            page.fill("[name=shown]", code)
            page.locator("[name=shown]").press("Enter")
            expect(page.locator(".notice.ok")).to_contain_text(name)
        return page.inner_text(".head .sub")

    return visit(address, trainer, walk, **PHONE)


def take_the_test(address, account):
    keys = {code: questions()[code].key for code in Seat.objects.first().event.questions}

    def walk(page):
        page.goto(f"{address}{EVENT_PAGE}")
        go_on(page, f"a[href='{EVENT_PAGE}ujian/sesudah/']")
        for code, key in keys.items():
            page.check(f"[name='{code}'][value='{key}']")
        go_on(page, "main form .btn")
        expect(page).to_have_url(f"{address}{EVENT_PAGE}")
        return page.evaluate("document.documentElement.scrollWidth")

    return visit(address, account, walk, **PHONE)


def test_from_the_door_to_the_certificate(live_server, people):
    tono, ratna = (with_second_factor(people[name]) for name in ("tono", "ratna"))

    assert "2" in check_everybody_in(live_server.url, tono)
    assert not Seat.objects.filter(came_at=None).exists()

    assert take_the_test(live_server.url, ratna) == PHONE["viewport"]["width"]
    assert Attempt.objects.get().right == len(Seat.objects.first().event.questions)


def test_a_stranger_tells_a_true_certificate_from_a_forged_one(live_server, people):
    certificate = Certificate.objects.filter(account=people["ratna"]).first()
    said, signature = unpack(seal_of(certificate))
    forged = pack(said.replace(b"Ratna", b"Joko!"), signature)
    assert vault.is_signed(said, signature, by=vault.public_key())

    with browser() as opened:
        page = opened.new_context(**PHONE).new_page()
        found = {}
        for name, shown in (("true", seal_of(certificate)), ("forged", forged)):
            page.goto(f"{live_server.url}/sertifikat/")
            page.fill("[name=teks]", shown)
            go_on(page, "form.box .btn")
            found[name] = page.inner_text("main")
        page.goto(f"{live_server.url}/sertifikat/{certificate.id}/#{forged}")
        found["by number"] = page.inner_text("main")
        cookies = page.context.cookies()

    assert "Ratna" in found["true"]
    assert "Ratna" not in found["forged"]
    assert "Joko" not in found["forged"]
    assert "Joko" not in found["by number"]  # the register speaks, never the paper
    assert cookies == []
