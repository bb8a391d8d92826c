"""Signals: what rose or recurred, why the machine says so, and how often it was wrong."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from pimpasa.counts.rules import WEEK, week_of
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import DONE, carry_out, sent_id
from pimpasa.doors.office.charts import Chart, draw
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.signal_forms import AskingForm, SignalFilter
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.signals.asking import ask_to_listen, last_asked
from pimpasa.signals.balancing import budget_on
from pimpasa.signals.queries import signal_for, signals_for
from pimpasa.signals.telling import Course, course_of, hidden_from, where_heard
from pimpasa.verification.queries import last_words, track_record

PAGE = 50


@require_safe
@office_page(Deed.VERIFY, Deed.EXPORT_COUNTS)
def signals(request: OfficeRequest) -> HttpResponseBase:
    """The signals that touch what is this officer's, the newest first."""
    return _listed(request, AskingForm())


@require_POST
@office_page(Deed.WRITE_RULES)
def listen_now(request: OfficeRequest) -> HttpResponseBase:
    """Have a week listened to without waiting for Monday."""
    form = AskingForm(request.POST)
    asking_id = sent_id(request)
    status = carry_out(
        form,
        lambda given: ask_to_listen(
            request.officer,
            asking_id=asking_id,
            what=given["what"],
            week=week_of(request.today) - given["week"] * WEEK,
            now=request.now,
        ),
    )
    return redirect("signals") if status == DONE else _listed(request, form, status=status)


def _listed(request: OfficeRequest, asking: AskingForm, *, status: int = 200) -> HttpResponse:
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
        "asking": asking,
        "asking_id": uuid4(),
        "asked": last_asked(),
        "noted": signals_for(request.officer).exclude(quiet="").count(),
        "budget": budget_on(request.today),
        "may_write": may(request.officer.role, Deed.WRITE_RULES),
        "rows": [(s, place_name(s.place), said.get(s.id, ""), s.id in hidden) for s in page],
    }
    return render(request, "office/signals.html", context, status=status)


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
