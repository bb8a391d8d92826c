"""The one page for what is not there and for what is not yours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def lost(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404, the same to the byte whatever was asked for."""
    return render(request, "office/lost.html", status=404)
