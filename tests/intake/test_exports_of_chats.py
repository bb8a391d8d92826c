"""A chat comes as text or as a ZIP; what is in neither is refused, however large it says it is."""

import io
import zipfile

import pytest

from pimpasa.intake.chats import MOST_BYTES, NoChat, text_of_export

CHAT = "13/11/24 08.15 - Pak RT: Ada yang tawari kerja"


def packed(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return held.getvalue()


def test_text_is_taken_as_it_is_with_or_without_a_mark_at_its_beginning():
    assert text_of_export(CHAT.encode()) == CHAT
    assert text_of_export(b"\xef\xbb\xbf" + CHAT.encode()) == CHAT


def test_the_one_text_in_a_zip_is_taken_and_its_photos_are_left():
    assert text_of_export(packed(chat_txt=CHAT, foto_jpg=b"\xff\xd8\xff")) == CHAT


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00\x01",
        b"PK\x03\x04 broken",
        packed(foto_jpg=b"\xff\xd8\xff"),
        packed(one_txt=CHAT, two_txt=CHAT),
        packed(chat_txt=CHAT)[:-30],
        packed(bomb_txt=b"0" * (MOST_BYTES + 10)),
        b"0" * (MOST_BYTES + 1),
    ],
    ids=["binary", "no zip", "no text", "two texts", "cut off", "bomb", "too long"],
)
def test_what_is_no_chat_is_refused(content):
    with pytest.raises(NoChat):
        text_of_export(content)
