"""Cleans what comes with the words: nothing that tells who, where or with what it was made."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import pypdf
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from pypdf.errors import PyPdfError

from pimpasa.base.errors import Refused
from pimpasa.intake.rules import MOST_BYTES, Sort, sort_of

LONGEST_SIDE = 2000  # pixels
MOST_PIXELS = 40_000_000


class FileRefused(Refused):
    """A file we cannot take; the words are kept all the same."""


@dataclass(frozen=True)
class CleanFile:
    """Bytes that may be kept, and what they are."""

    media_type: str
    content: bytes


def clean_file(content: bytes) -> CleanFile:
    """Check size and type by content; drop place, device and author from pictures and PDFs.

    Voice notes are kept as they are recorded: their containers carry no place. Raises FileRefused.
    """
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is larger than 5 MB. Send a smaller one, or only the words."))
    sort = sort_of(content)
    if sort is None:
        raise FileRefused(_("We can take photos, voice notes and PDF files, but not this file."))
    try:
        if sort.is_picture:
            return CleanFile("image/jpeg", _redrawn(content))
        if sort is Sort.PDF:
            return CleanFile(sort.value, _without_metadata(content))
    except (
        OSError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        PyPdfError,
        RecursionError,
    ) as bad:
        raise FileRefused(_("The file is damaged. Try to send it again.")) from bad
    return CleanFile(sort.value, content)


def _redrawn(content: bytes) -> bytes:
    with _opened(content) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise FileRefused(_("The photo is too large. Send a smaller one."))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))


def _without_metadata(content: bytes) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(content))
    writer = pypdf.PdfWriter()
    for page in reader.pages:
        page.pop("/Metadata", None)
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
