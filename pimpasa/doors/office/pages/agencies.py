"""Partner agencies: their names are data, for they differ by region and change by decree."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.bodies import bodies
from pimpasa.doors.office.bodies_forms import CloseBodyForm, NameForm, NewAgencyForm
from pimpasa.doors.office.frame import render
from pimpasa.people.actions.bodies import close_agency, open_agency, rename_agency
from pimpasa.people.queries import staff
from pimpasa.people.rules import Deed, may


@require_safe
@office_page()
def agencies(request: OfficeRequest) -> HttpResponseBase:
    """Every partner agency, with the names it had."""
    return _page(request)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def agency_open(request: OfficeRequest) -> HttpResponseBase:
    """Write down a partner agency."""
    form, by = NewAgencyForm(request.POST), request.officer
    status = carry_out(
        form, lambda given: open_agency(given["code"], form.name(), by=by, now=request.now)
    )
    return _page(request, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def agency_rename(request: OfficeRequest, agency_id: UUID) -> HttpResponseBase:
    """Write down another name of the agency."""
    staff.agency(agency_id)
    form, by = NameForm(request.POST, key=agency_id), request.officer
    status = carry_out(
        form, lambda given: rename_agency(agency_id, form.name(), by=by, now=request.now)
    )
    return _page(request, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def agency_close(request: OfficeRequest, agency_id: UUID) -> HttpResponseBase:
    """Close the agency from a day on."""
    staff.agency(agency_id)
    form, by = CloseBodyForm(request.POST, key=agency_id), request.officer
    status = carry_out(
        form, lambda given: close_agency(agency_id, on=given["on"], by=by, now=request.now)
    )
    return _page(request, sent=form, status=status)


def _page(
    request: OfficeRequest, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    if not status:
        return redirect("offices_agencies")
    today, acts = request.today, []
    own = may(request.officer.role, Deed.MANAGE_PLACES)
    if own:
        form = sent_or(NewAgencyForm(initial={"since": today}), sent)
        url = reverse("offices_agency_open")
        acts = [Act(_("Write an agency down"), _("Write it down"), url, form)]
    listed = staff.agencies()
    context = {
        "bodies": bodies(listed, kind="offices_agency", may=own, sent=sent, today=today),
        "acts": acts,
        "has_systems": may(request.officer.role, Deed.MANAGE_SYSTEMS),
    }
    return render(request, "office/agencies.html", context, status=status)
