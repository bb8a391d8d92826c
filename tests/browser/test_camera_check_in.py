"""In a real browser the camera reads a badge at the door of a training.

The camera is Chromium's own, given a film of the badge. Chromium for Linux has no such
`BarcodeDetector` as phones with Android have: zbar stands in for it and sees the same frames.
"""

import base64
import io
import shutil
import subprocess
from contextlib import contextmanager
from uuid import uuid4

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from pimpasa.training.models import Seat
from tests.browser.acts import go_on
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
DETECTOR = """
globalThis.BarcodeDetector = class {
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


def film_of(text, folder):
    """A film of this QR code held before the camera, as the badge draws it."""
    code = io.BytesIO()
    segno.make(text, error="m").save(code, kind="png", border=2, scale=8)
    frame = Image.new("RGB", (640, 480), "#888")
    frame.paste(Image.open(code).convert("RGB"), (150, 90))
    film = folder / f"{uuid4()}.mjpeg"
    frame.save(film, "JPEG", quality=90)
    return film


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
def a_door(address, trainer, film):
    """The trainer's page at the door, with a camera that sees the film; counts what is sent."""
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *camera])
        page, detector, sent = opened.new_context(**PHONE).new_page(), Detector(), []
        page.expose_function("zbar", detector)
        page.add_init_script(DETECTOR)
        sign_in(page, address, trainer)
        page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
        page.goto(f"{address}{EVENT_PAGE}hadir/")
        yield page, detector, sent
        opened.close()


def read_on(page, detector):
    """Until the camera has seen the same badge some more times."""
    until = len(detector.read) + READ_AGAIN
    while len(detector.read) < until:
        page.evaluate("new Promise(requestAnimationFrame)")


def test_a_badge_is_read_and_read_again(live_server, people, tmp_path):  # noqa: F811
    tono, seat = with_second_factor(people["tono"]), Seat.objects.get(account=people["ratna"])
    with a_door(live_server.url, tono, film_of(str(seat.id), tmp_path)) as (page, detector, sent):
        go_on(page, "#scan")
        expect(page.locator(".notice.ok")).to_contain_text("Ratna")
        expect(page.locator("#camera")).to_be_visible()
        read_on(page, detector)
        once = len(sent)
        go_on(page, "#scan")  # asked for anew, the same badge is read anew
        expect(page.locator(".notice.ok")).to_contain_text("Ratna")
        shown = page.inner_text(".head .sub")

    came = [one for one in Seat.objects.all() if one.came_at]
    assert (once, len(sent)) == (1, 2)
    assert [one.id for one in came] == [seat.id]
    assert "1" in shown


def test_a_code_from_elsewhere_is_refused_once_and_nobody_came(live_server, people, tmp_path):  # noqa: F811
    tono = with_second_factor(people["tono"])
    with a_door(live_server.url, tono, film_of(str(uuid4()), tmp_path)) as (page, detector, sent):
        go_on(page, "#scan")
        expect(page.locator("#checkin")).to_contain_text("Tidak ada undangan")
        expect(page.locator(".notice.ok")).to_have_count(0)
        expect(page.locator("#camera")).to_be_visible()
        read_on(page, detector)

    assert len(sent) == 1
    assert not Seat.objects.exclude(came_at=None).exists()
