"""The second reading: what waits for it, the words alone, and how far readers agree."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import carry_out
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.second_forms import SecondForm, TakeForm
from pimpasa.intake.actions import open_words
from pimpasa.intake.queries import report_for
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.verification import second as queries
from pimpasa.verification.agreement import FEWEST
from pimpasa.verification.second import say_second_reading, take_second_reading

SHOWN = 50  # of the readings that differ


@require_safe
@office_page(Deed.VERIFY, Deed.EXPORT_COUNTS)
def second(request: OfficeRequest) -> HttpResponseBase:
    """What can be read blind, how far readers agree, and which readings differ."""
    return _page(request)


@require_POST
@office_page(Deed.VERIFY)
def take(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Take one up; from then on the case is closed to this officer until it is read."""
    form = TakeForm(request.POST)
    status = carry_out(
        form, lambda _given: take_second_reading(request.officer, report_id, now=request.now)
    )
    if status:
        return _page(request, sent=form, status=status)
    return redirect("second_read", report_id=report_id)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.VERIFY)
def read(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """The words and nothing beside them; what the reader makes of them."""
    report_for(request.officer, report_id)
    if not queries.is_reading(request.officer, report_id):
        return redirect("second")
    form = SecondForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = carry_out(
            form,
            lambda _given: say_second_reading(
                request.officer, report_id, form.said(), now=request.now
            ),
        )
    if not status:
        return redirect("second")
    opened = open_words(request.officer, report_id, now=request.now)
    return render(
        request, "office/second_read.html", {"opened": opened, "form": form}, status=status
    )


def _page(
    request: OfficeRequest, *, sent: TakeForm | None = None, status: int = 200
) -> HttpResponse:
    officer = request.officer
    changed = queries.changed_for(officer)[:SHOWN]
    context = {
        "form": sent,
        "may_read": may(officer.role, Deed.VERIFY),
        "waiting": [
            (report, place_name(report.village_id) if report.village_id else "")
            for report in queries.waiting_for(officer, now=request.now)
        ],
        "agreement": queries.agreement_for(officer).items(),
        "fewest_pairs": FEWEST,
        "share": round(100 * queries.sample().share),
        "changed": [(one, one.differs.items()) for one in changed],
        "names": names_of(who for one in changed for who in (one.first_by, one.second_by)),
    }
    return render(request, "office/second.html", context, status=status)
