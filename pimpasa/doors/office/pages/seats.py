"""The seats of an event: inviting, answering, who has not answered, and the door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.base.errors import Refused
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import ActForm, carry_out
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.pages.events import event_page, offices
from pimpasa.doors.office.training_forms import (
    CheckInForm,
    InviteForm,
    ReplyForm,
    TermsForm,
    WalkInForm,
)
from pimpasa.people.rules import Deed
from pimpasa.training.actions.seats import change_terms, check_in, invite, reply, walk_in
from pimpasa.training.queries import results
from pimpasa.training.queries.seats import invited_to


@require_POST
@office_page(Deed.CERTIFY)
def call(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Invite by name or by office."""
    results.event_for(request.officer, event_id)
    form = InviteForm(request.POST, offices=offices())

    def deed(given: dict[str, Any]) -> None:
        office = UUID(given["office"]) if given["office"] else None
        names = given["usernames"].replace(",", " ").split()
        found = results.accounts_to_invite(names, office=office, on=request.today)
        invite(event_id, found, by=request.officer, now=request.now)

    return event_page(request, event_id, sent=form, status=carry_out(form, deed))


@require_POST
@office_page()
def say(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Answer one's invitation, or take the answer back."""
    seat = results.own_seat(request.officer, event_id)
    form = ReplyForm(request.POST, seat=seat)
    by = request.officer
    status = carry_out(form, lambda given: reply(event_id, by=by, now=request.now, **given))
    return event_page(request, event_id, sent=form, status=status)


@require_POST
@office_page(Deed.CERTIFY)
def terms(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Change how many seats there are, when to remind, and who is let in at the door."""
    results.event_for(request.officer, event_id)
    form, by = TermsForm(request.POST), request.officer
    status = carry_out(
        form, lambda _given: change_terms(event_id, form.terms(), by=by, now=request.now)
    )
    return event_page(request, event_id, sent=form, status=status)


@require_safe
@office_page(Deed.CERTIFY)
def invited(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Who comes, who does not and why, who has not answered, and who waits for a seat."""
    found = results.event_for(request.officer, event_id)
    people = invited_to(request.officer, event_id)
    context = {"event": found, "people": people, "today": request.today}
    return render(request, "office/training_invited.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.CERTIFY)
def door(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Check in, one after the other: by camera where the phone can, or by PIN."""
    results.event_for(request.officer, event_id)
    form, seat, status = CheckInForm(request.POST or None), None, 200
    if form.is_valid():
        try:
            shown = form.cleaned_data["shown"]
            seat = check_in(event_id, shown, by=request.officer, now=request.now)
            form = CheckInForm()
        except Refused as refusal:
            form.add_error("shown", str(refusal.reason))
            status = refusal.status
    return _door(request, event_id, form=form, seat=seat, status=status)


@require_POST
@office_page(Deed.CERTIFY)
def without_badge(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Let somebody in by name: who left the badge at home, or was not invited."""
    results.event_for(request.officer, event_id)
    form, by, seats = WalkInForm(request.POST), request.officer, []
    status = carry_out(
        form,
        lambda given: seats.append(walk_in(event_id, given["username"], by=by, now=request.now)),
    )
    seat = seats[0] if seats else None
    again = form if status else None
    return _door(
        request, event_id, form=CheckInForm(), seat=seat, again=again, status=status or 200
    )


def _door(
    request: OfficeRequest,
    event_id: UUID,
    *,
    form: CheckInForm,
    seat: Any,
    again: ActForm | None = None,
    status: int,
) -> HttpResponse:
    found = results.event_for(request.officer, event_id)
    came, called = results.who_came(event_id)
    context = {
        "event": found,
        "form": form,
        "seat": seat,
        "came": came,
        "invited": called,
        "by_name": again or WalkInForm(),
    }
    page = render(request, "office/training_door.html", context, status=status)
    page["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return page
