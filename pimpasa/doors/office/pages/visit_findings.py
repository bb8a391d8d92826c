"""What is brought home from a visit: words heard, what a room remembers, photos, records."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.base import vault
from pimpasa.base.errors import NotThere
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import carry_out
from pimpasa.doors.office.finding_forms import PhotoForm, RecallForm, RecordForm
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.hearing import HearingForm
from pimpasa.doors.office.pages.take_in import hear
from pimpasa.doors.office.pages.visits import page_of
from pimpasa.intake.actions import Channel
from pimpasa.outreach.findings import (
    add_photo,
    check_recall,
    note_heard,
    remove_photo,
    write_record,
)
from pimpasa.outreach.queries import photo_for, records_for, visit_for
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed
from pimpasa.places.queries import village_with_code


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.VISIT)
def words(request: OfficeRequest, visit_id: UUID) -> HttpResponseBase:
    """A question, suggestion or report heard there: kept as words, and counted at the visit."""
    visit = visit_for(request.officer, visit_id)

    def count(form: HearingForm) -> None:
        # A keyed hash of the code: sending twice counts once, and nothing leads back to the words.
        mark = vault.blind_index(form.cleaned_data["code"], purpose="outreach.heard")
        kind, id = form.cleaned_data["kind"], UUID(bytes=mark[:16], version=4)
        note_heard(request.officer, visit.id, id=id, kind=kind, now=request.now)

    village = village_with_code(visit.village_id)
    return hear(request, village, then=count, channel=Channel.OFFICER)


@require_POST
@office_page(Deed.VISIT)
def recall(request: OfficeRequest, visit_id: UUID) -> HttpResponseBase:
    """Keep how many knew the three answers."""
    form = RecallForm(request.POST)
    status = carry_out(
        form,
        lambda given: check_recall(request.officer, visit_id, form.checked(), now=request.now),
    )
    return page_of(request, visit_id, sent=form, status=status)


@require_POST
@office_page(Deed.VISIT)
def photo(request: OfficeRequest, visit_id: UUID) -> HttpResponseBase:
    """Keep a photo of the visit."""
    form = PhotoForm(request.POST, request.FILES)
    status = carry_out(
        form,
        lambda given: add_photo(
            request.officer, visit_id, form.content(), id=given["id"], now=request.now
        ),
    )
    return page_of(request, visit_id, sent=form, status=status)


@require_safe
@office_page(Deed.VISIT)
def picture(request: OfficeRequest, photo_id: UUID) -> HttpResponseBase:
    """One photo; the browser may not run anything in it."""
    response = HttpResponse(
        bytes(photo_for(request.officer, photo_id).content), content_type="image/jpeg"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
@office_page(Deed.VISIT)
def picture_away(request: OfficeRequest, photo_id: UUID) -> HttpResponseBase:
    """Take a photo away for good."""
    visit = remove_photo(request.officer, photo_id, now=request.now)
    return redirect("visits_page", visit_id=visit)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.VISIT)
def records(request: OfficeRequest, code: str) -> HttpResponseBase:
    """Problems solved, agreements, volunteers, and what the village's police are asked."""
    village = village_with_code(code)
    if village is None:
        raise NotThere
    kept = list(records_for(request.officer, code))
    form, status = RecordForm(request.POST or None), 200
    if request.method == "POST":
        status = carry_out(
            form,
            lambda given: write_record(request.officer, code, form.written(), now=request.now),
        )
        if not status:
            return redirect("villages_records", code=code)
    names = names_of(record.written_by for record in kept)
    context = {"village": village, "kept": kept, "names": names, "form": form}
    context |= {"today": request.today}
    return render(request, "office/village_records.html", context, status=status)
