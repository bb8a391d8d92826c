"""What became of what people told: numbers by province, in which nobody can be known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page

from pimpasa.doors.community.pages.page import page, today_in
from pimpasa.outcomes.public import Row, outcomes_told

REASONS: dict[str, Promise] = {
    "ANSWERED": _("got an answer, nothing else was needed"),
    "HELPED": _("somebody was helped"),
    "HANDED_OVER": _("another agency has it and does it"),
    "NOTHING_FOUND": _("looked into, nothing of it was found"),
    "UNREACHED": _("could not be looked into"),
    "NOT_WANTED": _("the person wanted nothing done"),
}


@gzip_page
def became(request: HttpRequest) -> HttpResponse:
    """The last quarter that is over."""
    table = outcomes_told(today=today_in(None))
    areas = [(row, _shown(row, table.reasons)) for row in table.rows if row.all is not None]
    values = {"since": table.since, "until": table.until, "areas": areas}
    return page(request, "became", values)


def _shown(row: Row, reasons: tuple[str, ...]) -> list[tuple[Promise, int]]:
    told = zip(reasons, row.by_reason, strict=True)
    return [(REASONS[reason], many) for reason, many in told if many is not None]
