"""What comes with the words tells nothing of who, where or with what it was made."""

import io

import pypdf
import pytest
from PIL import Image

from pimpasa.intake.files import FileRefused, clean_file


def photo(kind="JPEG", size=(40, 30), comment=None):
    out = io.BytesIO()
    picture = Image.new("RGB", size, (200, 10, 10))
    exif = picture.getexif()
    exif[0x010F] = "CANARY-PHONE"
    exif.get_ifd(0x8825)[1] = "S"
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def paper():
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "CANARY-AUTHOR"})
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_its_device_and_place(kind):
    given = photo(kind)
    assert b"CANARY" in given

    clean = clean_file(given)

    assert clean.media_type == "image/jpeg"
    assert b"CANARY" not in clean.content
    assert not Image.open(io.BytesIO(clean.content)).getexif()


def test_a_huge_photo_is_made_smaller():
    clean = clean_file(photo(size=(3000, 1000)))

    assert max(Image.open(io.BytesIO(clean.content)).size) == 2000


def test_a_paper_loses_its_author():
    given = paper()
    assert b"CANARY" in given

    clean = clean_file(given)

    assert b"CANARY" not in clean.content
    assert len(pypdf.PdfReader(io.BytesIO(clean.content)).pages) == 1


@pytest.mark.parametrize("head", [b"OggS\0\2", b"ID3\3", b"#!AMR\n", b"\0\0\0\x20ftypM4A "])
def test_voice_notes_are_taken(head):
    assert clean_file(head + b"sound" * 10).media_type.startswith("audio/")


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ\x90", b"<svg onload=alert(1)>", b"PK\3\4", b"\xff\xd8\xff" + b"x" * 50,
     b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n" + b"0" * 20, b"\xff\xd8\xff" + b"x" * 5_000_000],
    ids=["empty", "program", "svg", "zip", "broken photo", "broken pdf", "broken png", "large"],
)  # fmt: skip
def test_anything_else_is_refused_with_a_reason(content):
    with pytest.raises(FileRefused) as refusal:
        clean_file(content)

    assert str(refusal.value.reason)


def test_a_picture_bomb_is_refused_before_it_is_opened():
    bomb = photo("PNG", size=(12_000, 12_000))

    with pytest.raises(FileRefused):
        clean_file(bomb)
