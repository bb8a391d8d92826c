"""The map of one's own villages: drawn in the browser from our own data, without outside tiles."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from pimpasa.base.errors import NotThere
from pimpasa.counts.figures import by_village, has_territory
from pimpasa.counts.rules import WEEK, week_of
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.figures_forms import FiguresForm, whats
from pimpasa.doors.office.frame import render
from pimpasa.people.rules import Deed
from pimpasa.places.outlines import outlines_of, villages_located


@require_safe
@office_page(Deed.EXPORT_COUNTS)
def drawn(request: OfficeRequest) -> HttpResponseBase:
    """The page around the map; whoever has no villages has no such map."""
    if not has_territory(request.officer):
        raise NotThere
    form = FiguresForm(request.GET)
    first, last = form.period(today=request.today)
    since, until = week_of(first), week_of(last) + WEEK
    initial = {"what": form.cleaned_data.get("what"), "since": since, "until": until}
    context = {
        "form": FiguresForm(initial=initial),
        "what": whats()[form.thing()],
        "since": since,
        "until": until,
        "located": len(villages_located(request.officer.scope)),
        "asked": request.GET.urlencode(),
    }
    return render(request, "office/figures_map.html", context)


@require_safe
@gzip_page
@office_page(Deed.EXPORT_COUNTS)
def points(request: OfficeRequest) -> HttpResponseBase:
    """The villages that are located, how often each told of a thing, and outlines of regencies."""
    officer, form = request.officer, FiguresForm(request.GET)
    if not has_territory(officer):
        raise NotThere
    first, last = form.period(today=request.today)
    times = by_village(officer, first=first, last=last, what=form.thing())
    villages = [
        _feature(
            {"type": "Point", "coordinates": [lon, lat]}, code=code, name=name, n=times.get(code, 0)
        )
        for code, name, lat, lon in villages_located(officer.scope)
    ]
    around = outlines_of({code[:5] for code in officer.scope})
    said = {
        "villages": _collection(villages),
        "outlines": _collection([_feature(shape, code=code) for code, shape in around.items()]),
        "reports": reverse("inbox"),
    }
    return JsonResponse(said)


def _feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}
