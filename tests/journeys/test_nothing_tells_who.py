"""Rows 29 and 31: canaries planted at every door of a running system turn up in no file of it."""

import io
import re
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from uuid import uuid4

import pyrage
import pytest
from PIL import Image

from tests.faults.checker import Finally
from tests.faults.load import forms, receipt_in
from tests.faults.system import System, copy_home
from tests.planting import canary, sealed_fields, spellings

WORDS = "kenariwicara"
CONTACT = "0812-7788-4455"
VILLAGE_NAME = "kenaridesa"
ADDRESS = "203.0.113.77"
BROWSER = "KenariPonsel/7.1"
COOKIE = "kenarikue"
CAMERA = "KenariKamera"
WRITTEN_BACK = "kenaribalasan"
TYPED = "kenarikode"
OFFER = "kenaritawaran"
CANARIES = [WORDS, CONTACT, VILLAGE_NAME, ADDRESS, BROWSER, COOKIE, CAMERA]
CANARIES += [WRITTEN_BACK, TYPED, OFFER, "0834-9911-2266"]
IDENTIFYING = {
    "User-Agent": BROWSER,
    "X-Forwarded-For": ADDRESS,
    "X-Real-IP": ADDRESS,
    "Forwarded": f"for={ADDRESS}",
    "Cookie": f"sessionid={COOKIE}; csrftoken={COOKIE}",
    "Referer": f"https://example.org/{COOKIE}",
    "Accept-Language": "x-kenari",
}
PLANT = "from tests.planting import plant_everywhere; plant_everywhere()"
SEALED = [canary(field) for _, field in sealed_fields()]
DONE_WITHIN = 60  # seconds for the worker


def photo_with_a_canary():
    """A photo whose camera is named in it, and where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif[0x9286] = f"{ADDRESS} {CONTACT}"
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(out, "JPEG", exif=exif, comment=CAMERA.encode())
    assert CAMERA.encode() in out.getvalue()
    return out.getvalue()


def multipart(fields, photo):
    edge = uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="berkas"; filename="{CAMERA}.jpg"'
    file = f"{head}\r\nContent-Type: image/jpeg\r\n\r\n".encode() + photo + b"\r\n"
    return b"".join(
        [*parts, file, f"--{edge}--\r\n".encode()]
    ), f"multipart/form-data; boundary={edge}"


def post(system, path, fields, *, photo=b""):
    body, kind = multipart(fields, photo)
    connection = HTTPConnection("127.0.0.1", system.port, timeout=30)
    try:
        connection.request("POST", path, body, IDENTIFYING | {"Content-Type": kind})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def plant(system):
    """Everything a villager may send, with all that might identify them. Returns the code."""
    told, *_ = forms(system, 1)
    words = f"Tolong, adik saya disekap di Kamboja, dipukuli. {WORDS} {CONTACT}"
    fields = told.fields | {"cerita": words, "desa": VILLAGE_NAME, "desa_dicari": VILLAGE_NAME}
    status, body = post(system, "/lapor/", fields, photo=photo_with_a_canary())
    assert status == 200, body.decode()[-3000:]
    code = receipt_in(body)
    writing = {"kode": code, "pesan": str(uuid4()), "cerita": f"{WRITTEN_BACK} {CONTACT}"}
    assert post(system, "/kode/tulis/", writing)[0] == 200
    assert post(system, "/kode/", {"kode": TYPED})[0] == 200
    assert post(system, "/tawaran/", {"cerita": f"{OFFER} Kamboja 0834-9911-2266"})[0] == 200
    assert post(system, "/jawaban/cari/", {"cari": f"{WORDS} paspor"})[0] == 200
    assert post(system, "/poster/", {"desa": VILLAGE_NAME})[0] == 200
    assert post(system, f"/{WORDS}/", {})[0] == 404
    assert post(system, "/lapor/", {"cerita": WORDS, "kode": "\x00"})[0] in (200, 422)
    return code


def wait_until_worked(system):
    last = time.monotonic() + DONE_WITHIN
    while time.monotonic() < last:
        if Finally(system).count("triage_emergency") and not Finally(system).count(
            "django_tasks_database_dbtaskresult"
        ):
            return
        time.sleep(0.2)
    raise AssertionError("the worker did not finish")


def files_of(system):
    return [path for path in system.home.rglob("*") if path.is_file()]


def hits(system, words):
    """Which file holds which of these, in any spelling a file may have."""
    found = []
    for path in files_of(system):
        data = path.read_bytes().lower()
        for word in words:
            found += [(path.name, word) for one in spellings(word.lower()) if one.lower() in data]
    return found


@pytest.fixture(scope="module")
def planted(street, tmp_path_factory):
    """A system that has received, read, paged and been backed up; the code; and when."""
    system = System(copy_home(street, tmp_path_factory.mktemp("canaries") / "home"))
    system.start()
    try:
        before = datetime.now(UTC)
        code = plant(system)
        after = datetime.now(UTC)
        wait_until_worked(system)
        system.manage("shell", "-v", "0", "-c", PLANT)
        system.manage("backup")
        yield system, code, (before, after)
    finally:
        system.kill()


def test_the_search_finds_what_the_system_does_write(planted):
    system, _code, _when = planted
    assert ("ring.json", "web") in hits(system, ["web"])
    assert any(name.startswith("pimpasa.sqlite3") for name, _ in hits(system, ["Juntikebon"]))


def test_no_file_of_the_system_holds_a_canary(planted):
    system, code, _when = planted
    names = {path.name for path in files_of(system)}
    assert {"pimpasa.sqlite3", "pimpasa.sqlite3-wal", "output.log"} <= names
    assert any(path.suffix == ".age" for path in files_of(system))
    assert any("mail" in path.parts for path in files_of(system)), "nobody was paged"
    assert "Kamboja" not in "".join(p.read_text() for p in (system.home / "mail").iterdir())

    assert hits(system, [*CANARIES, *SEALED, code, code.replace(" ", "")]) == []


def test_the_health_page_and_an_opened_backup_hold_none(planted):
    system, code, _when = planted
    _status, body, _instance = system.ask("GET", "/sehat", headers=IDENTIFYING)
    assert not any(word.lower().encode() in body.lower() for word in CANARIES)

    [made, *_] = [path for path in files_of(system) if path.suffix == ".age"]
    opened = open_backup(made, system.home / "keys" / "backup.key")
    assert len(opened) > 100_000
    assert not [w for w in (*CANARIES, *SEALED, code) if w.lower().encode() in opened.lower()]


def open_backup(path, key):
    """All bytes of a backup, decrypted."""
    identity = next(
        line for line in key.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-")
    )
    return pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(identity)])


def test_no_row_tells_the_hour_of_a_villagers_message(planted, street):
    """Only what is owed within hours has an hour, and it goes when it is met."""
    system, _code, when = planted
    there_before = set(cells(street / "pimpasa.sqlite3"))
    new = [cell for cell in cells(system.home / "pimpasa.sqlite3") if cell not in there_before]
    told = {(table, column) for table, column, value in new if tells_the_hour(value, *when)}

    assert len(new) > 100
    assert told == {("answers_deadline", "due_at"), ("ledger_duty", "last_done_at")}


def cells(database):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        tables = [
            row[0] for row in opened.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        for table in tables:
            rows = opened.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in rows.description]
            for row in rows:
                yield from ((table, *pair) for pair in zip(columns, row, strict=True))


def tells_the_hour(value, before, after):
    """A moment within an hour of the message: written out, as seconds, or in a time-ordered id."""
    text = value if isinstance(value, str) else ""
    early, late = before.timestamp() - 3600, after.timestamp() + 2 * 3600
    for found in re.findall(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?", text):
        moment = datetime.fromisoformat(found.replace(" ", "T")).replace(tzinfo=UTC).timestamp()
        if early <= moment <= late or early <= moment - 7 * 3600 <= late:
            return True
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and any(
        early * unit <= value <= late * unit for unit in (1, 10**3, 10**6, 10**9)
    )
