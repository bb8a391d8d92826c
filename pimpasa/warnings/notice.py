"""A warning on paper: one A4 page for the notice board, as a PDF made by Typst; and for a group."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import font_source_sans_pro
import segno
import typst
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from pimpasa.answers.cards import hotline
from pimpasa.places.queries import place_name
from pimpasa.warnings.models import Scope, Warning
from pimpasa.warnings.public import places_of
from pimpasa.warnings.rules import message_for_group

_TEMPLATE = Path(__file__).with_name("notice.typ")
_FONTS = Path(font_source_sans_pro.__file__).with_name("files")


def notice(warning: Warning, site: str, *, language: str) -> bytes:
    """The page for the notice board, for people who read `language`; the same bytes every time.

    Its QR code leads to the page; a draft is marked as one, and so is what is not for the public.
    """
    with override(language):
        given = _inputs(warning, site)
    made = typst.compile(  # type: ignore[misc]
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs=given | {"language": language},
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError("a notice is one document")
    return made


def group_message(warning: Warning, site: str, *, language: str) -> str:
    """What is sent to a group chat, for people who read `language`."""
    said = said_in(warning, language)
    with override(language):
        return message_for_group(
            headline=f"{_('Warning')}: {said['headline']}",
            text=said["text"],
            advice_title=_("What you can do"),
            advice=said["advice"],
            until=_until(warning.valid_until),
            address=address_of(warning, site),
        )


def said_in(warning: Warning, language: str) -> dict[str, str]:
    """Headline, text and advice in one language."""
    spoken = "en" if language.startswith("en") else "id"
    return {part: getattr(warning, f"{part}_{spoken}") for part in ("headline", "text", "advice")}


def address_of(warning: Warning, site: str) -> str:
    """Where those it is for can read it: everybody, or who signs in."""
    door = "" if warning.scope == Scope.PUBLIC else "/kantor"
    return f"{site.rstrip('/')}{door}/peringatan/{warning.id}/"


def place_names(warning: Warning) -> list[str]:
    """What the places are called that it is for."""
    return [place_name(code) for code in places_of(warning)]


def _inputs(warning: Warning, site: str) -> dict[str, str]:
    address = address_of(warning, site)
    return said_in(warning, get_language() or "id") | {
        "heading": _("Warning"),
        "advice_title": _("What you can do"),
        "places": _("For: %(places)s") % {"places": ", ".join(place_names(warning))},
        "until": _until(warning.valid_until),
        "scan": _("Scan to see whether it still holds"),
        "address": address.partition("://")[2],
        "small": _("From the Immigration Office and Pimpasa, checked by two officers."),
        "danger": _("In danger? Call"),
        "number": hotline("police").number,
        "mark": _mark(warning),
        "qr": _qr(address),
    }


def _mark(warning: Warning) -> str:
    if not warning.approved_at:
        return _("Draft")
    return "" if warning.scope == Scope.PUBLIC else _("Not for the public")


def _until(over: date) -> str:
    return _("Holds until %(day)s") % {"day": date_format(over - timedelta(days=1), "j F Y")}


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, dark="#1a202c")
    return out.getvalue().decode()
