"""Figures of one's own villages: every number opens the reports behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from pimpasa.answers.kept import clocks_kept
from pimpasa.base.errors import NotThere
from pimpasa.counts.figures import Figures, Times, has_territory, own_figures
from pimpasa.counts.rules import ALL, WEEK
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.agreeing import agreement_context
from pimpasa.doors.office.charts import draw
from pimpasa.doors.office.figures_forms import GROUPS, FiguresForm, whats
from pimpasa.doors.office.figures_recap import recap_of
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.pages.figures_nation import XLSX, first_of
from pimpasa.doors.office.pages.referrals import way_to_agency
from pimpasa.doors.office.templatetags.office import day
from pimpasa.outcomes.queries import figures as outcomes_of
from pimpasa.outreach.months import before
from pimpasa.outreach.papers import dossier_pdf, dossier_xlsx
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.referrals.queries import figures_of_agencies

MONTHS = 6  # whose recaps stand on the page; older ones are found by their address


@dataclass(frozen=True)
class Row:
    """One line of a table, with the way to the reports behind it."""

    label: str
    times: Times
    behind: str
    deeper: str = ""  # the same figures, of this place alone
    visits: int = 0
    people: int = 0
    seen: str = ""  # the way to its visits; none for those who plan no visits

    @property
    def settled(self) -> str:
        """The way to those that an officer has settled."""
        return f"{self.behind}&state=SETTLED"

    @property
    def talks(self) -> str:
        """The way to the talks to which people came."""
        return f"{self.seen}&talks=1" if self.seen else ""


@require_safe
@office_page()
def figures(request: OfficeRequest) -> HttpResponseBase:
    """What was told in one's own villages; whoever has none is shown the country."""
    officer = request.officer
    if not has_territory(officer):
        return redirect("figures_nation")
    form = FiguresForm(request.GET)
    first, last = form.period(today=request.today)
    what, place = form.thing(), form.spot()
    found = own_figures(officer, first=first, last=last, what=what, place=place)
    since, until = found.first, found.last + WEEK
    initial = {"what": "" if what == ALL else what, "since": since, "until": until, "place": place}
    context = {
        "form": FiguresForm(initial=initial),
        "what": whats()[what],
        "place": place_name(place) if place else "",
        "since": since,
        "until": until,
        "all": _row(ALL, found, place),
        "groups": [(GROUPS[name], _group(name, found, place)) for name in GROUPS],
        "places": _places(found, what, visits=may(officer.role, Deed.VISIT)),
        "chart": draw(found.weeks, found.by_week, people=found.people_by_week),
        "course": _course(found, what, place, visits=may(officer.role, Deed.VISIT)),
        "clocks": clocks_kept(officer, since=since, until=until),
        "outcomes": outcomes_of(officer, since=since, until=until),
        "months": _months(request.today) if may(officer.role, Deed.EXPORT_COUNTS) else [],
        "agencies": [(one, way_to_agency(one)) for one in figures_of_agencies(officer)[:5]],
        "days": urlencode({"since": since, "until": until}),
    }
    context |= agreement_context(officer, today=request.today)
    return render(request, "office/figures.html", context)


@require_safe
@office_page(Deed.EXPORT_COUNTS)
def recap(request: OfficeRequest, month: str, kind: str) -> HttpResponseBase:
    """The month of one's office or region, to print or to calculate with."""
    first = first_of(month)
    if kind not in _PAPERS or not has_territory(request.officer) or first > request.today:
        raise NotThere
    media_type, made = _PAPERS[kind]
    answer = HttpResponse(made(recap_of(request.officer, first)), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="rekap-{first:%Y-%m}.{kind}"'
    return answer


_PAPERS = {"pdf": ("application/pdf", dossier_pdf), "xlsx": (XLSX, dossier_xlsx)}


def _months(today: date) -> list[date]:
    """The last months that are over, the newest first."""
    months, month = [], before(today)
    for _ in range(MONTHS):
        months.append(month)
        month = before(month)
    return months


def _row(what: str, found: Figures, place: str) -> Row:
    behind = _behind(what, found.first, found.last + WEEK, place)
    return Row(whats().get(what, what), found.times(what), behind)


def _group(name: str, found: Figures, place: str) -> list[Row]:
    return [
        _row(what, found, place)
        for what in whats()
        if what.startswith(f"{name}:") and what in found.by_what
    ]


def _places(found: Figures, what: str, *, visits: bool) -> list[Row]:
    until = found.last + WEEK
    return [
        Row(
            place_name(code),
            times,
            _behind(what, found.first, until, code),
            "" if len(code) == 13 else _query(what, found.first, until, code),
            found.visits.get(code, 0),
            found.attendance.get(code, 0),
            _seen(found.first, until, code) if visits else "",
        )
        for code, times in found.by_place.items()
    ]


def _course(found: Figures, what: str, place: str, *, visits: bool) -> list[Row]:
    """Each week with its reports and the people at its talks."""
    weeks = zip(found.weeks, found.by_week, found.people_by_week, strict=True)
    return [
        Row(
            day(week),
            Times(n, 0),
            _behind(what, week, week + WEEK, place),
            people=people,
            seen=_seen(week, week + WEEK, place) if visits else "",
        )
        for week, n, people in weeks
    ]


def _seen(since: date, until: date, place: str) -> str:
    return f"{reverse('visits')}?{_query('', since, until, place)}"


def _behind(what: str, since: date, until: date, place: str) -> str:
    return f"{reverse('inbox')}?{_query(what, since, until, place)}"


def _query(what: str, since: date, until: date, place: str) -> str:
    asked = {"what": what, "since": since, "until": until, "place": place}
    return urlencode({name: value for name, value in asked.items() if value})
