"""Immigration offices: what each serves, served and will serve, by decree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, Given, carry_out, sent_or
from pimpasa.doors.office.bodies import bodies
from pimpasa.doors.office.bodies_forms import NewSectionForm
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.places_forms import (
    CloseForm,
    ContactForm,
    MoveForm,
    OpenForm,
    RenameForm,
    TakeForm,
)
from pimpasa.people.queries import names_of, on_duty, staff, who_read_in
from pimpasa.people.rules import Deed, Role, may, may_order
from pimpasa.places import queries as places
from pimpasa.places.actions.territory import (
    close_office,
    move_territory,
    open_by_decree,
    rename_office,
    stand_in,
    take_unplaced,
    write_contact,
)
from pimpasa.places.directory import directory


@require_safe
@office_page()
def offices(request: OfficeRequest) -> HttpResponseBase:
    """Every office with the regencies it serves today."""
    held = places.territory_on(request.today)
    context = {
        "offices": [(office, held.get(office.id, [])) for office in places.offices()],
        "open": places.offices_open(request.today).count(),
        "officially": directory().official_count(request.today),
        **_unplaced(request),
        "may_open": may(request.officer.role, Deed.MANAGE_PLACES),
        "today": request.today,
    }
    return render(request, "office/offices.html", context)


def _unplaced(request: OfficeRequest) -> dict[str, Any]:
    """Which office takes words that name no village, and for whom it matters, who reads there."""
    office = places.office_for_unplaced()
    role = request.officer.role
    knows = role is Role.DIRECTORATE or may(role, Deed.MANAGE_PEOPLE)
    readers = who_read_in(office.id, on=request.today) if office and knows else []
    return {
        "takes_unplaced": office,
        "stands_in": places.office_that_stands_in(),
        "read_unplaced": list(names_of(one.id for one in readers).values()),
        "knows_readers": knows,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.MANAGE_PLACES)
def open_one(request: OfficeRequest) -> HttpResponseBase:
    """Open an office by decree."""
    form, status = OpenForm(request.POST or None, initial={"on": request.today}), 200
    if request.method == "POST":
        status = carry_out(
            form,
            lambda given: open_by_decree(form.opening(), actor=request.officer.id, now=request.now),
        )
    if not status:
        return redirect("offices")
    context = {"form": form, "regions": places.regions()}
    return render(request, "office/office_open.html", context, status=status)


@require_safe
@office_page()
def office(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """One office: its territory in time, its sections, who is on duty."""
    return page_of(request, office_id)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def move(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """Give a regency to this office from a day on."""
    form, by = MoveForm(request.POST), _by(request)
    places.office(office_id)
    status = carry_out(form, lambda given: move_territory(to=office_id, **given, **by))
    return page_of(request, office_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def rename(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """Write down another name or class of the office."""
    form, by = RenameForm(request.POST), _by(request)
    places.office(office_id)
    status = carry_out(form, lambda given: rename_office(office_id, **given, **by))
    return page_of(request, office_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def contact(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """Write down how people reach the office."""
    form, by = ContactForm(request.POST), _by(request)
    places.office(office_id)
    status = carry_out(form, lambda given: write_contact(office_id, **given, **by))
    return page_of(request, office_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def close(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """Close the office from a day on."""
    form, by = CloseForm(request.POST), _by(request)
    places.office(office_id)
    status = carry_out(form, lambda given: close_office(office_id, **given, **by))
    return page_of(request, office_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def unplaced(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """Let this office take words without a village, and words meant for elsewhere."""
    places.office(office_id)
    form, by = TakeForm(request.POST, key="unplaced"), _by(request)
    status = carry_out(form, lambda given: take_unplaced(office_id, **by))
    return page_of(request, office_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PLACES)
def second(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """Let this office read what is about the people of the office that takes all others."""
    places.office(office_id)
    form, by = TakeForm(request.POST, key="stand"), _by(request)
    status = carry_out(form, lambda given: stand_in(office_id, **by))
    return page_of(request, office_id, sent=form, status=status)


def _by(request: OfficeRequest) -> Given:
    return {"actor": request.officer.id, "now": request.now}


def page_of(
    request: OfficeRequest, office_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of an office, with the form that was refused; after a deed, back to the page."""
    if not status:
        return redirect("offices_page", office_id=office_id)
    kept, today, officer = places.office(office_id), request.today, request.officer
    may_change = may(officer.role, Deed.MANAGE_PLACES) and kept.closed_on is None
    own = may_order(officer, office=office_id)
    sections = staff.sections(office_id)
    acts = _acts(request, kept.id, sent) if may_change else []
    if own and kept.closed_on is None:
        acts.append(_new_section(request, office_id, sent))
    context = {
        "office": kept,
        "territory": places.territory_history(office_id),
        "bodies": bodies(sections, kind="offices_section", may=own, sent=sent, today=today),
        "acts": acts,
        "on_duty": on_duty(office_id, on=today),
        "sees_roster": staff.rosters_of(officer, on=today).filter(id=office_id).exists(),
        "staff": staff.how_many_in(office_id, on=today),
        "today": today,
    }
    return render(request, "office/office.html", context, status=status)


def _acts(request: OfficeRequest, office_id: UUID, sent: ActForm | None) -> list[Act]:
    office, today = places.office(office_id), request.today
    named = {"name": office.name, "rank": office.rank}
    move_url, rename_url, contact_url, close_url = (
        reverse(f"offices_{deed}", args=[office_id])
        for deed in ("move", "rename", "contact", "close")
    )
    return [
        *_taking(office, sent),
        Act(
            _("Give it a regency"),
            _("Give"),
            move_url,
            sent_or(MoveForm(initial={"on": today}), sent),
            _("Whoever serves the regency now serves it until that day. Both keep their history."),
        ),
        Act(
            _("Another name or class"),
            _("Write it down"),
            rename_url,
            sent_or(RenameForm(initial=named), sent),
        ),
        Act(
            _("Another contact"),
            _("Write it down"),
            contact_url,
            sent_or(ContactForm(initial={"contact": office.contact}), sent),
        ),
        Act(
            _("Close the office"),
            _("Close"),
            close_url,
            sent_or(CloseForm(initial={"on": today}), sent),
            _("Its regencies and fostered villages go to another office first."),
            is_grave=True,
        ),
    ]


def _taking(office: Any, sent: ActForm | None) -> list[Act]:
    acts = []
    if not office.takes_unplaced:
        note = _(
            "Words that name no village or one that no office serves, and those that are meant "
            "for another office."
        )
        url = reverse("offices_unplaced", args=[office.id])
        form = sent_or(TakeForm(key="unplaced"), sent)
        acts.append(Act(_("Let it take words from everywhere"), _("Let it"), url, form, note))
        if not office.stands_in:
            note = _("It reads words about the people of the office that takes all others.")
            url = reverse("offices_stand_in", args=[office.id])
            form = sent_or(TakeForm(key="stand"), sent)
            acts.append(Act(_("Let it stand in"), _("Let it"), url, form, note))
    return acts


def _new_section(request: OfficeRequest, office_id: UUID, sent: ActForm | None) -> Act:
    form = sent_or(NewSectionForm(initial={"since": request.today}), sent)
    url = reverse("offices_section_open", args=[office_id])
    return Act(_("Write a section down"), _("Write it down"), url, form)
