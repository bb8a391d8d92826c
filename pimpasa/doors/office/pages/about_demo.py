"""About this demonstration: what was planted in it, what was found and when, what was missed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pimpasa.base.errors import NotThere
from pimpasa.demo.found import account
from pimpasa.demo.planted import read_planted
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render


@require_safe
@office_page()
def about_demo(request: OfficeRequest) -> HttpResponseBase:
    """Hold what was planted against what was raised; nowhere but in a demonstration."""
    if not settings.DEMO:
        raise NotThere
    found = account(read_planted())
    is_english = get_language() == "en"
    rows = [
        (outcome, outcome.planted.title_en if is_english else outcome.planted.title_id)
        for outcome in found.outcomes
    ]
    context = {
        "account": found,
        "outbreaks": [row for row in rows if row[0].planted.is_outbreak],
        "noise": [row for row in rows if not row[0].planted.is_outbreak],
    }
    return render(request, "office/about_demo.html", context)
