"""Figures of the whole country: what was told to everybody, month by month, and its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pimpasa.base.errors import NotThere
from pimpasa.counts import exports
from pimpasa.counts.figures import has_territory
from pimpasa.counts.queries import Published, exposure_by_province, months_published, published
from pimpasa.counts.rules import ALL, NATION, NOWHERE, weeks_of_month
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.agreeing import agreement_context
from pimpasa.doors.office.figures_forms import GROUPS, MonthForm, whats
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.labels import KINDS
from pimpasa.doors.office.land import HEIGHT, land
from pimpasa.doors.office.tiles import letters, steps, tiles
from pimpasa.people.rules import Deed, may
from pimpasa.places.outlines import outlines_of
from pimpasa.places.queries import names_at


@dataclass(frozen=True)
class Province:
    """A line of the table: None where a figure is small or hides another."""

    name: str
    all: int | None
    kinds: list[int | None]
    thing: int | None
    visits: int | None
    people: int | None
    letters: str  # of its tile; empty where it has none


@require_safe
@office_page()
def nation(request: OfficeRequest) -> HttpResponseBase:
    """The figures of a month that everybody may know."""
    form = MonthForm(request.GET, months=months_published())
    month, what = form.month(), form.thing()
    told = published(month)
    names = names_at(2)
    context: dict[str, Any] = {
        "form": form,
        "told": told,
        "what": whats()[what],
        "is_part": what != ALL,
        "kinds": KINDS.values(),
        "has_own": has_territory(request.officer),
        "may_export": may(request.officer.role, Deed.EXPORT_COUNTS),
        **agreement_context(request.officer, today=request.today),
    }
    if told:
        by_province = {
            place: n
            for (place, week, thing), n in told.figures.items()
            if thing == what and not week and place in names
        }
        rows = _rows(told, what, names)
        context |= {
            "until": weeks_of_month(told.month)[-1],
            "tiles": tiles(by_province, names),
            "steps": steps(by_province),
            "land": land(outlines_of(names), by_province, names),
            "height": HEIGHT,
            "rows": [row for row in rows if row.all is not None],
            "untold": sum(row.all is None for row in rows),
            "groups": [(GROUPS[name], _group(name, told)) for name in GROUPS],
            "weeks": [(week, told.of(what, week=week)) for week in weeks_of_month(told.month)],
        }
    return render(request, "office/figures_nation.html", context)


@require_safe
@office_page(Deed.EXPORT_COUNTS)
def export(request: OfficeRequest, month: str, kind: str) -> HttpResponseBase:
    """The same figures as a file: no other leaves the house."""
    told = published(first_of(month))
    if told is None or kind not in _FILES:
        raise NotThere
    media_type, ending, made = _FILES[kind]
    answer = HttpResponse(made(told, names_at(2) | names_at(5)), content_type=media_type)
    name = f"pimpasa-{told.month:%Y-%m}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Make = Callable[[Published, dict[str, str]], bytes]
_FILES: dict[str, tuple[str, str, _Make]] = {
    "csv": ("text/csv; charset=utf-8", "csv", exports.as_csv),
    "xlsx": (XLSX, "xlsx", exports.as_workbook),
    "json": ("application/json", "json", exports.as_json),
    "dhis2": ("application/json", "dhis2.json", lambda told, _names: exports.as_data_values(told)),
}


def first_of(month: str) -> date:
    """The first day of a month as an address names it (2026-03). Raises NotThere."""
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise NotThere from None


def _rows(told: Published, what: str, names: dict[str, str]) -> list[Province]:
    weeks = weeks_of_month(told.month)
    lent = exposure_by_province(first=weeks[0], last=weeks[-1])
    rows = {NATION: _("All of Indonesia"), **names, NOWHERE: _("no village, or for another office")}
    return [
        Province(
            name,
            told.of(ALL, place=code),
            [told.of(f"kind:{kind}", place=code) for kind in KINDS],
            told.of(what, place=code),
            *_ear(lent, code),
            letters().get(code, ""),
        )
        for code, name in rows.items()
    ]


def _ear(lent: dict[str, tuple[int, int]], code: str) -> tuple[int | None, int | None]:
    if code == NOWHERE:
        return None, None
    if code == NATION:
        return sum(one[0] for one in lent.values()), sum(one[1] for one in lent.values())
    return lent.get(code, (0, 0))


def _group(name: str, told: Published) -> list[tuple[str, int | None]]:
    return [
        (called, told.of(what))
        for what, called in whats().items()
        if what.startswith(f"{name}:") and told.of(what) is not None
    ]
