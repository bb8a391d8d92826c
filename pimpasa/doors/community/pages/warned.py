"""Warnings that everybody may read: those in force, those of a village, one of them, its notice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from pimpasa.base.errors import NotThere
from pimpasa.doors.community.pages.page import page, today_in
from pimpasa.doors.community.pages.shown import spoken
from pimpasa.places.queries import find_villages, village_with_code
from pimpasa.warnings.notice import notice, place_names, said_in
from pimpasa.warnings.public import Warning, in_force, in_force_for, public_warning

MOST = 40


@gzip_page
def warnings(request: HttpRequest) -> HttpResponse:
    """Those in force everywhere, or for one village, whose name and code come in a form."""
    name = request.POST.get("desa", "")[:120].strip()
    village = village_with_code(request.POST.get("kode", "")[:13])
    found = find_villages(name)[:8] if name and not village else []
    if village:
        held = in_force_for(village.code, on=today_in(village.code))
    else:
        held = in_force(on=timezone.localdate())
    shown = [_shown(warning) for warning in held[:MOST]]
    values = {"name": name, "found": found, "village": village, "warnings": shown}
    return page(request, "warnings", values)


@gzip_page
def warning(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """One warning; when it is over or was withdrawn, the page says so."""
    told = _told(warning_id)
    is_over = told.valid_until <= timezone.localdate()
    return page(request, "warning", {"warning": _shown(told), "is_over": is_over})


def board(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """The page for the notice board, while the warning is in force."""
    told = _told(warning_id)
    if told.withdrawn_at or told.valid_until <= timezone.localdate():
        raise Http404
    pdf = notice(told, settings.SITE, language=spoken())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="peringatan.pdf"'
    return response


def feed(request: HttpRequest) -> HttpResponse:
    """The warnings in force, for those who read feeds."""
    site = settings.SITE.rstrip("/")
    atom = Atom1Feed(
        title=_("Warnings of Pimpasa"),
        link=f"{site}{reverse('community:warnings')}",
        description="",
        language=spoken(),
        feed_url=f"{site}{request.path}",
    )
    for told in in_force(on=timezone.localdate())[:MOST]:
        said = said_in(told, spoken())
        address = f"{site}{reverse('community:warning', args=[told.id])}"
        atom.add_item(
            said["headline"],
            address,
            f"{said['text']}\n\n{said['advice']}",
            unique_id=told.id.urn,
            updateddate=told.approved_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


def _told(warning_id: UUID) -> Warning:
    try:
        return public_warning(warning_id)
    except NotThere as missing:
        raise Http404 from missing


def _shown(told: Warning) -> dict[str, Any]:
    return {
        **said_in(told, spoken()),
        "id": told.id,
        "places": place_names(told),
        "approved_on": told.approved_at,
        "valid_until": told.valid_until,
        "is_severe": told.severity == "SEVERE",
        "withdrawn_because": told.withdrawn_because if told.withdrawn_at else "",
    }
