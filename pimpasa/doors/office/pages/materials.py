"""What is handed out at an event: added and removed by a trainer, read by those invited."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import carry_out
from pimpasa.doors.office.pages.events import event_page
from pimpasa.doors.office.training_forms import MaterialForm
from pimpasa.people.rules import Deed
from pimpasa.training.actions.materials import add_material, remove_material
from pimpasa.training.queries.results import event_for, material_for


@require_POST
@office_page(Deed.CERTIFY)
def add(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Add a PDF."""
    event_for(request.officer, event_id)
    form = MaterialForm(request.POST, request.FILES)
    status = carry_out(
        form,
        lambda given: add_material(
            event_id,
            given["title"],
            form.content(),
            id=given["id"],
            by=request.officer,
            now=request.now,
        ),
    )
    return event_page(request, event_id, sent=form, status=status)


@require_safe
@office_page()
def handed(request: OfficeRequest, material_id: UUID) -> HttpResponseBase:
    """The file, to be kept; the browser runs nothing in it."""
    material = material_for(request.officer, material_id)
    response = HttpResponse(bytes(material.content), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="bahan.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
@office_page(Deed.CERTIFY)
def away(request: OfficeRequest, material_id: UUID) -> HttpResponseBase:
    """Take it away."""
    event_id = remove_material(material_id, by=request.officer, now=request.now)
    return redirect("training_event", event_id=event_id)
