"""Whether a certificate is ours and holds today: anyone may ask, with the number or the code."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from pimpasa.doors.community.pages.page import page
from pimpasa.doors.community.pages.shown import spoken
from pimpasa.training.public import Verdict, check, key_list, look_up, revocation_list

LONGEST = 4000  # characters of an Open Badge


def ask(request: HttpRequest) -> HttpResponse:
    """A field for the number, for what the QR code holds, or for an Open Badge."""
    typed = request.POST.get("teks", "")[:LONGEST].strip()
    if not typed:
        return page(request, "certificate")
    return _shown(request, check(typed, on=timezone.localdate()))


def one(request: HttpRequest, number: UUID) -> HttpResponse:
    """What our register says of one certificate; this is where its QR code leads."""
    return _shown(request, look_up(number, on=timezone.localdate()))


def revoked(request: HttpRequest) -> HttpResponse:
    """All certificates that were taken back, signed."""
    return JsonResponse(revocation_list(settings.SITE, on=timezone.localdate()))


def keys(request: HttpRequest) -> HttpResponse:
    """The keys with which people sign, for whoever checks what was signed."""
    return JsonResponse(key_list(settings.SITE, on=timezone.localdate()))


def _shown(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    values = {"verdict": verdict, "course": verdict.title(spoken())}
    status = 200 if verdict.statement else 404
    return page(request, "certificate", values, status=status)
