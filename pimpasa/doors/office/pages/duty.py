"""The duty roster: who is paged on which day when somebody may be in danger."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.base.errors import NotThere
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.people_forms import DutyForm
from pimpasa.doors.office.places_forms import EndDayForm
from pimpasa.people.actions.assignments import end_duty, put_on_duty
from pimpasa.people.queries import staff
from pimpasa.people.rules import Deed, may_order
from pimpasa.places import queries as places

DAYS = 14


@require_safe
@office_page()
def duty(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """The next two weeks of an office, and its turns."""
    return _page(request, office_id)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def put(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """Put somebody of the office on duty for a period."""
    staff.require_order(request.officer, office=office_id)
    form, by = _form(request, office_id, sending=True), request.officer
    status = carry_out(
        form,
        lambda given: put_on_duty(
            UUID(given["account"]),
            since=given["since"],
            until=given["until"],
            by=by,
            now=request.now,
        ),
    )
    return _page(request, office_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def end(request: OfficeRequest, turn_id: UUID) -> HttpResponseBase:
    """End a turn from a day on."""
    turn = staff.duty_turn(request.officer, turn_id)
    form, by = EndDayForm(request.POST, key=turn_id), request.officer
    status = carry_out(form, lambda given: end_duty(turn_id, by=by, now=request.now, **given))
    return _page(request, turn.office_id, sent=form, status=status)


def _page(
    request: OfficeRequest, office_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    if not status:
        return redirect("people_duty", office_id=office_id)
    officer, today = request.officer, request.today
    rosters = staff.rosters_of(officer, on=today)
    if not rosters.filter(id=office_id).exists():
        raise NotThere
    own = may_order(officer, office=office_id)
    turns = staff.duty_roster(office_id, since=today)
    put_url = reverse("people_duty_put", args=[office_id])
    put_form = sent_or(_form(request, office_id), sent)
    context = {
        "office": places.office(office_id),
        "days": staff.duty_days(office_id, since=today, days=DAYS),
        "turns": [(turn, [_end(request, turn.id, sent)] if own else []) for turn in turns],
        "acts": [Act(_("Give a turn"), _("Give"), put_url, put_form)] if own else [],
        "today": today,
    }
    return render(request, "office/duty.html", context, status=status)


def _form(request: OfficeRequest, office_id: UUID, *, sending: bool = False) -> DutyForm:
    people = staff.may_have_duty(office_id, on=request.today)
    offered = [(str(one.id), one.display_name) for one in people]
    data = request.POST if sending else None
    return DutyForm(data, people=offered, initial={"since": request.today})


def _end(request: OfficeRequest, turn_id: UUID, sent: ActForm | None) -> Act:
    form = sent_or(EndDayForm(key=turn_id, initial={"on": request.today}), sent)
    return Act(_("End"), _("End it"), reverse("people_duty_end", args=[turn_id]), form)
