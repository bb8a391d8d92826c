"""A villager at the counter: keeps no cookies, fills in forms as a browser without scripts."""

import io
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from pimpasa.answers.cardsearch import refresh_index
from pimpasa.doors.community import even
from pimpasa.doors.community.pages import sending
from pimpasa.intake.valves import Valves
from tests.standing import TODAY


class Fields(HTMLParser):
    """The fields of the form that holds a field of this name, as they would be sent."""

    def __init__(self, holding):
        super().__init__()
        self.holding, self.found, self._now, self._area = holding, None, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._now = {}
        if self._now is None or not given.get("name"):
            return
        is_off = given.get("type") in ("radio", "checkbox") and "checked" not in given
        if tag == "textarea":
            self._area, self._now[given["name"]] = given["name"], ""
        elif tag == "input" and not is_off and given.get("type") != "file":
            self._now[given["name"]] = given.get("value") or ""

    def handle_data(self, data):
        if self._area:
            self._now[self._area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._now[self._area] = self._now[self._area].removeprefix("\n")
            self._area = None
        if tag == "form":
            if self.holding in (self._now or {}) and self.found is None:
                self.found = self._now
            self._now = None


def fields_of(response, *, holding):
    """What the form with this field would send."""
    parser = Fields(holding)
    parser.feed(response.content.decode())
    assert parser.found is not None, f"no form with a field {holding}"
    return parser.found


class Villager:
    """Somebody without an account, at the door."""

    def __init__(self):
        self.client = Client(enforce_csrf_checks=True)

    def get(self, path, **more):
        return self.client.get(path, **more)

    def post(self, path, fields, **more):
        return self.client.post(path, fields, **more)

    def look(self, words, *, at="/lapor/", **fields):
        """Fill in the first page and go on to the second."""
        form = fields_of(self.get(at), holding="cerita")
        return self.post(at, {**form, "cerita": words, **fields, "langkah": "lihat"})

    def send(self, looked, *, at="/lapor/", **fields):
        """Press the button on the second page."""
        form = fields_of(looked, holding="cerita")
        return self.post(at, {**form, **fields, "langkah": "kirim"})

    def tell(self, words, *, at="/lapor/", **fields):
        """All the way to the receipt."""
        return self.send(self.look(words, at=at, **fields), at=at)

    def code(self, receipt):
        """The code on the receipt."""
        return fields_of(receipt, holding="kode")["kode"]

    def open(self, code):
        """The conversation under a code."""
        return self.post("/kode/", {"kode": code})


@pytest.fixture
def villager(people, monkeypatch):
    """A villager, at a counter that is not crowded and does not wait."""
    monkeypatch.setattr(sending, "VALVES", Valves())
    monkeypatch.setattr(even, "STEP_SECONDS", 0.000_001)
    refresh_index(on=TODAY)
    return Villager()


@pytest.fixture
def png():
    """A small photo as a phone would send it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "PNG")
    return SimpleUploadedFile("foto.png", out.getvalue(), content_type="image/png")
