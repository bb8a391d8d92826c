"""Guessing a password is slowed across processes. The pages answer 200, so their words count."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from pimpasa.ledger.models import Event
from tests.office.desk import type_password

PROCESSES, TRIES = 4, 50
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shared(transactional_db, people, tmp_path):
    """The environment of processes that work on the database of this test."""
    cache.clear()
    (tmp_path / "keys").mkdir()
    shutil.copy2(settings.KEY_FILE, tmp_path / "keys" / "ring.json")
    yield os.environ | {
        "DJANGO_SETTINGS_MODULE": "pimpasa.settings",
        "PIMPASA_HOME": str(tmp_path),
        "PIMPASA_HOSTS": "testserver",
        "DATABASE_URL": _address(tmp_path),
    }
    cache.clear()


def _address(home):
    """Where the other processes find the database; SQLite's is in memory, so it is copied out."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(home / "pimpasa.sqlite3")])
        return ""
    known = connection.settings_dict
    who = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
    return f"postgresql://{who}@/{known['NAME']}?host={quote(known['HOST'])}&port={known['PORT']}"


def guess_at_once(environment, *, addresses):
    """Let several processes guess at the same time; returns what all pages said."""
    command = [sys.executable, "-m", "tests.office.guess", "ratna", str(TRIES)]
    started = [
        subprocess.Popen([*command, address], env=environment, cwd=ROOT, stdout=subprocess.PIPE)
        for address in addresses
    ]
    said = Counter()
    for process in started:
        said.update(json.loads(process.communicate(timeout=120)[0]))
    return said


def test_two_hundred_tries_from_four_processes_come_to_ten_at_most(shared):
    addresses = [f"10.0.{number}.1" for number in range(PROCESSES)]

    said = guess_at_once(shared, addresses=addresses)

    assert 1 <= said["wrong"] <= 10
    assert said["wrong"] + said["too many"] == PROCESSES * TRIES
    assert said["answered 200"] > 100  # which is why the status alone says nothing


@pytest.mark.django_db
def test_the_right_password_does_not_help_while_the_account_is_slowed(people):
    cache.clear()
    for number in range(6):
        type_password(Client(), people["dewi"], password=f"guess {number}")
    client = Client()

    page = type_password(client, people["dewi"])

    assert "Terlalu banyak" in page.content.decode()
    assert client.get("/kantor/").status_code != 200
    assert Event.objects.filter(name="people.sign_in_failed").count() == 5
    assert type_password(Client(), people["tono"]).status_code == 302  # nobody else is slowed


@pytest.mark.django_db
def test_the_counters_hold_no_address_and_no_name(people):
    cache.clear()
    type_password(Client(REMOTE_ADDR="203.0.113.77"), people["dewi"], password="guess")

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        kept = str(cursor.fetchall())

    assert "allauth" in kept
    assert "203.0.113" not in kept
    assert "dewi" not in kept
