"""Digests: what is new somewhere, told to all offices; those that wait, written and approved."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.warnings_forms import ApproveForm, DigestForm
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.warnings import digests as queries
from pimpasa.warnings.digests import Digest, approve_digest, note_digest_read, write_digest

A_PAGE = 30


@require_safe
@office_page()
def digests(request: OfficeRequest) -> HttpResponseBase:
    """What is out, and what waits for whoever may let it out."""
    page = Paginator(queries.digests_for(request.officer), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, queries.news_in(one)) for one in page]
    return render(request, "office/digests.html", {"page": page, "rows": rows, "now": request.now})


@require_safe
@office_page()
def digest(request: OfficeRequest, digest_id: UUID) -> HttpResponseBase:
    """One digest; that somebody it was sent to opened it is kept."""
    queries.digest_for(request.officer, digest_id)
    note_digest_read(request.officer, digest_id, now=request.now)
    return _page(request, digest_id)


@require_POST
@office_page(Deed.APPROVE_WARNING)
def write(request: OfficeRequest, digest_id: UUID) -> HttpResponseBase:
    """Say in both languages what is new."""
    form = DigestForm(request.POST)
    status = carry_out(
        form, lambda given: write_digest(request.officer, digest_id, **given, now=request.now)
    )
    return _page(request, digest_id, sent=form, status=status)


@require_POST
@office_page(Deed.APPROVE_WARNING)
def approve(request: OfficeRequest, digest_id: UUID) -> HttpResponseBase:
    """Let out what a colleague wrote."""
    form = ApproveForm(request.POST)
    status = carry_out(
        form, lambda _given: approve_digest(request.officer, digest_id, now=request.now)
    )
    return _page(request, digest_id, sent=form, status=status)


def _page(
    request: OfficeRequest, digest_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    if not status:
        return redirect("digest", digest_id=digest_id)
    seen = queries.digest_for(request.officer, digest_id)
    told, read = queries.receipts(seen)
    makes = may(request.officer.role, Deed.APPROVE_WARNING)
    context = {
        "digest": seen,
        "text": seen.text_en if get_language() == "en" else seen.text_id,
        "news": [(one, place_name(one.province)) for one in queries.news_in(seen)],
        "names": names_of(who for who in (seen.written_by, seen.approved_by) if who),
        "told": told,
        "read": read,
        "makes": makes,
        "is_late": seen.approved_at is None and seen.due_at < request.now,
        "acts": _acts(digest_id, seen, sent) if makes and seen.approved_at is None else [],
    }
    return render(request, "office/digest.html", context, status=status)


def _acts(digest_id: UUID, seen: Digest, sent: ActForm | None) -> list[Act]:
    written = {"text_id": seen.text_id, "text_en": seen.text_en}
    writing = Act(
        _("Write it"),
        _("Keep it"),
        reverse("digest_write", args=[digest_id]),
        sent_or(DigestForm(initial=written), sent),
        _("What is new, and what helps against it. No names, numbers, villages or houses."),
    )
    approving = Act(
        _("Approve"),
        _("Approve"),
        reverse("digest_approve", args=[digest_id]),
        sent_or(ApproveForm(), sent),
        _("It goes out to all offices at once. Not by whoever wrote it."),
    )
    return [writing, approving] if seen.written_by else [writing]
