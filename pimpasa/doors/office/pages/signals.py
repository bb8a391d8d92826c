"""Signals: what rose or recurred, why the machine says so, and how often it was wrong."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.charts import Chart, draw
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.signal_forms import SignalFilter
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.signals.balancing import budget_on
from pimpasa.signals.queries import signal_for, signals_for
from pimpasa.signals.telling import Course, course_of, hidden_from, where_heard
from pimpasa.verification.queries import last_words, track_record

PAGE = 50


@require_safe
@office_page(Deed.VERIFY, Deed.EXPORT_COUNTS)
def signals(request: OfficeRequest) -> HttpResponseBase:
    """The signals that touch what is this officer's, the newest first."""
    query = request.GET.copy()
    form = SignalFilter(query)
    found = signals_for(request.officer).filter(**form.chosen()).order_by("-raised_on", "id")
    page = Paginator(found, PAGE).get_page(query.get("page"))
    query.pop("page", None)
    said = last_words([signal.id for signal in page])
    hidden = hidden_from(request.officer, page)
    context = {
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "budget": budget_on(request.today),
        "may_write": may(request.officer.role, Deed.WRITE_RULES),
        "rows": [(s, place_name(s.place), said.get(s.id, ""), s.id in hidden) for s in page],
    }
    return render(request, "office/signals.html", context)


@require_safe
@office_page(Deed.VERIFY, Deed.EXPORT_COUNTS)
def signal(request: OfficeRequest, signal_id: UUID) -> HttpResponseBase:
    """One signal: its course, its reasons, where it was heard, how often its kind was false."""
    found = signal_for(request.officer, signal_id)
    course = course_of(request.officer, found, today=request.today)
    where = where_heard(request.officer, found)
    context = {
        "signal": found,
        "place": place_name(found.place),
        "chart": _chart(course),
        "course": list(zip(course.weeks, course.heard, course.people, strict=True)),
        "mine": [(place_name(code), count) for code, count in where.mine],
        "where": where,
        "is_hidden": bool(hidden_from(request.officer, [found])),
        "times": round(1 / found.chance) if found.chance else None,
        "talked": bool(found.why.get("people")),
        "track": track_record(kind=found.kind, method=found.method),
        "said": last_words([found.id]).get(found.id, ""),
        "may_verify": may(request.officer.role, Deed.VERIFY),
    }
    return render(request, "office/signal.html", context)


def _chart(course: Course) -> Chart | None:
    if not course.weeks:
        return None
    return draw(
        course.weeks,
        course.heard,
        expected=course.expected,
        upper=course.upper,
        people=course.people,
    )
