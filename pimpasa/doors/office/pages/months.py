"""The monthly report: looked at, signed by its officer, then by a supervisor, and added up."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.month_forms import (
    BackForm,
    EmptyForm,
    SignForm,
    month_named,
    months_until,
)
from pimpasa.doors.office.month_sheets import cells, heads, recap_sheet, report_sheet
from pimpasa.outreach.months import Row, after, as_text, total
from pimpasa.outreach.papers import Sheet, as_pdf, as_xlsx
from pimpasa.outreach.recaps import recaps_for, unsigned
from pimpasa.outreach.reporting import (
    MonthReport,
    are_good,
    countersign,
    digest,
    month_for,
    months_for,
    proof_of,
    rows_of,
    send_back,
    sent_back_to,
    sign_month,
)
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed, may

_KINDS = {
    "pdf": (as_pdf, "application/pdf"),
    "xlsx": (
        as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@require_safe
@office_page(Deed.VISIT, Deed.EXPORT_COUNTS)
def months(request: OfficeRequest) -> HttpResponseBase:
    """One month: one's own figures, the reports that are signed, and what they add up to."""
    return _month(request, request.GET.get("bulan", ""))


@require_POST
@office_page(Deed.VISIT)
def sign(request: OfficeRequest) -> HttpResponseBase:
    """Sign the month as it was shown."""
    form = SignForm(request.POST)
    status = carry_out(form, lambda given: sign_month(request.officer, now=request.now, **given))
    return _month(request, request.POST.get("month", "")[:7], sent=form, status=status)


@require_safe
@office_page(Deed.VISIT)
def month(request: OfficeRequest, month_id: UUID) -> HttpResponseBase:
    """One signed report, and whether its signatures still fit."""
    return _report(request, month_id)


@require_POST
@office_page(Deed.COUNTERSIGN)
def second(request: OfficeRequest, month_id: UUID) -> HttpResponseBase:
    """The supervisor signs."""
    form = EmptyForm(request.POST)
    status = carry_out(form, lambda _given: countersign(request.officer, month_id, now=request.now))
    return _report(request, month_id, sent=form, status=status)


@require_POST
@office_page(Deed.COUNTERSIGN)
def back(request: OfficeRequest, month_id: UUID) -> HttpResponseBase:
    """The supervisor found a mistake."""
    form = BackForm(request.POST)
    status = carry_out(
        form, lambda given: send_back(request.officer, month_id, now=request.now, **given)
    )
    return redirect("visits_months") if not status else _report(request, month_id, form, status)


@require_safe
@office_page(Deed.VISIT)
def paper(request: OfficeRequest, month_id: UUID, kind: str) -> HttpResponseBase:
    """A signed report on paper or as a sheet."""
    report = month_for(request.officer, month_id)
    if kind == "json":
        return _proof(report)
    return _file(report_sheet(report), kind, f"laporan-{report.month:%Y-%m}")


@require_safe
@office_page(Deed.EXPORT_COUNTS)
def recap(request: OfficeRequest, kind: str) -> HttpResponseBase:
    """The recap on paper or as a sheet."""
    chosen = month_named(request.GET.get("bulan", ""), today=request.today)
    sheet = recap_sheet(recaps_for(request.officer, chosen), chosen)
    return _file(sheet, kind, f"rekap-{chosen:%Y-%m}")


def _month(
    request: OfficeRequest, named: str, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    officer, chosen = request.officer, month_named(named, today=request.today)
    if not status:
        return redirect(f"{reverse('visits_months')}?bulan={chosen:%Y-%m}")
    signed, recaps = months_for(officer, chosen), recaps_for(officer, chosen)
    missing = unsigned(officer, chosen)
    names = names_of([*(one.officer for one in signed), *missing])
    mine = next((one for one in signed if one.officer == officer.id), None)
    context = {
        "chosen": chosen,
        "months": months_until(request.today),
        "heads": heads(""),
        "mine": mine,
        "back": sent_back_to(officer, chosen) if mine is None else None,
        "own": _own(request, chosen, sent) if mine is None else None,
        "signed": [(one, names.get(one.officer, "")) for one in signed],
        "missing": sorted(names.get(one, "") for one in missing),
        "recaps": [(one, cells(one.figures)) for one in recaps],
        "recap_sum": cells(total(one.figures for one in recaps)),
        "visits_here": may(officer.role, Deed.VISIT),
    }
    return render(request, "office/months.html", context, status=status)


def _own(request: OfficeRequest, chosen: Any, sent: ActForm | None) -> dict[str, Any] | None:
    """One's own figures, and the form that signs them once the month is over."""
    rows = rows_of(request.officer.id, chosen) if may(request.officer.role, Deed.VISIT) else ()
    if not rows:
        return None
    form = SignForm(initial={"month": chosen, "seen": digest(as_text(rows))})
    return {
        "rows": [(row.name, _with_ways(row, _way(request, chosen, row.village))) for row in rows],
        "sums": _with_ways(total(rows), _way(request, chosen)),
        "form": form if after(chosen) <= request.today else None,
        "errors": sent.non_field_errors() if sent else (),
    }


def _way(request: OfficeRequest, month: date, village: str = "") -> str:
    """The way to one's own visits of a month; none to a village that is no longer one's own."""
    if village and not request.officer.serves(village):
        return ""
    asked = {"since": month, "until": after(month), "mine": 1}
    return f"{reverse('visits')}?{urlencode(asked | ({'place': village} if village else {}))}"


def _with_ways(row: Row, way: str) -> list[tuple[int, str]]:
    """The figures of a row; visits and talks with the way to them, what is part of them without."""
    figures = cells(row)
    ways = [way, f"{way}&talks=1" if way else "", *[""] * (len(figures) - 2)]
    return list(zip(figures, ways, strict=True))


def _report(
    request: OfficeRequest, month_id: UUID, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    if not status:
        return redirect("visits_month_page", month_id=month_id)
    report = month_for(request.officer, month_id)
    sheet = report_sheet(report)
    context = {
        "report": report,
        "sheet": sheet,
        "signatures": list(zip(sheet.signatures, are_good(report), strict=True)),
        "acts": _acts(request, report, sent),
        "errors": sent.non_field_errors() if isinstance(sent, EmptyForm) else (),
    }
    return render(request, "office/month.html", context, status=status)


def _acts(request: OfficeRequest, report: MonthReport, sent: ActForm | None) -> list[Act]:
    is_done = report.countersigned_on is not None or report.officer == request.officer.id
    if is_done or not may(request.officer.role, Deed.COUNTERSIGN):
        return []
    url = reverse("visits_month_countersign", args=[report.id])
    wrong = reverse("visits_month_send_back", args=[report.id])
    note = _("The officer's signature goes. The officer reads what you write, and signs anew.")
    return [
        Act(_("Sign as supervisor"), _("Sign"), url, EmptyForm()),
        Act(
            _("Something is wrong"),
            _("Send it back"),
            wrong,
            sent_or(BackForm(), sent),
            note,
            is_grave=True,
        ),
    ]


def _proof(report: MonthReport) -> HttpResponse:
    """What a stranger needs to check both signatures, as a file to be kept."""
    names = names_of(one for one in (report.officer, report.countersigned_by) if one)
    response = JsonResponse(proof_of(report, names), json_dumps_params={"ensure_ascii": False})
    name = f"laporan-{report.month:%Y-%m}"
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def _file(sheet: Sheet, kind: str, name: str) -> HttpResponse:
    if kind not in _KINDS:
        raise Http404
    made, content_type = _KINDS[kind]
    response = HttpResponse(made(sheet), content_type=content_type)
    place = "inline" if kind == "pdf" else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{name}.{kind}"'
    return response
