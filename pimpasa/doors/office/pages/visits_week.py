"""Next week: which villages, why, in which round trip; the officer changes it as he likes."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from pimpasa.base.errors import Refused
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.week_forms import WeekForm
from pimpasa.outreach.actions import plan_visit
from pimpasa.outreach.planning import Candidate, by_urgency, is_overdue, next_week, reasons, urgency
from pimpasa.outreach.routing import Trip, round_trips
from pimpasa.outreach.week import candidates_for, start_of
from pimpasa.people.rules import Deed
from pimpasa.signals.queries import villages_of
from pimpasa.verification.queries import waiting_for

DAYS = 2  # in the field each week; the rest is for the desk
MOST_ROUTED = 60  # the most urgent ones; nobody visits more in two days


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.VISIT)
def week(request: OfficeRequest) -> HttpResponseBase:
    """The plan of next week, each line with its reasons; what is chosen becomes visits."""
    days = next_week(request.today)
    villages = by_urgency(_villages(request, days), on=request.today)
    start = start_of(villages, regencies=(v.code[:5] for v in villages[:1]))
    trips = round_trips(start, villages[:MOST_ROUTED], days=DAYS, on=request.today)
    if request.method != "POST":
        form = WeekForm(villages=villages, days=days, trips=trips)
        return _page(request, villages, trips, form)
    form = WeekForm(request.POST, villages=villages, days=days, trips=trips)
    if not form.is_valid():
        return _page(request, villages, trips, form, status=422)
    try:
        for plan in form.plans():
            plan_visit(request.officer, plan, now=request.now)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, villages, trips, form, status=refusal.status)
    return redirect("visits")


def _villages(request: OfficeRequest, days: tuple[date, ...]) -> list[Candidate]:
    waiting = waiting_for(request.officer)
    signals = Counter(code for waits in waiting for code in villages_of(waits.signal))
    return candidates_for(request.officer, signals=signals, on=request.today, until=days[-1])


def _page(
    request: OfficeRequest,
    villages: list[Candidate],
    trips: list[Trip],
    form: WeekForm,
    *,
    status: int = 200,
) -> HttpResponse:
    today = request.today
    rows = [
        (
            village,
            reasons(village, on=today),
            urgency(village, on=today),
            is_overdue(village.last_visit, on=today),
            form.fields_of(village.code),
        )
        for village in villages
    ]
    context = {
        "rows": rows,
        "form": form,
        "trips": [(trip, zip(trip.stops, trip.legs, strict=False)) for trip in trips],
        "overdue": sum(late for *_, late, _fields in rows),
    }
    return render(request, "office/visits_week.html", context, status=status)
