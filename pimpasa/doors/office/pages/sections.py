"""Sections of an office: opened, renamed and closed by decree, on the page of the office."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import carry_out
from pimpasa.doors.office.bodies_forms import CloseBodyForm, NameForm, NewSectionForm
from pimpasa.doors.office.pages.offices import page_of
from pimpasa.people.actions.bodies import close_section, open_section, rename_section
from pimpasa.people.queries import staff
from pimpasa.people.rules import Deed


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def section_open(request: OfficeRequest, office_id: UUID) -> HttpResponseBase:
    """Write down a section of the office."""
    staff.require_order(request.officer, office=office_id)
    form = NewSectionForm(request.POST)
    status = carry_out(
        form,
        lambda given: open_section(office_id, form.name(), by=request.officer, now=request.now),
    )
    return page_of(request, office_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def section_rename(request: OfficeRequest, section_id: UUID) -> HttpResponseBase:
    """Write down another name of the section."""
    section = staff.section(request.officer, section_id)
    form = NameForm(request.POST, key=section_id)
    status = carry_out(
        form,
        lambda given: rename_section(section_id, form.name(), by=request.officer, now=request.now),
    )
    return page_of(request, section.office_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def section_close(request: OfficeRequest, section_id: UUID) -> HttpResponseBase:
    """Close the section from a day on."""
    section = staff.section(request.officer, section_id)
    form = CloseBodyForm(request.POST, key=section_id)
    status = carry_out(
        form,
        lambda given: close_section(
            section_id, on=given["on"], by=request.officer, now=request.now
        ),
    )
    return page_of(request, section.office_id, sent=form, status=status)
