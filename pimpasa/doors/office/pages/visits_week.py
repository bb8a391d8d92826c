"""Next week: which villages, why, in which round trip; the officer changes it as he likes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from pimpasa.base.errors import Refused
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.week_forms import WeekForm
from pimpasa.outreach.actions import plan_visit
from pimpasa.outreach.arranging import (
    Days,
    Moved,
    WeekPlan,
    arrange,
    arranged,
    days_of,
    moves_of,
)
from pimpasa.outreach.planning import Candidate, by_urgency, is_overdue, next_week, reasons, urgency
from pimpasa.outreach.routing import VISIT_MINUTES, Trip, round_trips, timed
from pimpasa.outreach.week import candidates_for, start_of
from pimpasa.people.rules import Deed
from pimpasa.signals.queries import villages_of
from pimpasa.verification.queries import waiting_for

DAYS = 2  # in the field each week; the rest is for the desk
_ARRANGES = {"move", "keep", "anew"}  # names of buttons that plan no visit yet
MOST_MOVES = 12  # that are shown
MOST_ROUTED = 60  # the most urgent ones; nobody visits more in two days


@dataclass(frozen=True)
class Look:
    """The week as it is proposed, and as the officer arranged it."""

    days: tuple[date, ...]
    start: tuple[float, float]
    villages: list[Candidate]
    proposed: dict[date, list[str]]
    kept: WeekPlan | None

    @property
    def arrangement(self) -> dict[date, list[str]]:
        """What was kept, without villages that are no longer theirs; else the proposal."""
        if self.kept is None:
            return self.proposed
        here = {village.code for village in self.villages}
        kept = {day: [c for c in stops if c in here] for day, stops in days_of(self.kept).items()}
        return {day: stops for day, stops in kept.items() if stops}

    def board(self) -> list[tuple[date, Trip, list[tuple[Candidate, int, int, int]]]]:
        """Each day with its round trip, and each stop with its leg, its arrival and its end."""
        known = {village.code: village for village in self.villages}
        rows = []
        for day in self.days:
            trip = timed(self.start, [known[code] for code in self.arrangement.get(day, [])])
            ends = [at + VISIT_MINUTES for at in trip.arrivals]
            stops = zip(trip.stops, trip.legs, trip.arrivals, ends, strict=False)
            rows.append((day, trip, list(stops)))
        return rows

    def moves(self) -> list[tuple[str, Moved]]:
        """The latest moves, each with the name of its village."""
        names = {village.code: village.name for village in self.villages}
        latest = moves_of(self.kept)[:MOST_MOVES] if self.kept else []
        return [(names.get(one.village, one.village), one) for one in latest]


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.VISIT)
def week(request: OfficeRequest) -> HttpResponseBase:
    """The plan of next week, each line with its reasons; what is chosen becomes visits.

    A form that says `move`, `keep` or `anew` arranges the stops only; else visits are planned.
    """
    days = next_week(request.today)
    look = _look(request, days)
    form = WeekForm(
        request.POST or None, villages=look.villages, days=days, arrangement=look.arrangement
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, look, form, status=422 if form.is_bound else 200)
    try:
        _arrange(request, look, form)
        if _ARRANGES & request.POST.keys():
            return redirect("visits_week")
        for plan in form.plans():
            plan_visit(request.officer, plan, now=request.now)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, look, form, status=refusal.status)
    return redirect("visits")


def moved_by_one(days: dict[date, list[str]], move: str) -> dict[date, list[str]]:
    """The same stops with one of them, as in "up:32.12.11.2011", a place earlier or later.

    The first and the last of a day stay where they are: another day is chosen by its name.
    """
    way, _colon, code = move.partition(":")
    for stops in days.values():
        if way in {"up", "down"} and code in stops:
            place = stops.index(code)
            other = place + (-1 if way == "up" else 1)
            if 0 <= other < len(stops):
                stops[place], stops[other] = stops[other], stops[place]
            break
    return days


def _arrange(request: OfficeRequest, look: Look, form: WeekForm) -> None:
    days: Days = look.proposed
    if "anew" not in request.POST:
        days = moved_by_one(form.arrangement(), request.POST.get("move", ""))
    arrange(request.officer, look.days[0], days, proposed=look.proposed, now=request.now)


def _look(request: OfficeRequest, days: tuple[date, ...]) -> Look:
    villages = by_urgency(_villages(request, days), on=request.today)
    start = start_of(villages, regencies=(v.code[:5] for v in villages[:1]))
    trips = round_trips(start, villages[:MOST_ROUTED], days=DAYS, on=request.today)
    proposed = {
        day: [stop.code for stop in trip.stops] for day, trip in zip(days, trips, strict=False)
    }
    return Look(days, start, villages, proposed, arranged(request.officer, days[0]))


def _villages(request: OfficeRequest, days: tuple[date, ...]) -> list[Candidate]:
    waiting = waiting_for(request.officer)
    signals = Counter(code for waits in waiting for code in villages_of(waits.signal))
    return candidates_for(request.officer, signals=signals, on=request.today, until=days[-1])


def _page(
    request: OfficeRequest,
    look: Look,
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
        for village in look.villages
    ]
    context = {
        "rows": rows,
        "form": form,
        "board": look.board(),
        "kept": look.kept,
        "is_other": bool(look.kept) and look.arrangement != look.proposed,
        "moves": look.moves(),
        "overdue": sum(late for *_, late, _fields in rows),
    }
    return render(request, "office/visits_week.html", context, status=status)
