"""The lists behind figures: reports closed, people helped, clocks kept; narrowed by the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pimpasa.answers.kept import LATE, met_clocks
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.labels import CLOCKS, CLOSINGS, HELPS
from pimpasa.doors.office.outcome_forms import PeriodForm
from pimpasa.doors.office.templatetags.office import day
from pimpasa.outcomes.queries import closings_for, helped_for
from pimpasa.people.rules import Deed

PAGE = 50
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """One line: what it is about, what stands beside it, and the report that opens it."""

    title: str | Promise
    beside: Sequence[object]
    report: UUID | None


@dataclass(frozen=True)
class Listed:
    """All that one page shows; `heads` name what stands beside the title."""

    title: str | Promise
    heads: Sequence[str | Promise]
    back: str  # name of the page whose figures these are
    back_title: str | Promise
    rows: Any  # a list or a query
    as_row: Callable[[Any], Row]
    people: int | None = None


@require_safe
@office_page(Deed.READ_WORDS)
def closed(request: OfficeRequest) -> HttpResponseBase:
    """The closings of a period, for one reason or for all."""
    found = closings_for(request.officer, **_period(request))
    if reason := request.GET.get("reason"):
        found = found.filter(reason=reason)
    return _page(
        request,
        Listed(
            title=_("Reports closed"),
            heads=[_("Why"), _("Village")],
            back="outcomes",
            back_title=_("Outcomes"),
            rows=found,
            as_row=lambda one: Row(
                day(one.closed_on),
                [CLOSINGS[one.reason], _village(one.report.village)],
                one.report_id,
            ),
        ),
    )


@require_safe
@office_page(Deed.READ_WORDS)
def helped(request: OfficeRequest) -> HttpResponseBase:
    """The groups of people helped in a period, each counted once."""
    found = helped_for(request.officer, **_period(request))
    found = [(one, r) for one, r in found if request.GET.get("help", "") in ("", one.help)]
    return _page(
        request,
        Listed(
            title=_("People helped"),
            heads=[_("With what"), _("Village"), _("People")],
            back="outcomes",
            back_title=_("Outcomes"),
            rows=found,
            as_row=lambda pair: Row(
                day(pair[0].on),
                [HELPS[pair[0].help], _village(pair[0].village), pair[0].people],
                pair[1],
            ),
            people=sum(one.people for one, _report in found),
        ),
    )


@require_safe
@office_page(Deed.READ_WORDS)
def clocks(request: OfficeRequest) -> HttpResponseBase:
    """What was owed to reports and done in a period: in time, late, or both."""
    kept = request.GET.get("kept", "")
    found = [
        met
        for met in met_clocks(request.officer, **_period(request))
        if request.GET.get("clock", "") in ("", met.clock)
        and (kept not in ("IN_TIME", LATE) or met.kept == kept)
    ]
    return _page(
        request,
        Listed(
            title=_("Clocks kept"),
            heads=[_("What was owed"), _("Kept")],
            back="figures",
            back_title=_("Figures"),
            rows=found,
            as_row=lambda met: Row(day(met.on), [CLOCKS[met.clock], _KEPT[met.kept]], met.report),
        ),
    )


_KEPT: dict[str, Promise] = {"IN_TIME": _("in time"), LATE: _("late")}


def _village(village: Any) -> str | Promise:
    return village.name if village else _("no village")


def _period(request: OfficeRequest) -> dict[str, Any]:
    """The days asked for; without any, the last year."""
    form = PeriodForm(request.GET)
    form.is_valid()
    until = form.cleaned_data.get("until") or request.today + timedelta(days=1)
    return {"since": form.cleaned_data.get("since") or until - YEAR, "until": until}


def _page(request: OfficeRequest, listed: Listed) -> HttpResponseBase:
    page = Paginator(listed.rows, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "listed": listed,
        "page": page,
        "rows": [listed.as_row(one) for one in page],
        "query": query.urlencode(),
        **_period(request),
    }
    return render(request, "office/behind.html", context)
