"""In a browser: a referral goes to a partner and comes back to the villager's code."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pimpasa.answers import cardsearch
from pimpasa.intake.actions import Sharing
from pimpasa.referrals.models import Referral
from pimpasa.referrals.packets import packets
from tests.browser.acts import go_on, unfold
from tests.browser.chromium import browser, in_a_browser
from tests.browser.test_officer import faults_of, sign_in, visit
from tests.browser.test_villager import Villager
from tests.office.desk import at_the_desk, with_second_factor
from tests.office.test_referral_pages import refer, sent
from tests.standing import everyone
from tests.street import tell

PHONE = {"width": 320, "height": 640}
pytestmark = [*in_a_browser, pytest.mark.django_db(transaction=True)]
RESULT = "PT itu tidak berizin, jadi kami hentikan."
TOLD = "Sudah dicek: perusahaan itu tidak berizin. Terima kasih sudah bercerita."


@pytest.fixture
def people():
    cardsearch.refresh_index(on=timezone.localdate())
    return {name: with_second_factor(account) for name, account in everyone().items()}


def seated(people):
    return {name: at_the_desk(account) for name, account in people.items()}


def shoot(page, name):
    """A picture to look at, where somebody asked for pictures."""
    if folder := os.environ.get("PIMPASA_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_everybody_can_use_the_pages(live_server, people, scheme, width):
    report = tell(sharing=Sharing.YES, today=timezone.localdate()).report_id
    at_desks = seated(people)
    referral = sent(at_desks, report)
    refer(at_desks, report, agency="")
    other = Referral.objects.exclude(id=referral.id).get()
    ours = {
        "list": "/kantor/rujukan/",
        "figures": "/kantor/rujukan/angka/",
        "circle": "/kantor/saya/dekat/",
        "network": "/kantor/jaringan/",
        "page": f"/kantor/rujukan/{other.id}/",
        "choose": f"/kantor/laporan/{report}/rujukan/",
        "packet": f"/kantor/laporan/{report}/rujukan/?ke=migrant_workers",
        "case": f"/kantor/laporan/{report}/",
        "outcome": f"/kantor/laporan/{report}/hasil/",
        "outcomes": "/kantor/hasil/",
        "tell": f"/kantor/rujukan/{referral.id}/beri-tahu/",
    }
    theirs = {
        "desk": "/kantor/",
        "list": "/kantor/rujukan/",
        "page": f"/kantor/rujukan/{referral.id}/",
    }

    def walk_over(paths, who):
        def walk(page):
            faults = {}
            for name, path in paths.items():
                page.goto(live_server.url + path)
                shoot(page, f"{who}-{name}-{width}")
                unfold(page, ".acts details")
                faults[path] = faults_of(page)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults[path].append(("wider than the window", ""))
            return {path: found for path, found in faults.items() if found}

        return walk

    window = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    for who, paths in (("sari", ours), ("lina", theirs)):
        walk = walk_over(paths, who)
        # axe itself is put in from outside, which the pages' own policy would refuse
        assert visit(live_server.url, people[who], walk, bypass_csp=True, **window) == {}


def press(page, stem, **fields):
    """Open the fold of a deed, fill it in, do it."""
    unfold(page, f"#{stem}")
    for name, text in fields.items():
        page.fill(f"#{stem} [name={name}]", text)
    go_on(page, f"#{stem} button.btn")


def draft(page, address):
    """The officer opens the one report there is and drafts a packet for BP3MI."""
    page.goto(f"{address}/kantor/laporan/")
    go_on(page, ".rows th a")
    go_on(page, "a[href$='/rujukan/'].btn")
    go_on(page, "a[href$='?ke=migrant_workers']")
    for field in packets()["migrant_workers"].must:
        page.fill(f"[name={field.code}]", f"Isi {field.code}")
    page.select_option("[name=agency]", label="BP3MI")
    go_on(page, "text=Simpan konsep")
    return page.url


def work_on(page, address):
    """The partner finds it, reads it and answers."""
    page.goto(f"{address}/kantor/")
    go_on(page, "#isi .list a.title")
    expect(page.locator("main")).to_contain_text("Isi what_happened")
    press(page, "step-received", number="AD-7")
    press(page, "step-accepted")
    press(page, "step-outcome", note=RESULT)


def tell_on(page):
    """The officer reads the result and tells it in words of the own."""
    expect(page.locator("main")).to_contain_text(RESULT)
    go_on(page, "text=Beri tahu pelapor")
    page.fill("[name=words]", TOLD)
    go_on(page, "[value=lihat]")
    expect(page.locator(".said")).to_contain_text(TOLD)
    go_on(page, "[value=kirim]")


def test_a_referral_goes_to_a_partner_and_back_to_the_code(live_server, people):
    address = live_server.url
    with browser() as chromium:
        phone = chromium.new_context(java_script_enabled=False, viewport=PHONE)
        villager = Villager(phone, address, "id")
        villager.tell("lombang")
        villager.page.check("[name=terus][value=YES]")
        code = villager.send()
        ratna, sari, lina = (chromium.new_context().new_page() for _ in range(3))
        for page, name in ((ratna, "ratna"), (sari, "sari"), (lina, "lina")):
            sign_in(page, address, people[name])

        at = draft(ratna, address)
        sari.goto(at)
        press(sari, "step-approved")
        ratna.goto(at)
        press(ratna, "step-sent")
        work_on(lina, address)
        ratna.goto(at)
        tell_on(ratna)

        villager.open(code)
        expect(villager.page.locator("main")).to_contain_text(TOLD)
        assert "BP3MI" not in villager.page.content()
