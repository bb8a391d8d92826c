"""A villager whose browser runs no scripts and keeps nothing walks the whole way."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from pimpasa.answers import cardsearch
from pimpasa.answers.actions import answer
from pimpasa.answers.models import Message
from pimpasa.base.codes import read_code
from pimpasa.doors.community import even
from pimpasa.doors.community.pages import sending
from pimpasa.intake.models import Report
from pimpasa.intake.valves import Valves
from tests.browser.acts import go_on
from tests.browser.chromium import browser, in_a_browser
from tests.standing import LOMBANG, TODAY, everyone
from tests.street import NOW, OFFER, officer

pytestmark = [*in_a_browser, pytest.mark.django_db(transaction=True)]

CHANGED = f"{OFFER} Salam dari warga sini."
MORE = "Namanya Pak Dirman, dari desa sebelah."
ANSWER = "Jangan serahkan paspor. Kami datang ke balai desa hari Jumat."
LANGUAGES = {
    "id": {"at": "", "sent": "Cerita Anda sudah sampai", "gone": "Percakapan sudah dihapus"},
    "en": {"at": "/en", "sent": "We have your words", "gone": "The conversation is deleted"},
}


@pytest.fixture
def people(monkeypatch):
    # Playwright's loop sits in this thread, and nothing of ours waits for it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    monkeypatch.setattr(sending, "VALVES", Valves())
    monkeypatch.setattr(even, "STEP_SECONDS", 0.000_001)
    cardsearch.refresh_index(on=TODAY)
    return everyone()


class Villager:
    """Somebody with an old phone: no scripts, 320 pixels, and a note of all that was asked for."""

    def __init__(self, context, address, language):
        self.context, self.address = context, address
        self.says = LANGUAGES[language]
        self.page = context.new_page()
        self.asked_for = []
        self.page.on("request", lambda request: self.asked_for.append(request.url))

    def tell(self, village):
        page = self.page
        page.goto(f"{self.address}{self.says['at']}/")
        go_on(page, "ul.doors a >> nth=0")
        page.fill("#cerita", OFFER)
        page.fill("#desa", village)
        go_on(page, "[name=langkah][value=lihat]")
        expect(page.locator(".pasted")).to_contain_text(OFFER)

    def change(self):
        page = self.page
        go_on(page, "[name=langkah][value=ubah]")
        expect(page.locator("#cerita")).to_have_value(OFFER)
        page.fill("#cerita", CHANGED)
        go_on(page, "[name=langkah][value=lihat]")
        expect(page.locator(".pasted")).to_contain_text(CHANGED)

    def send(self):
        """Returns the code on the receipt."""
        go_on(self.page, "[name=langkah][value=kirim]")
        expect(self.page.locator("h1")).to_contain_text(self.says["sent"])
        return self.page.inner_text(".code.large")

    def open(self, code):
        self.page.goto(f"{self.address}{self.says['at']}/")
        self.page.fill("#kode", code)
        go_on(self.page, "#kode", key="Enter")

    def write_back(self):
        self.page.fill("#cerita", MORE)
        go_on(self.page, f"form[action='{self.says['at']}/kode/tulis/'] button")
        expect(self.page.locator(".notice.ok")).to_be_visible()

    def end(self):
        go_on(self.page, f"form[action='{self.says['at']}/kode/hapus/'] button")
        go_on(self.page, "form:has([name=pasti]) button")
        expect(self.page.locator("h1")).to_contain_text(self.says["gone"])


@contextmanager
def a_villager(address, language):
    with browser() as chromium:
        context = chromium.new_context(
            java_script_enabled=False, viewport={"width": 320, "height": 640}
        )
        yield Villager(context, address, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("village", ["lombang", ""], ids=["with a village", "without"])
def test_the_whole_way_without_scripts(live_server, people, language, village):
    with a_villager(live_server.url, language) as villager:
        villager.tell(village)
        villager.change()
        code = villager.send()
        assert read_code(code) == code
        report = Report.objects.get()
        assert (report.words, report.village_id) == (CHANGED, LOMBANG if village else None)

        sari = officer(people, "sari")
        answer(sari, report.id, ANSWER, message_id=report.id, now=NOW)
        villager.open(code)
        expect(villager.page.locator(".thread")).to_contain_text(ANSWER)
        villager.write_back()
        assert Message.objects.get(officer=None).words == MORE
        villager.end()

    report.refresh_from_db()
    assert report.words is None
    assert not Message.objects.exclude(words=None).exists()


def test_nothing_is_kept_in_the_browser_and_nothing_asked_elsewhere(live_server, people):
    with a_villager(live_server.url, "id") as villager:
        villager.tell("lombang")
        code = villager.send()
        villager.open(code)
        villager.write_back()
        state = villager.context.storage_state(indexed_db=True)
        title = villager.page.title()

    assert state == {"cookies": [], "origins": []}
    assert len(villager.asked_for) > 6
    assert all(url.startswith(f"{live_server.url}/") for url in villager.asked_for)
    for secret in (*code.split(), *OFFER.split()[:3], "lombang"):
        assert not any(re.search(rf"\b{secret}\b", url) for url in villager.asked_for)
        assert secret not in title
