"""The poster for a village hall: one A4 page with the way to ask, as a PDF made by Typst."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from urllib.parse import quote

import font_source_sans_pro
import segno
import typst

from pimpasa.answers.cards import Both, hotline
from pimpasa.base.content import content_root
from pimpasa.base.entries import file_entry
from pimpasa.places.gazetteer import Found

_TEMPLATE = Path(__file__).with_name("poster.typ")
_FONTS = Path(font_source_sans_pro.__file__).with_name("files")
_WORDS = (
    "title claim promise signs_title scan or_open no_phone come danger small"  # as in the file
).split()


def poster(village: Found, site: str, *, language: str) -> bytes:
    """The poster of one village, for people who read `language`; the same bytes every time.

    Its QR code leads to the page where one tells, with the village chosen already.
    """
    made = typst.compile(  # type: ignore[misc]
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs=_inputs(village, site.rstrip("/"), language),
        timestamp=0,  # the hour of printing would change the bytes, and is nobody's business
    )
    if not isinstance(made, bytes):
        raise TypeError("a poster is one document")
    return made


def _inputs(village: Found, site: str, language: str) -> dict[str, str]:
    words, signs = _written(content_root())
    shown = {name: both.to(language) for name, both in words.items()}
    shown["title"] = shown["title"].replace("{village}", village.name)
    return shown | {
        "language": "en" if language.startswith("en") else "id",
        "around": f"{village.district}, {village.regency}",
        "signs": json.dumps([sign.to(language) for sign in signs]),
        "number": hotline("police").number,
        "site": site.partition("://")[2] or site,
        "qr": _qr(f"{site}/lapor/?desa={quote(village.code)}"),
    }


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, dark="#1a202c")
    return out.getvalue().decode()


@cache
def _written(root: Path) -> tuple[dict[str, Both], tuple[Both, ...]]:
    """The words of the poster, and its five signs."""
    entry = file_entry(root / "poster.toml")
    entry.texts("sources")
    entry.day("review_on")
    words = {name: entry.both(name) for name in _WORDS}
    signs = tuple(sign.both("words") for sign in entry.entries("sign"))
    entry.close()
    return words, signs
