"""Follow-ups that kept failing and wait for an administrator. Nobody's words are shown here."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.ledger.overseeing import retry_all_parked, retry_parked
from pimpasa.ledger.queries import parked
from pimpasa.people.rules import Deed
from pimpasa.signals.queries import cluster_was_away


@require_safe
@office_page(Deed.RETRY_JOBS)
def jobs(request: OfficeRequest) -> HttpResponseBase:
    """What is parked: which step, after what, how often it was tried, and what went wrong."""
    return render(request, "office/jobs.html", {"parked": parked(), "away": cluster_was_away()})


@require_POST
@office_page(Deed.RETRY_JOBS)
def jobs_retry(request: OfficeRequest, job_id: UUID) -> HttpResponseBase:
    """Let one of them run again."""
    retry_parked(job_id, actor=request.officer.id, now=request.now)
    return redirect("jobs")


@require_POST
@office_page(Deed.RETRY_JOBS)
def jobs_retry_all(request: OfficeRequest) -> HttpResponseBase:
    """Let all of them run again."""
    retry_all_parked(actor=request.officer.id, now=request.now)
    return redirect("jobs")
