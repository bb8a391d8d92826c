"""In a real browser: passkeys, keys of the keyboard, and every page of the office usable by all."""

import io
import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect, sync_playwright
from pypdf import PdfReader

from pimpasa.people.actions.preferences import speak
from pimpasa.people.rules import Role, needs_second_factor
from tests.browser.acts import go_on
from tests.browser.test_officer import (
    CHROMIUM,
    FLAGS,
    faults_of,
    sign_in,
)
from tests.office.desk import password_of, with_second_factor
from tests.office.test_parked_follow_ups import parked_job
from tests.standing import LOMBANG, everyone
from tests.street import DANGER, OFFER, tell, work

MARGIN = 40  # points, 14 mm
NARROW = {"width": 320, "height": 720}
TAKE = f"/kantor/terima/cerita/?desa={LOMBANG}"
MENU = ".rail label[for=menu]"  # on a phone all places are folded behind it
ACCOUNT = (
    "/akun/langkah-kedua/",
    "/akun/kata-sandi/",
    "/akun/pastikan/",
    "/akun/langkah-kedua/kode-cadangan/",
    "/akun/langkah-kedua/kunci/",
    "/kantor/saya/",
)
DESKS = {
    "ratna": ("/kantor/", "/kantor/terima/", TAKE, "/kantor/terima/daftar/"),
    "sari": ("/kantor/", f"/kantor/terima/whatsapp/?desa={LOMBANG}"),
    "agus": ("/kantor/", "/kantor/laporan/"),
    "dewi": ("/kantor/",),
    "tono": ("/kantor/",),
    "lina": ("/kantor/", "/kantor/jawaban/"),
    "putri": ("/kantor/", "/kantor/buku/"),
    "adi": ("/kantor/", "/kantor/tindak-lanjut/"),
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]


@pytest.fixture(autouse=True)
def _the_browser_has_a_loop_of_its_own(monkeypatch):
    """Playwright runs a loop beside the test, which Django would take for asynchronous code."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def people():
    return everyone()


@pytest.fixture
def page():
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        # axe itself is put in from outside, which the pages' own policy would refuse
        yield browser.new_context(bypass_csp=True, viewport=NARROW).new_page()
        browser.close()


def enter(page, address, account):
    """Sign in with what this account has: a second factor where its role asks for one."""
    if Authenticator.objects.filter(user=account).exists():
        return sign_in(page, address, account)
    page.goto(f"{address}/akun/masuk/")
    page.fill("[name=login]", account.username)
    page.fill("[name=password]", password_of(account))
    go_on(page, "[name=password]", key="Enter")
    return expect(page).to_have_url(f"{address}/kantor/")


def with_a_security_key(page):
    """A key in the browser that says yes, as a finger on a phone would."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def faults_on(page, address, paths):
    found = {}
    for path in paths:
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if faults := faults_of(page) + ([("too wide", wide)] if wide > NARROW["width"] else []):
            found[path] = faults
    return found


def test_a_passkey_is_added_and_then_signs_in_alone(live_server, page, people, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    address = live_server.url.replace("127.0.0.1", "localhost")
    ratna = with_second_factor(people["ratna"])
    with_a_security_key(page)
    enter(page, address, ratna)

    page.goto(f"{address}/akun/langkah-kedua/kunci/pasang/")
    if "pastikan" in page.url:
        page.fill("[name=password]", password_of(ratna))
        go_on(page, "main form button[type=submit] >> nth=0")
    page.check("[name=passwordless]")
    go_on(page, "#mfa_webauthn_add")
    expect(page).not_to_have_url(re.compile("/pasang/"))
    assert Authenticator.objects.filter(user=ratna, type="webauthn").exists()

    page.context.clear_cookies()
    page.goto(f"{address}/akun/masuk/")
    go_on(page, "#passkey_login")
    expect(page).to_have_url(f"{address}/kantor/")
    page.goto(f"{address}/kantor/saya/")
    expect(page.locator("h1")).to_have_text("Ratna")


def test_keys_lead_to_places_and_open_their_help(live_server, page, people):
    ratna = with_second_factor(people["ratna"])
    enter(page, live_server.url, ratna)

    page.keyboard.press("?")
    expect(page.locator("#tombol")).to_be_visible()
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#tombol")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/kantor/laporan/")


def test_keys_are_off_while_somebody_writes(live_server, page, people):
    enter(page, live_server.url, with_second_factor(people["ratna"]))
    page.goto(live_server.url + TAKE)

    page.focus("[name=words]")
    page.keyboard.type("?gi")

    expect(page.locator("[name=words]")).to_have_value("?gi")
    expect(page.locator("#tombol")).to_be_hidden()
    assert page.url.endswith(TAKE)


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_of_signing_in_are_usable(live_server, page, people, language):
    ratna = with_second_factor(people["ratna"])
    speak(ratna.id, language)

    before = faults_on(page, live_server.url, ["/akun/masuk/"])
    enter(page, live_server.url, ratna)
    after = faults_on(page, live_server.url, ACCOUNT)

    assert before | after == {}


@pytest.mark.parametrize("name", DESKS)
def test_every_roles_pages_are_usable_in_english_on_a_phone(live_server, page, people, name):
    for words in (OFFER, DANGER):
        tell(words)
    work()
    parked_job()
    account = people[name]
    speak(account.id, "en")
    if needs_second_factor(Role(account.role)):
        with_second_factor(account)
    enter(page, live_server.url, account)

    assert faults_on(page, live_server.url, DESKS[name]) == {}


def test_the_receipt_prints_as_one_card_without_the_words(live_server, page, people):
    enter(page, live_server.url, with_second_factor(people["ratna"]))
    page.goto(live_server.url + TAKE)
    page.check("[name=channel][value=PAPER]")
    page.check("[name=kind][value=REPORT]")
    page.fill("[name=words]", OFFER)
    go_on(page, "#cerita button.btn")

    expect(page.locator(".code-card .code")).to_be_visible()
    assert faults_of(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".code-card .code")).to_be_visible()
    expect(page.locator(".screen").first).to_be_hidden()
    expect(page.locator("body")).not_to_contain_text("Kamboja", use_inner_text=True)
    (paper,) = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert left_edge(paper) > MARGIN  # where most printers do not print


def left_edge(paper):
    """Points from the edge of the paper to the first letter on it."""
    begins = []

    def see(words, matrix, text_matrix, *_font):
        if words.strip():
            begins.append(text_matrix[4] * matrix[0] + matrix[4])

    paper.extract_text(visitor_text=see)
    return min(begins)


def test_the_app_can_be_set_up_by_everybody(live_server, page, people):
    page.goto(f"{live_server.url}/akun/masuk/")
    page.fill("[name=login]", "sari")
    page.fill("[name=password]", password_of(people["sari"]))
    go_on(page, "[name=password]", key="Enter")
    page.wait_for_url("**/akun/langkah-kedua/")
    page.goto(f"{live_server.url}/akun/langkah-kedua/aplikasi/pasang/")
    page.fill("[name=password]", password_of(people["sari"]))  # asked once more before it matters
    go_on(page, "[name=password]", key="Enter")
    expect(page.locator("svg.qr-code")).to_be_visible()

    assert faults_on(page, live_server.url, ["/akun/langkah-kedua/aplikasi/pasang/"]) == {}
    assert page.locator("svg.qr-code").bounding_box()["width"] > 120


@pytest.mark.parametrize("who", ["ratna", "dewi", "lina"])
def test_on_a_phone_one_can_sign_out_and_change_language_with_a_thumb(
    live_server, page, people, who
):
    account = people[who]
    if needs_second_factor(account.role):
        with_second_factor(account)

    enter(page, live_server.url, account)

    expect(page.locator(".rail .me a")).to_be_hidden()
    page.click(MENU)
    for part in (MENU, ".rail .me a", ".rail .me button", ".rail nav a >> nth=0"):
        expect(page.locator(part)).to_be_visible()
        box = page.locator(part).bounding_box()
        assert box["height"] >= 44, part
        assert box["x"] + box["width"] <= NARROW["width"], part
    with page.expect_navigation():
        page.click(".rail .me button")
    assert page.goto(f"{live_server.url}/kantor/").url.startswith(f"{live_server.url}/akun/masuk/")
