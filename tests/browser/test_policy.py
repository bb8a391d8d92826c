"""Row 39: a real browser meets nothing on our pages that their own policy refuses."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from pimpasa.answers import cardsearch
from tests.browser.chromium import browser, in_a_browser
from tests.community.pages import OPEN
from tests.house.access import PAGES
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import TODAY, everyone

pytestmark = [*in_a_browser, pytest.mark.django_db(transaction=True)]
ENDS_THE_SESSION = {"account_logout"}
AT_THE_DESK = [
    name
    for name, page in PAGES.items()
    if ":" not in name and page.get and not page.about and not page.example
    if name not in ENDS_THE_SESSION
]


@pytest.fixture
def complaints(monkeypatch):
    """A page of a signed-in supervisor, and what the browser says against what it is given."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    cardsearch.refresh_index(on=TODAY)
    sari = with_second_factor(everyone()["sari"])
    RecoveryCodes.activate(sari)
    with browser() as opened:
        context = opened.new_context(locale="id-ID")
        said, page = [], context.new_page()
        page.on("console", lambda line: said.append(line.text) if is_refusal(line) else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        yield context, page, said, at_the_desk(sari).cookies["sessionid"].value


def is_refusal(line):
    return "Content Security Policy" in line.text or "Trusted" in line.text


def test_no_page_is_refused_anything_by_its_own_policy(complaints, live_server):
    context, page, said, session = complaints
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    desk = [reverse(name) for name in AT_THE_DESK]
    assert len(desk) > 15

    for path in [*OPEN, *desk]:
        answer = page.goto(f"{live_server.url}{path}")
        assert "require-trusted-types-for" in answer.headers["content-security-policy"], path
        assert said == [], path
