"""Cleans what comes with the words: nothing that tells who, where or with what it was made."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdf
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import Refused
from pimpasa.base.pictures import PictureTooLarge, redrawn
from pimpasa.intake.rules import MOST_BYTES, Sort, sort_of


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
    except (OSError, ValueError, RecursionError) as bad:
        raise FileRefused(_("The file is damaged. Try to send it again.")) from bad
    return CleanFile(sort.value, content)


def _redrawn(content: bytes) -> bytes:
    try:
        return redrawn(content)
    except PictureTooLarge as too_large:
        raise FileRefused(_("The photo is too large. Send a smaller one.")) from too_large


def _without_metadata(content: bytes) -> bytes:
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        writer = pypdf.PdfWriter()
        for page in reader.pages:
            page.pop("/Metadata", None)
            writer.add_page(page)
        writer.metadata = None
        out = io.BytesIO()
        writer.write(out)
    except Exception as bad:  # whatever pypdf stumbles over in a damaged file
        raise ValueError("damaged") from bad
    return out.getvalue()
