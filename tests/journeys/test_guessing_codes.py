"""Row 30: whoever tries very many codes is asked for work; whoever holds one gets through."""

import re
import threading
import time
from html import unescape
from urllib.parse import urlencode

from pimpasa.base.codes import new_code
from tests.faults.load import FORM, forms, send

CLOSES_WITHIN = 120  # seconds, on a machine that does much else
GUESSERS = 32
SUM = re.compile(r'for="jumlah">[^<]*?(\d+) \+ (\d+)')


def try_code(system, code, **more):
    status, body, _instance = system.ask(
        "POST", "/kode/", urlencode({"kode": code, **more}), FORM, timeout=30
    )
    return status, unescape(body.decode())


class Guessers:
    """Many who try one code after another, as long as they are let."""

    def __init__(self, system):
        self.system, self.statuses = system, []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._guess) for _ in range(GUESSERS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _guess(self):
        while not self._stop.is_set():
            self.statuses.append(try_code(self.system, new_code())[0])


def asked_for_work(system, code):
    """The page that asks for work, once the valve has closed."""
    last = time.monotonic() + CLOSES_WITHIN
    while time.monotonic() < last:
        status, page = try_code(system, code)
        if status == 429:
            return page
    raise AssertionError("never asked for work")


def test_very_many_tries_are_asked_for_work_and_the_right_code_still_opens(begin):
    system = begin(PIMPASA_DOOR="community", with_worker=False)
    [told] = forms(system, 1)
    assert send(system, told) == 200

    with Guessers(system) as guessers:
        page = asked_for_work(system, told.code)
    assert told.fields["cerita"] not in page
    assert guessers.statuses.count(200) > 900  # some of the thousand went to the right code
    assert set(guessers.statuses) == {200, 429}

    one, two = map(int, SUM.search(page).groups())
    status, page = try_code(system, told.code, jumlah=one + two)
    assert status == 200
    assert told.fields["cerita"] in page
