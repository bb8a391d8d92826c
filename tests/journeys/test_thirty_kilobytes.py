"""A page and all it loads stay under 30 kB over the wire, as a running system sends them."""

import re
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.faults.load import FORM, forms
from tests.journeys.addresses import of_community

MOST_BYTES = 30_000
LOADS = re.compile(rb'(?:src|href)="(/static/[^"]+)"')


class Phone:
    """Counts what comes over the wire: headers and bodies, compressed as they are sent."""

    def __init__(self, system):
        self.system = system

    def ask(self, path, fields=None):
        connection = HTTPConnection("127.0.0.1", self.system.port, timeout=30)
        headers = FORM | {"Accept-Encoding": "gzip"}
        verb, body = ("POST", urlencode(fields)) if fields else ("GET", None)
        try:
            connection.request(verb, path, body, headers)
            answer = connection.getresponse()
            lines = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
            return answer, answer.read(), lines
        finally:
            connection.close()

    def weight(self, path, fields=None):
        answer, body, lines = self.ask(path, fields)
        plain = self.plain(path, fields)
        loaded = [self.ask(asset.decode()) for asset in set(LOADS.findall(plain))]
        is_page = answer.headers["Content-Type"].startswith("text/html")
        assert loaded or not is_page, path  # a list or a feed stands alone
        assert all(answer.status == 200 for answer, _body, _lines in loaded)
        return len(body) + lines + sum(len(b) + more for _answer, b, more in loaded)

    def plain(self, path, fields):
        verb, body = ("POST", urlencode(fields)) if fields else ("GET", None)
        return self.system.ask(verb, path, body, FORM)[1]


def test_every_page_is_small_over_the_wire(begin):
    phone = Phone(system := begin(PIMPASA_DOOR="community", with_worker=False))
    [told] = forms(system, 1)
    paths = [at + path for at in ("", "/en") for path in of_community()]
    weights = {path: phone.weight(path) for path in paths}
    weights["look"] = phone.weight("/lapor/", told.fields | {"langkah": "lihat"})
    weights["receipt"] = phone.weight("/lapor/", told.fields)
    weights["conversation"] = phone.weight("/kode/", {"kode": told.code})
    weights["offer"] = phone.weight("/tawaran/", {"cerita": "Lowongan admin di Kamboja, gratis"})

    assert len(weights) > 30
    assert max(weights.values()) <= MOST_BYTES, sorted(weights.items(), key=lambda one: one[1])[-3:]


def test_style_and_scripts_come_compressed(begin):
    phone = Phone(begin(PIMPASA_DOOR="community", with_worker=False))
    for name in ("community.css", "leave.js", "villages.js", "work.js"):
        answer, _body, _lines = phone.ask(f"/static/community/{name}")
        assert answer.getheader("Content-Encoding") == "gzip", name
