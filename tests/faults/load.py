"""Villagers who tell at the same time, and a history of what each was told."""

import contextlib
import re
import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from html import unescape
from http.client import HTTPException
from urllib.parse import urlencode

from django.test import override_settings
from django.utils import timezone

from pimpasa.base import vault
from pimpasa.intake.receipts import new_form

SHOWN_CODE = re.compile(r"(?:[bcdghjklmnprstwy][aiou]){2}(?: (?:[bcdghjklmnprstwy][aiou]){2}){7}")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Told:
    """One thing a villager tells, under a code they hold before they send it."""

    code: str
    fields: dict[str, str]
    statuses: list[int] = field(default_factory=list)  # 0: no answer came
    receipts: list[str] = field(default_factory=list)
    waits: list[tuple[float, float]] = field(default_factory=list)  # when sent, and how long

    @property
    def is_acknowledged(self):
        return bool(self.receipts)


def forms(system, count, *, day=None):
    """Forms as our own page would give them out, each with something to tell."""
    with override_settings(KEY_FILE=str(system.home / "keys" / "ring.json")):
        vault.forget_ring()
        made = [new_form(today=day or timezone.localdate()) for _ in range(count)]
    vault.forget_ring()
    return [Told(form.code, _fields(form)) for form in made]


def _fields(form):
    digest = sha256(form.code.encode()).digest()
    return {
        "cerita": f"Tetangga saya ditawari kerja di luar negeri, nomor {secrets.token_hex(6)}.",
        "kode": form.code,
        "hari": form.given_on.isoformat(),
        "cap": form.stamp,
        "desa_kode": "-",
        "langkah": "kirim",
        "jumlah": str(4 + digest[0] % 8 + digest[1] % 8),
    }


def send(system, told, *, port=None, timeout=20):
    """Send once; note the status and the receipt that came back. Returns the status, 0 for none."""
    start = time.monotonic()
    try:
        status, body, instance = system.ask(
            "POST", "/lapor/", urlencode(told.fields), FORM, port=port, timeout=timeout
        )
    except (OSError, HTTPException):
        told.statuses.append(0)
        return 0
    told.waits.append((start, time.monotonic() - start))
    assert instance == system.instance, "another server answered"
    told.statuses.append(status)
    if status == 200:
        told.receipts.append(receipt_in(body))
    return status


def receipt_in(body):
    found = SHOWN_CODE.search(unescape(body.decode()))
    assert found, body.decode()[:2000]
    return found.group()


class Crowd:
    """Villagers who go on telling until they are stopped, each again until an answer comes."""

    def __init__(self, system, *, villagers=12, forms_each=400, pause=0.0):
        self.system, self.pause = system, pause
        self.history, self._lock = [], threading.Lock()
        self._stop = threading.Event()
        self._forms = iter(forms(system, villagers * forms_each))
        self._threads = [threading.Thread(target=self._tell) for _ in range(villagers)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def acknowledged(self):
        with self._lock:
            return sum(told.is_acknowledged for told in self.history)

    def wait_for(self, more, *, within=30):
        """Until so many more were acknowledged."""
        wanted, last = self.acknowledged() + more, time.monotonic() + within
        while self.acknowledged() < wanted and time.monotonic() < last:
            time.sleep(0.01)

    def longest_wait(self, *, since, until):
        """Seconds until the slowest answer to what was sent in this time."""
        return max(
            took for told in self.history for sent, took in told.waits if since <= sent < until
        )

    def statuses(self):
        return {status for told in self.history for status in told.statuses}

    def _tell(self):
        while not self._stop.is_set():
            with self._lock:
                told = next(self._forms)
                self.history.append(told)
            while not told.is_acknowledged and not self._stop.is_set():
                if send(self.system, told) != 200:
                    self._stop.wait(0.1)
            self._stop.wait(self.pause)


def finish(system, history):
    """Send once more whatever got no answer, so that nothing stays unknown."""
    for told in history:
        with contextlib.suppress(StopIteration):
            if not told.is_acknowledged:
                assert send(system, told) == 200, told.statuses


def in_days(days):
    return timezone.localdate() + timedelta(days=days)
