"""Warnings: those in force, one of them with who read it, drafting, approving, withdrawing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.base.errors import NotThere
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.warnings_forms import USUAL, ApproveForm, DraftForm, WithdrawForm
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.signals.queries import signal_for, villages_of
from pimpasa.verification.queries import is_true
from pimpasa.warnings import cap as alerts
from pimpasa.warnings import queries
from pimpasa.warnings.actions import approve_warning, draft_warning, withdraw_warning
from pimpasa.warnings.deliveries import note_reading
from pimpasa.warnings.notice import address_of, group_message, notice, place_names, said_in

A_PAGE = 30


@require_safe
@office_page()
def warnings(request: OfficeRequest) -> HttpResponseBase:
    """The warnings this officer may see, the newest first."""
    seen = queries.warnings_for(request.officer, on=request.today)
    page = Paginator(seen, A_PAGE).get_page(request.GET.get("page"))
    spoken = get_language() or "id"
    rows = [(w, said_in(w, spoken)["headline"], place_names(w)) for w in page]
    context = {"page": page, "rows": rows, "today": request.today}
    return render(request, "office/warnings.html", context)


@require_safe
@office_page()
def warning(request: OfficeRequest, warning_id: UUID) -> HttpResponseBase:
    """One warning; that somebody it was sent to opened it is kept."""
    note_reading(request.officer, warning_id, now=request.now)
    return _page(request, warning_id)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.VERIFY)
def draft(request: OfficeRequest, signal_id: UUID) -> HttpResponseBase:
    """Draft a warning from a signal that proved true."""
    signal = signal_for(request.officer, signal_id)
    given = {"valid_until": request.today + USUAL}
    form = DraftForm(request.POST or None, villages=villages_of(signal), initial=given)
    status = 200
    if request.method == "POST":
        status = carry_out(
            form,
            lambda _given: draft_warning(request.officer, form.draft(signal_id), now=request.now),
        )
    if not status:
        return redirect("warnings_page", warning_id=form.cleaned_data["warning"])
    place = place_name(signal.place)
    context = {"form": form, "signal": signal, "place": place, "is_true": is_true(signal)}
    return render(request, "office/warnings_draft.html", context, status=status)


@require_POST
@office_page(Deed.APPROVE_WARNING)
def approve(request: OfficeRequest, warning_id: UUID) -> HttpResponseBase:
    """Let a colleague's draft out."""
    form = ApproveForm(request.POST)
    status = carry_out(
        form, lambda _given: approve_warning(request.officer, warning_id, now=request.now)
    )
    return _page(request, warning_id, sent=form, status=status)


@require_POST
@office_page(Deed.APPROVE_WARNING)
def withdraw(request: OfficeRequest, warning_id: UUID) -> HttpResponseBase:
    """Take a warning back."""
    queries.warning_for(request.officer, warning_id, on=request.today)
    form = WithdrawForm(request.POST)
    status = carry_out(
        form, lambda given: withdraw_warning(request.officer, warning_id, now=request.now, **given)
    )
    return _page(request, warning_id, sent=form, status=status)


@require_safe
@office_page()
def board(request: OfficeRequest, warning_id: UUID) -> HttpResponseBase:
    """The page for the notice board, in the language asked for."""
    warning = queries.warning_for(request.officer, warning_id, on=request.today)
    if warning.withdrawn_at is not None:
        raise NotThere
    spoken = "en" if request.GET.get("bahasa") == "en" else "id"
    pdf = notice(warning, settings.SITE, language=spoken)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="peringatan-{spoken}.pdf"'
    return response


@require_safe
@office_page()
def cap(request: OfficeRequest, warning_id: UUID) -> HttpResponseBase:
    """The warning as a CAP alert, to be handed to another system."""
    warning = queries.warning_for(request.officer, warning_id, on=request.today)
    written = alerts.as_cap(warning, settings.SITE, is_exercise=settings.DEMO)
    response = HttpResponse(written, content_type=alerts.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{warning.id}.cap.xml"'
    return response


def _page(
    request: OfficeRequest, warning_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    if not status:
        return redirect("warnings_page", warning_id=warning_id)
    officer = request.officer
    seen = queries.warning_for(officer, warning_id, on=request.today)
    spoken = get_language() or "id"
    received = queries.received(officer, seen)
    context = {
        "warning": seen,
        "said": said_in(seen, spoken),
        "other": said_in(seen, "id" if spoken == "en" else "en"),
        "places": place_names(seen),
        "agencies": queries.agencies_of(seen),
        "names": names_of(who for who in (seen.drafted_by, seen.approved_by) if who),
        "received": received,
        "read": sum(row.read_at is not None for row in received),
        "message": group_message(seen, settings.SITE, language="id"),
        "public_address": address_of(seen, settings.SITE),
        "is_over": seen.valid_until <= request.today,
        "knows_signal": may(officer.role, Deed.VERIFY),
        "is_mine": seen.drafted_by == officer.id,
        "acts": _acts(request, seen, sent) if seen.withdrawn_at is None else [],
    }
    return render(request, "office/warning.html", context, status=status)


def _acts(request: OfficeRequest, seen: Any, sent: ActForm | None) -> list[Act]:
    """What may be done with it: whoever drafted it is not offered to approve it."""
    if not may(request.officer.role, Deed.APPROVE_WARNING):
        return []
    approve_url, withdraw_url = (
        reverse(f"warnings_{deed}", args=[seen.id]) for deed in ("approve", "withdraw")
    )
    approving = Act(
        _("Approve"),
        _("Approve"),
        approve_url,
        sent_or(ApproveForm(), sent),
        _("It goes out at once, to all it is for. Read it once more, in both languages."),
    )
    withdrawing = Act(
        _("Withdraw"),
        _("Withdraw"),
        withdraw_url,
        sent_or(WithdrawForm(), sent),
        _("Everybody who was told is written to again.")
        if seen.approved_at
        else _("Nobody was told of it yet."),
        is_grave=True,
    )
    is_anothers = seen.drafted_by != request.officer.id or isinstance(sent, ApproveForm)
    return [approving, withdrawing] if not seen.approved_at and is_anothers else [withdrawing]
