"""In a real browser the camera reads a badge at the door of a training.

The camera is Chromium's own, given a film of the badge. Chromium for Linux has no such
`BarcodeDetector` as phones with Android have: zbar stands in for it and sees the same frames.
Without it the page reads with what it fetches, as on an iPhone or in Firefox.
"""

import base64
import io
import shutil
import subprocess
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from pimpasa.training.models import Seat
from tests.browser.chromium import CHROMIUM, FLAGS, in_a_browser
from tests.browser.test_officer import sign_in
from tests.browser.test_training_day import EVENT_PAGE, PHONE, people  # noqa: F401
from tests.office.desk import with_second_factor

pytestmark = [
    *in_a_browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("zbarimg"), reason="no zbarimg (Debian: zbar-tools)"),
]
READ_AGAIN = 3
READER = "/static/qr/decode.js"
FRAMES = 45  # of one badge, at thirty a second
DETECTOR = """
globalThis.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) {
    const still = document.createElement("canvas");
    still.width = video.videoWidth;
    still.height = video.videoHeight;
    still.getContext("2d").drawImage(video, 0, 0);
    const read = await zbar(still.toDataURL("image/png"));
    return read ? [{ rawValue: read }] : [];
  }
};
"""


def film_of(folder, *texts):
    """A film of these QR codes held before the camera in turn, as the badge draws them."""
    film = io.BytesIO()
    for text in texts:
        code = io.BytesIO()
        segno.make(text, error="m").save(code, kind="png", border=2, scale=8)
        frame, still = Image.new("RGB", (640, 480), "#888"), io.BytesIO()
        frame.paste(Image.open(code).convert("RGB"), (150, 90))
        frame.save(still, "JPEG", quality=90)
        film.write(still.getvalue() * (FRAMES if len(texts) > 1 else 1))
    kept = folder / f"{uuid4()}.mjpeg"
    kept.write_bytes(film.getvalue())
    return kept


class Detector:
    """Reads stills as a phone would, and knows what it has read."""

    def __init__(self):
        self.read = []

    def __call__(self, still):
        picture = base64.b64decode(still.partition(",")[2])
        command = ["zbarimg", "--quiet", "--raw", "--set", "test-inverted=0", "-"]
        found = subprocess.run(command, input=picture, capture_output=True).stdout.decode().strip()
        self.read += [found] if found else []
        return found


@contextmanager
def a_door(address, trainer, film, *, reads_codes=True):
    """The trainer's page at the door, with a camera that sees the film; keeps what is asked for.

    The browser reads QR codes by itself or does not.
    """
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *camera])
        page, detector, asked = opened.new_context(**PHONE).new_page(), Detector(), []
        page.expose_function("zbar", detector)
        page.add_init_script(DETECTOR if reads_codes else "delete globalThis.BarcodeDetector")
        sign_in(page, address, trainer)
        page.goto(f"{address}{EVENT_PAGE}hadir/")
        page.on("request", lambda one: asked.append((one.method, urlsplit(one.url).path)))
        yield page, detector, asked
        opened.close()


def sent(asked):
    """How often a badge was sent."""
    return asked.count(("POST", f"{EVENT_PAGE}hadir/"))


def read_on(page, detector):
    """Until the camera has seen the same badge some more times."""
    until = len(detector.read) + READ_AGAIN
    while len(detector.read) < until:
        page.evaluate("new Promise(requestAnimationFrame)")


def test_a_badge_that_stays_before_the_camera_is_sent_once(live_server, people, tmp_path):  # noqa: F811
    tono, seat = with_second_factor(people["tono"]), Seat.objects.get(account=people["ratna"])
    with a_door(live_server.url, tono, film_of(tmp_path, str(seat.id))) as (page, detector, asked):
        page.click("#scan")
        expect(page.locator(".notice.ok")).to_contain_text("Ratna")
        expect(page.locator("#camera")).to_be_visible()
        read_on(page, detector)
        shown = page.inner_text("#came")

    came = [one for one in Seat.objects.all() if one.came_at]
    assert sent(asked) == 1
    assert [one.id for one in came] == [seat.id]
    assert shown.startswith("1 ")
    assert ("GET", READER) not in asked


def test_a_browser_that_reads_no_codes_fetches_what_does(live_server, people, tmp_path):  # noqa: F811
    """And goes from one badge to the next without another page."""
    tono = with_second_factor(people["tono"])
    film = film_of(tmp_path, *(str(one.id) for one in Seat.objects.all()))
    with a_door(live_server.url, tono, film, reads_codes=False) as (page, detector, asked):
        page.click("#scan")
        expect(page.locator("#came")).to_contain_text("2 dari 2")
        expect(page.locator("#camera")).to_be_visible()

    assert not Seat.objects.filter(came_at=None).exists()
    assert detector.read == []
    assert ("GET", READER) in asked
    assert ("GET", f"{EVENT_PAGE}hadir/") not in asked


def test_a_code_from_elsewhere_is_refused_once_and_nobody_came(live_server, people, tmp_path):  # noqa: F811
    tono = with_second_factor(people["tono"])
    with a_door(live_server.url, tono, film_of(tmp_path, str(uuid4()))) as (page, detector, asked):
        page.click("#scan")
        expect(page.locator("#checkin")).to_contain_text("Tidak ada undangan")
        expect(page.locator(".notice.ok")).to_have_count(0)
        expect(page.locator("#camera")).to_be_visible()
        read_on(page, detector)

    assert sent(asked) == 1
    assert not Seat.objects.exclude(came_at=None).exists()


def test_without_a_connection_nobody_is_said_to_be_here(live_server, people, tmp_path):  # noqa: F811
    """And the badge that is still held there is sent again by itself."""
    tono, seat = with_second_factor(people["tono"]), Seat.objects.get(account=people["ratna"])
    with a_door(live_server.url, tono, film_of(tmp_path, str(seat.id))) as (page, _detector, asked):
        page.context.set_offline(True)
        page.click("#scan")
        expect(page.locator("#away")).to_be_visible()
        expect(page.locator("#came")).to_contain_text("0 dari 2")
        page.context.set_offline(False)
        expect(page.locator(".notice.ok")).to_contain_text("Ratna")
        expect(page.locator("#away")).to_be_hidden()

    assert sent(asked) > 1
