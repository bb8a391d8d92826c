"""Pages of the office for when there is no page: not there, not yours, not done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pimpasa.base.errors import Refused


def lost(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404, the same to the byte whatever was asked for."""
    return render(request, "office/lost.html", status=404)


def not_sent_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without our mark (CSRF): it was open too long, or is another site's.

    What it held is neither shown nor kept: it may be somebody else's doing.
    """
    return render(request, "office/not_sent.html", status=403)


def not_done(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """What was asked for is refused, and why."""
    context = {"reason": refusal.reason}
    return render(request, "office/not_done.html", context, status=refusal.status)
