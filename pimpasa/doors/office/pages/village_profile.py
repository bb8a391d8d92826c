"""How a village lives: what is known, from whom and since when; written anew in versions."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from pimpasa.base.errors import NotThere, Refused
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.dossiers import dossier_of
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.visit_forms import ProfileForm, filled
from pimpasa.outreach.actions import write_profile
from pimpasa.outreach.papers import dossier_pdf
from pimpasa.outreach.queries import facts_of, profile_for
from pimpasa.people.rules import Deed
from pimpasa.places.queries import village_with_code


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.VISIT)
def profile(request: OfficeRequest, code: str) -> HttpResponseBase:
    """What is known of a village, ready to be written anew."""
    known = profile_for(request.officer, code)
    if request.method != "POST":
        seen = {"seen_version": known.version} if known else {}
        facts = filled(facts_of(known)) if known else {}
        return _page(request, code, ProfileForm(initial=facts | seen, today=request.today))
    form = ProfileForm(request.POST, today=request.today)
    if not form.is_valid():
        return _page(request, code, form, status=422)
    sent = form.cleaned_data
    try:
        write_profile(
            request.officer,
            code,
            form.facts(),
            id=sent["id"],
            seen_version=sent["seen_version"],
            now=request.now,
        )
    except NotThere:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, code, form, status=refusal.status)
    return redirect("villages_profile", code=code)


@require_safe
@office_page(Deed.VISIT)
def dossier(request: OfficeRequest, code: str) -> HttpResponseBase:
    """All that is handed over with a village, as a PDF."""
    village = village_with_code(code)
    if village is None:
        raise NotThere
    made = dossier_pdf(dossier_of(request.officer, village, on=request.today))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="desa-{code}.pdf"'
    return response


def _page(
    request: OfficeRequest, code: str, form: ProfileForm, *, status: int = 200
) -> HttpResponse:
    village = village_with_code(code)
    if village is None:
        raise NotThere
    rows = [(group, list(rows)) for group, rows in groupby(form.rows(), lambda row: row[0].group)]
    context = {
        "village": village,
        "form": form,
        "groups": rows,
        "known": profile_for(request.officer, code),
    }
    return render(request, "office/village_profile.html", context, status=status)
