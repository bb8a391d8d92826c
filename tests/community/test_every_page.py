"""What holds on every page: no cookie, nothing from elsewhere, nothing kept, small, well-formed."""

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.community.pages import every_page

MOST_BYTES = 30_000  # a page and all it loads, over the wire
LOADING = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}
VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Reader(HTMLParser):
    """Reads a page as a browser would: what it loads, its headings, fields and inline code."""

    def __init__(self):
        super().__init__()
        self.loads, self.ids, self.labels, self.fields = [], [], set(), []
        self.headings, self.inline, self.lang, self.open, self.astray = [], [], None, [], []
        self.svg = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.lang = given.get("lang") if tag == "html" else self.lang
        if LOADING.get(tag) in given:
            self.loads.append(given[LOADING[tag]])
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.inline.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(given["id"])
        self.labels.add(given.get("for"))
        is_field = tag in ("textarea", "select", "input") and given.get("type") not in (
            "hidden",
            "radio",
        )
        if is_field:
            self.fields.append(given.get("id"))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.astray.append(tag)


def read(response):
    reader = Reader()
    body = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    reader.feed(body.decode())
    return reader


@pytest.fixture(params=["", "/en"], ids=["id", "en"])
def pages(request, villager):
    return list(every_page(villager, prefix=request.param)), request.param


def test_no_page_sets_a_cookie_or_asks_to_be_kept(pages, villager):
    for name, response in pages[0]:
        assert not response.cookies, name
        assert "Set-Cookie" not in response.headers, name
        assert response.headers["Cache-Control"] == "no-store, no-transform", name
        assert "Cookie" not in response.headers.get("Vary", ""), name
        assert "Accept-Language" not in response.headers.get("Vary", ""), name
    assert not villager.client.cookies


def test_no_page_loads_anything_from_elsewhere_or_runs_inline(pages):
    for name, response in pages[0]:
        reader = read(response)
        assert reader.loads, name
        for address in reader.loads:
            parts = urlsplit(address)
            assert (parts.scheme, parts.netloc) == ("", ""), f"{name}: {address}"
        assert not reader.inline, name


def test_every_page_carries_the_strict_headers(pages):
    for name, response in pages[0]:
        policy = response.headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
            assert part in policy, name
        assert "unsafe" not in policy, name
        assert "require-trusted-types-for 'script'" in policy, name
        assert response.headers["Referrer-Policy"] == "no-referrer", name
        assert response.headers["X-Content-Type-Options"] == "nosniff", name
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert "camera=()" in response.headers["Permissions-Policy"], name


def test_every_page_and_what_it_loads_stays_under_thirty_kilobytes(pages):
    for name, response in pages[0]:
        loaded = sum(_weight(address) for address in set(read(response).loads))
        # What is sent uncompressed counts uncompressed: its length must tell nothing.
        assert len(response.content) + loaded <= MOST_BYTES, f"{name}: {len(response.content)}"


def test_every_page_is_well_formed_labelled_and_in_its_language(pages):
    shown, prefix = pages
    for name, response in shown:
        reader = read(response)
        assert reader.lang == (prefix.strip("/") or "id"), name
        assert response.headers["Content-Language"] == reader.lang, name
        assert not reader.astray, f"{name}: {reader.astray}"
        assert not reader.open, name
        assert reader.headings.count(1) == 1, name
        assert len(set(reader.ids)) == len(reader.ids), name
        assert set(reader.fields) <= reader.labels, f"{name}: {reader.fields}"


def test_every_page_reads_in_one_language_only(pages):
    shown, prefix = pages
    strange = "Leave quickly" if not prefix else "Tutup cepat"
    for name, response in shown:
        body = response.content
        if response.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        assert strange not in body.decode(), name


def test_secrets_are_never_compressed(pages):
    """Compressed pages tell by their length what they hold (BREACH)."""
    for name, response in pages[0]:
        body = response.content
        if response.headers.get("Content-Encoding") == "gzip":
            assert b'name="cap"' not in gzip.decompress(body), name
            assert b'name="pesan"' not in gzip.decompress(body), name


def _weight(address):
    found = finders.find(address.removeprefix("/static/"))
    assert found, address
    with open(found, "rb") as file:
        return len(gzip.compress(file.read(), 9))
