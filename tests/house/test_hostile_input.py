"""Row 40: every field of every form takes what is hostile without breaking or repeating it raw."""

from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.house.access import ACCOUNT, COMMUNITY, OFFICE, PAGES
from tests.house.test_access_matrix import PEOPLE
from tests.house.things import MAKE
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG

pytestmark = pytest.mark.django_db
MARKED = "\"'><script>kenari</script><img src=x onerror=kenari>"
HOSTILE = (
    f"{MARKED}' OR 1=1; DROP TABLE intake_report;-- {{{{7*7}}}} {{% load x %}}",
    "../../../../etc/passwd\r\nSet-Cookie: kenari=1\r\n\r\n=HYPERLINK(1)",
    "\x00\x1b\u202e\ufeff\U0001f600" + "9" * 5000,
    "-99999999999999999999999999999999999",
)
RAW = (b"<script>kenari", b"<img src=x onerror", b"root:x:0:0")
LEFT_OUT = {"account_logout", "lost"}  # ends the session; has no form


class Forms(HTMLParser):
    """The forms of a page: method, address, and its fields with what they hold."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.found.append((given.get("method", "get"), given.get("action", ""), {}))
        elif tag in ("input", "textarea", "select", "button") and given.get("name") and self.found:
            self.found[-1][2].setdefault(given["name"], given.get("value") or "")


def hostile_requests(page):
    """Each form of the page with everything hostile, and once with only the free fields so."""
    for method, action, fields in Forms(page).found:
        for bad in HOSTILE:
            yield method, action, dict.fromkeys(fields, bad)
        kept = {name: value or HOSTILE[0] for name, value in fields.items()}
        yield method, action, kept


def unharmed(answer, where):
    body = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code < 500, where
    assert not [raw for raw in RAW if raw in body], where
    assert "kenari" not in answer.cookies, where
    return body


def attack(client, path):
    """Send every form that stands on this page; returns how many requests that were."""
    first = client.get(path)
    if not first.headers.get("Content-Type", "").startswith("text/html"):
        return 0
    sent = 0
    for method, action, fields in hostile_requests(first.content.decode()):
        to = action or path
        if "keluar" in to:
            continue
        send = client.post if method.lower() == "post" else client.get
        unharmed(send(to, fields), (to, fields))
        sent += 1
    answer = client.get(f"{path}?{urlencode(dict.fromkeys(ASKED, HOSTILE[0]))}")
    unharmed(answer, path)
    return sent + 1


ASKED = ("q", "cari", "page", "kartu", "bahasa", "desa", "since", "until", "state", "topik", "next")


@pytest.mark.parametrize("name", sorted(COMMUNITY))
def test_a_page_for_everyone(people, name):
    page = PAGES[name]
    if "ANYONE" in page.get:
        attack(Client(), reverse(name, kwargs=page.example))


@pytest.mark.parametrize("name", sorted((OFFICE | ACCOUNT).keys() - LEFT_OUT))
def test_a_page_of_the_office(people, name):
    page = PAGES[name]
    role = next((role for role in PEOPLE if role in page.get), None)
    if role is None:
        return  # it has no page of its own: its form stands on another
    client = at_the_desk(with_second_factor(people[PEOPLE[role][0]]))
    about = MAKE[page.about](LOMBANG) if page.about else None
    kwargs = page.example | ({page.about: about} if page.about else {})
    attack(client, reverse(name, kwargs=kwargs))


def test_the_attack_does_reach_forms(people):
    assert attack(Client(), "/lapor/") > 4
    assert attack(at_the_desk(with_second_factor(people["adi"])), "/kantor/kanim/") > 4
