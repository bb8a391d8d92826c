"""How long 146 people take to be checked in on one phone: the machine's part, and what it leaves.

Run: .venv/bin/python bench/checkin.py [badges] [pins] [camera]. Over HTTP as the page at the door
sends it, by badge and by PIN; then in Chromium, slowed down as a phone, before whose camera a film
of all badges is held.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
IS_FILLING = sys.argv[1:2] == ["--fill"]
os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE", "pimpasa.settings" if IS_FILLING else "tests.settings"
)
import django  # noqa: E402

django.setup()

import segno  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402

from bench import results  # noqa: E402
from bench.officers import SINCE, account, signed_in  # noqa: E402
from pimpasa.people.models import Account  # noqa: E402
from pimpasa.people.queries import officer_of  # noqa: E402
from pimpasa.people.rules import Role  # noqa: E402
from pimpasa.training.actions.events import Plan, plan_event  # noqa: E402
from pimpasa.training.actions.seats import invite  # noqa: E402
from pimpasa.training.models import Seat  # noqa: E402
from tests.browser.chromium import CHROMIUM, FLAGS  # noqa: E402
from tests.faults.system import ROOT, System  # noqa: E402

PEOPLE = 6 if results.IS_SHORT else 146  # as on 5 November 2024
FIVE_MINUTES = 300.0  # seconds
SHOWN = 0.7  # seconds each badge of the film is held
FRAMES = 30  # a second
SLOWER = 4  # times, as Chromium imitates a phone
WAYS = ["badges", "pins", "camera"]
COLUMNS = "way|people|s in all|p50 ms|p95 ms|worst ms|s left a person".split("|")
HEADING = "Checking in on one phone"


def fill(people: int) -> dict[str, Any]:
    """A trainer who is signed in, and an event to which all are invited."""
    now, trainer = timezone.now(), account("bench-trainer", Role.TRAINER)
    by, id = officer_of(trainer, on=now.date()), trainer.id
    plan_event(
        Plan(id, "Rapat", "Jakarta", now.date(), people, "reading-the-law", ()), by=by, now=now
    )
    invited = [
        Account(username=name, display_name=name, role=Role.PIMPASA, joined_on=SINCE)
        for name in (f"bench-{n}" for n in range(people))
    ]
    for one in invited:
        one.save(force_insert=True)
    invite(id, [one.id for one in invited], by=by, now=now)
    seats = Seat.objects.filter(event_id=id)
    return {
        "cookie": signed_in(trainer),
        "path": f"/kantor/pelatihan/acara/{id}/hadir/",
        "badges": [str(one.id) for one in seats],
        "pins": [one.pin for one in seats],
    }


def by_hand(system: System, told: dict[str, Any], shown: list[str]) -> list[float]:
    """Seconds until the phone heard of each, one after the other."""
    line = HTTPConnection("127.0.0.1", system.port, timeout=60)
    cookie = f"sessionid={told['cookie']}"
    line.request("GET", told["path"], headers={"Cookie": cookie})
    answer = line.getresponse()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert token
    given = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    heads = {"Cookie": f"{cookie}; {given}", "Content-Type": "application/x-www-form-urlencoded"}
    took = []
    for code in shown:
        start = time.perf_counter()
        body = urlencode({"csrfmiddlewaretoken": token[1], "shown": code})
        line.request(
            "POST", told["path"], body, heads | {"Referer": f"http://127.0.0.1{told['path']}"}
        )
        answer = line.getresponse()
        words = answer.read()
        assert answer.status == 200, answer.status
        took.append(time.perf_counter() - start)
    assert f'id="came">{PEOPLE} '.encode() in words
    line.close()
    return took


def film(badges: list[str], folder: Path) -> Path:
    """All badges, one after the other, as a camera would see them."""
    made = folder / "badges.mjpeg"
    with made.open("wb") as out:
        for badge in badges:
            code, still = io.BytesIO(), io.BytesIO()
            segno.make(badge, error="m").save(code, kind="png", border=2, scale=8)
            frame = Image.new("RGB", (640, 480), "#888")
            frame.paste(Image.open(code).convert("RGB"), (150, 90))
            frame.save(still, "JPEG", quality=80)
            out.write(still.getvalue() * int(SHOWN * FRAMES))
    return made


def by_camera(system: System, told: dict[str, Any], folder: Path) -> float:
    """Seconds from the first look of the camera until all are here."""
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    camera += [f"--use-file-for-fake-video-capture={film(told['badges'], folder)}"]
    address = f"http://127.0.0.1:{system.port}"
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *camera])
        context = opened.new_context(viewport={"width": 360, "height": 740})
        context.add_cookies([{"name": "sessionid", "value": told["cookie"], "url": address}])
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(f"{address}{told['path']}")
        start = time.perf_counter()
        page.click("#scan")
        everybody = re.compile(rf"^{PEOPLE} ")
        expect(page.locator("#came")).to_have_text(everybody, timeout=2000 * FIVE_MINUTES)
        took = time.perf_counter() - start
        opened.close()
    return took


def tell(way: str, whole: float, took: list[float]) -> None:
    """One line: all, each, and what five minutes leave for the hands of each person."""
    each = sorted(1000 * one for one in took)
    marks = (each[len(each) // 2], each[int(len(each) * 0.95)], each[-1]) if each else ()
    shown = [f"{ms:.0f}" for ms in marks] or ["-"] * 3
    left = f"{(FIVE_MINUTES - whole) / PEOPLE:.2f}"
    results.keep(HEADING, COLUMNS, [way, str(PEOPLE), f"{whole:.1f}", *shown, left])


def measured(way: str) -> None:
    """Every way has a home of its own: nobody is here yet."""
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as home:
        system = System(home)
        system.manage("prepare", "--without-places")
        command = [sys.executable, str(ROOT / "bench" / "checkin.py"), "--fill", str(PEOPLE)]
        done = subprocess.run(
            command, env=system.environment, cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        told = json.loads(done.stdout)
        try:
            system.start(with_worker=False)
            if way == "camera":
                tell(f"camera, each badge {SHOWN} s", by_camera(system, told, Path(home)), [])
            else:
                took = by_hand(system, told, told[way])
                tell(way, sum(took), took)
        finally:
            system.kill()


if __name__ == "__main__":
    if IS_FILLING:
        print(json.dumps(fill(int(sys.argv[2]))))
    else:
        for one in sys.argv[1:] or (["pins"] if results.IS_SHORT else WAYS):
            measured(one)
