"""Photograph the main pages of the demonstration for the README: docs/pictures/*.webp.

Works on a copy of the home (PIMPASA_HOME, else var/), so that looking leaves no trace in it.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("PIMPASA_HOME", ROOT / "var")).resolve()
TARGET = ROOT / "docs" / "pictures"
CHROMIUM = next(
    (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), ""
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LARGEST = 150_000  # bytes of one picture
PATIENCE = 120_000  # milliseconds: the worker catches up with a home that slept
PHONE, DESK = (360, 740), (1280, 860)
SUSPICION = "section[aria-labelledby=due] li:has(.tag.warn) a.title"
TRUE_SIGNAL = ".rows tr:has(.tag.danger) th a"


@dataclass(frozen=True)
class Picture:
    """One page, as one person sees it."""

    name: str
    path: str
    size: tuple[int, int]
    role: str = ""  # who is signed in; nobody at the community door
    language: str = "id"
    scheme: str = "light"
    then: str = ""  # what is clicked there: the page it leads to is the picture


PICTURES = (
    Picture("village", "/", PHONE),
    Picture("village-english-dark", "/en/", PHONE, scheme="dark"),
    Picture("offer", "/tawaran/", PHONE),
    Picture("warning", "/peringatan/", PHONE, then=".box h2 a"),
    Picture("desk", "/kantor/", DESK, role="pimpasa"),
    Picture("signal", "/kantor/sinyal/", DESK, role="pimpasa", then=TRUE_SIGNAL),
    Picture("training", "/kantor/pelatihan/", DESK, role="pimpasa"),
    Picture(
        "case-english-dark",
        "/kantor/",
        DESK,
        "pimpasa",
        language="en",
        scheme="dark",
        then=SUSPICION,
    ),
    Picture("villages", "/kantor/desa/", DESK, role="supervisor"),
    Picture("a-village", "/kantor/desa/", DESK, role="supervisor", then=".rows th a >> nth=1"),
    Picture("referral", "/kantor/rujukan/", DESK, role="supervisor", then=".rows th a"),
    Picture("offices", "/kantor/kanim/", DESK, role="admin", language="en"),
)


def main() -> None:
    if not (HOME / "demonstration.txt").exists():
        raise SystemExit(f"{HOME} holds no demonstration.\n  What to do: make run, then try again")
    if not CHROMIUM:
        raise SystemExit("There is no Chromium.\n  What to do: sudo apt install chromium")
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        home = Path(folder) / "home"
        shutil.copytree(HOME, home, ignore=shutil.ignore_patterns("backups", "*.lock"))
        with served(home) as site:
            browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for role in dict.fromkeys(picture.role for picture in PICTURES):
                photograph(browser, site, role)
            browser.close()


def photograph(browser: Browser, site: str, role: str) -> None:
    """All pictures of one person, in one session."""
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    spoken = "id"
    if role:
        sign_in(page, site, role)
    for picture in (p for p in PICTURES if p.role == role):
        page.set_viewport_size({"width": picture.size[0], "height": picture.size[1]})
        page.emulate_media(color_scheme=picture.scheme)
        if role and picture.language != spoken:
            speak(page, site, picture.language)
            spoken = picture.language
        answer = page.goto(site + picture.path)
        if answer is None or answer.status != 200:
            raise SystemExit(f"{picture.path} answers {answer and answer.status}")
        if picture.then:
            page.click(picture.then)
            page.wait_for_load_state()
        keep(page.screenshot(), picture.name)
    context.close()


def sign_in(page: Page, site: str, role: str) -> None:
    """Two clicks, as a newcomer does it."""
    page.goto(f"{site}/akun/masuk/")
    page.click(f"#be-{role}")
    if page.query_selector("#go-on"):
        page.click("#go-on")
    page.wait_for_url(f"{site}/kantor/")


def speak(page: Page, site: str, language: str) -> None:
    """Choose a language for the person."""
    page.goto(f"{site}/kantor/saya/")
    page.check(f"input[name=language][value={language}]")
    page.click("main button.btn")


def keep(picture: bytes, name: str) -> None:
    """Write it small enough for a README."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    for quality in range(90, 20, -10):
        out = io.BytesIO()
        drawn.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            (TARGET / f"{name}.webp").write_bytes(out.getvalue())
            print(f"docs/pictures/{name}.webp  {out.tell() // 1000} kB")
            return
    raise SystemExit(f"{name} does not fit into {LARGEST} bytes")


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The system on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    environment = os.environ | {"PIMPASA_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    system = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/sehat", system)
        yield f"http://127.0.0.1:{port}"
    finally:
        system.terminate()
        system.wait()


def wait_for(address: str, system: subprocess.Popen[bytes]) -> None:
    """Until it answers well; it has a minute."""
    for _ in range(120):
        if system.poll() is not None:
            raise SystemExit("The system did not start.")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("The system did not answer within a minute.")


if __name__ == "__main__":
    main()
