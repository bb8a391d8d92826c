"""The poster for the village hall: choose a village, print one page."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from pimpasa.answers.poster import poster
from pimpasa.doors.community.pages.page import page
from pimpasa.doors.community.pages.shown import spoken
from pimpasa.places.queries import find_villages, village_with_code


def choose(request: HttpRequest) -> HttpResponse:
    """Find the village by its name, then take its poster."""
    name = request.POST.get("desa", "")[:120].strip()
    found = find_villages(name) if name else []
    return page(request, "posters", {"name": name, "found": found})


def download(request: HttpRequest, village: str) -> HttpResponse:
    """The poster of one village, A4, ready to print."""
    place = village_with_code(village)
    if place is None:
        raise Http404
    pdf = poster(place, settings.SITE, language=spoken())
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="pimpasa-{place.code}.pdf"'
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
