"""How much people told in a month: numbers in which nobody can be known."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page

from pimpasa.counts.queries import Published, published
from pimpasa.counts.rules import ALL, weeks_of_month
from pimpasa.doors.community.pages.page import page
from pimpasa.doors.community.pages.shown import TOPICS
from pimpasa.places.queries import names_at

KINDS: dict[str, Promise] = {
    "QUESTION": _("Questions"),
    "SUGGESTION": _("Suggestions"),
    "REPORT": _("Reports"),
    "JOB_OFFER": _("Job offers passed on"),
}


@gzip_page
def figures(request: HttpRequest) -> HttpResponse:
    """The newest month that is published."""
    told = published()
    return page(request, "figures", {"told": told} | (_shown(told) if told else {}))


def _shown(told: Published) -> dict[str, object]:
    weeks = weeks_of_month(told.month)
    return {
        "first": weeks[0],
        "last": weeks[-1],
        "all": told.of(ALL),
        "kinds": _known((name, told.of(f"kind:{kind}")) for kind, name in KINDS.items()),
        "topics": _known((name, told.of(f"topic:{topic}")) for topic, name in TOPICS.items()),
        "places": _known((name, told.of(ALL, place=code)) for code, name in names_at(2).items()),
    }


def _known(rows: Iterable[tuple[str | Promise, int | None]]) -> list[tuple[str | Promise, int]]:
    """The figures that are told, the largest first."""
    told = [(name, n) for name, n in rows if n is not None]
    return sorted(told, key=lambda row: -row[1])
