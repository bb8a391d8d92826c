"""Under the code: what may be passed on, to whom, and taking that back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from pimpasa.doors.community.even import evenly
from pimpasa.doors.community.forms import Writing
from pimpasa.doors.community.pages.code import under_code
from pimpasa.doors.community.pages.page import page, today_in
from pimpasa.intake.receipts import opened_stamp
from pimpasa.referrals.under_code import pass_nothing_on, passing_with_code, take_consent_back

ALL = "semua"


@evenly
def passing(request: HttpRequest) -> HttpResponse:
    """What may be passed on of what was said."""
    return under_code(request, _passing)


@evenly
def take_back(request: HttpRequest) -> HttpResponse:
    """Take one agreement back, or all of them."""
    return under_code(request, _take_back)


def _passing(request: HttpRequest, writing: Writing, *, is_taken: bool = False) -> HttpResponse:
    values = {
        "passing": passing_with_code(writing.code),
        "code": writing.code,
        "opened": opened_stamp(writing.code),
        "is_taken": is_taken,
    }
    return page(request, "passing", values)


def _take_back(request: HttpRequest, writing: Writing) -> HttpResponse:
    which = request.POST.get("izin", "")
    today = today_in(passing_with_code(writing.code).village_code)
    if which == ALL:
        pass_nothing_on(writing.code, today=today)
    elif consent := _number(which):
        take_consent_back(writing.code, consent, today=today)
    else:
        return _passing(request, writing)
    return _passing(request, writing, is_taken=True)


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
