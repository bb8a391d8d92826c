"""Taking words in at the desk: which way they came, from which village, and the receipt."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from pimpasa.base.errors import NotThere, Refused
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.hearing import HearingForm
from pimpasa.intake.actions import Channel, Receipt
from pimpasa.intake.channels import take_down
from pimpasa.intake.receipts import FormTooOld, check_form
from pimpasa.people.rules import Deed
from pimpasa.places.gazetteer import Found
from pimpasa.places.queries import find_villages, village_with_code
from pimpasa.triage.reader import read

NO_VILLAGE = "-"
MOST_OWN = 30
_LOOKED_AT = 200  # names repeat: among so many of one name are those of this officer


@require_safe
@office_page(Deed.ANSWER)
def ways(request: OfficeRequest) -> HttpResponseBase:
    """The three ways in which words reach a desk."""
    return render(request, "office/take_in.html")


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.ANSWER)
def told(request: OfficeRequest) -> HttpResponseBase:
    """What a person told, or wrote on paper; it ends with the code they are given, once."""
    village = village_of(request)
    if village is None and not is_without_village(request):
        return pick_village(request, "take_in_told")
    return hear(request, village)


def hear(
    request: OfficeRequest,
    village: Found | None,
    *,
    then: Callable[[HearingForm], object] = lambda form: None,
    channel: str = "",
) -> HttpResponse:
    """Take words down, told or on paper; `then` is called with the form once they are kept."""
    if request.method != "POST":
        return _form(request, HearingForm.empty(today=request.today, channel=channel), village)
    form = HearingForm(request.POST)
    if not form.is_valid():
        return _form(request, form, village, status=422)
    try:
        code = check_form(form.receipt(), today=request.today)
        receipt = take_down(
            request.officer,
            form.told(village.code if village else None),
            code=code,
            channel=Channel(form.cleaned_data["channel"]),
            today=request.today,
        )
    except Refused as refusal:
        if isinstance(refusal, FormTooOld):
            form = form.renewed(today=request.today)
        form.add_error(None, str(refusal.reason))
        return _form(request, form, village, status=refusal.status)
    then(form)
    return _receipt(request, form, receipt)


def village_of(request: OfficeRequest) -> Found | None:
    """The village in the address, when one was chosen. Raises NotThere for one that is not ours."""
    code = request.GET.get("desa", "")
    if code in ("", NO_VILLAGE):
        return None
    village = village_with_code(code[:13])
    if village is None or not request.officer.serves(village.code):
        raise NotThere
    return village


def is_without_village(request: OfficeRequest) -> bool:
    """True when the officer said that the village is not known."""
    return request.GET.get("desa") == NO_VILLAGE


def pick_village(request: OfficeRequest, way: str) -> HttpResponse:
    """Choose the village first: by name, among this officer's own."""
    officer = request.officer
    asked = request.GET.get("cari", "").strip()[:120]
    found = [v for v in find_villages(asked, limit=_LOOKED_AT) if officer.serves(v.code)]
    own = [village_with_code(code) for code in officer.scope[:MOST_OWN] if code.count(".") == 3]
    context = {
        "way": way,
        "asked": asked,
        "found": found[:12],
        "own": [village for village in own if village],
        "no_village": NO_VILLAGE if way == "take_in_told" else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "office/take_village.html", context, status=status)


def _form(
    request: OfficeRequest, form: HearingForm, village: Found | None, *, status: int = 200
) -> HttpResponse:
    return render(
        request, "office/take_told.html", {"form": form, "village": village}, status=status
    )


def _receipt(request: OfficeRequest, form: HearingForm, receipt: Receipt) -> HttpResponse:
    language = form.cleaned_data["language"]
    context = {
        "receipt": receipt,
        "language": language,
        "address": f"{settings.SITE}{'/en' if language == 'en' else ''}/kode/",
        "is_emergency": read(form.cleaned_data["words"]).urgency == "emergency",
    }
    return render(request, "office/take_receipt.html", context)
