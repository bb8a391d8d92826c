"""Signals: what rose or recurred, why the machine says so, and how often it was wrong."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.counts.rules import NOWHERE, WEEK, week_of
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import DONE, carry_out, sent_id
from pimpasa.doors.office.charts import Chart, draw
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.signal_forms import AskingForm, SignalFilter
from pimpasa.doors.office.timeline import timeline
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.signals.asking import ask_to_listen, last_asked
from pimpasa.signals.balancing import budget_on
from pimpasa.signals.grouping import together_with
from pimpasa.signals.queries import signal_for, signals_for
from pimpasa.signals.telling import (
    Course,
    Period,
    Signal,
    course_of,
    hidden_from,
    named_in,
    period_of,
    where_heard,
)
from pimpasa.verification.queries import last_words, track_record

PAGE = 50
NEWEST = 40  # reports in the table of a contact


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
        "some_hidden": bool(hidden),
        "budget": budget_on(request.today),
        "may_write": may(request.officer.role, Deed.WRITE_RULES),
        "rows": [(s, place_name(s.place), said.get(s.id, ""), s.id in hidden) for s in page],
    }
    return render(request, "office/signals.html", context, status=status)


@require_safe
@office_page(Deed.VERIFY, Deed.EXPORT_COUNTS)
def signal(request: OfficeRequest, signal_id: UUID) -> HttpResponseBase:
    """One signal: its course, its reasons, where it was heard, how often its kind was false."""
    officer, found = request.officer, signal_for(request.officer, signal_id)
    course = course_of(officer, found, today=request.today)
    where = where_heard(officer, found)
    named = named_in(officer, found) if found.contact else []
    together = together_with(officer, found)
    names = {code: place_name(code) if code else _("no village") for code, _n in where.mine}
    context = {
        "signal": found,
        "place": place_name(found.place),
        "chart": _chart(course),
        "course": _course(course, found, is_mine=bool(where.mine)),
        "picture": timeline(named, names, raised_on=found.raised_on),
        "named": [(one, names[one.village]) for one in reversed(named[-NEWEST:])],
        "mine": [(names[code], n, _behind(found, code)) for code, n in where.mine],
        "mine_in_all": sum(n for _code, n in where.mine),
        "behind": _behind(found),
        "where": where,
        "is_hidden": bool(hidden_from(officer, [found])),
        "times": round(1 / found.chance) if found.chance else None,
        "talked": bool(found.why.get("people")),
        "track": track_record(kind=found.kind, method=found.method),
        "said": last_words([found.id]).get(found.id, ""),
        "may_verify": may(officer.role, Deed.VERIFY),
        "together": [(one, place_name(one.place)) for one in together],
        "worked": next((one.id for one in together if one.id == found.head_id), found.id),
    }
    return render(request, "office/signal.html", context)


def _behind(signal: Signal, place: str | None = None, *, weeks: Period | None = None) -> str:
    """The way to the reports of one's own that a signal is about, in its weeks."""
    span = weeks or (None if signal.contact else period_of(signal))
    days = {"since": str(span.since), "until": str(span.until)} if span else {}
    asked = {"signal": str(signal.id), "place": NOWHERE if place == "" else place or "", **days}
    return f"{reverse('inbox')}?{urlencode({k: v for k, v in asked.items() if v})}"


def _course(course: Course, signal: Signal, *, is_mine: bool) -> list[tuple[object, ...]]:
    """Each week: reports, as how many they counted, people at talks, the way to one's own."""
    weeks = [Period(week, week + WEEK) for week in course.weeks]
    ways = [_behind(signal, weeks=one) if is_mine else "" for one in weeks]
    return list(zip(course.weeks, course.told, course.heard, course.people, ways, strict=True))


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
