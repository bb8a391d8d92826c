"""What all pages share: drawn without anything that knows who is asking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pimpasa.base.days import day_in, zone_of
from pimpasa.base.errors import Refused
from pimpasa.doors.community.language import in_other_language


def page(
    request: HttpRequest, name: str, values: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """One page of this door. `values` never holds more than the page shows."""
    shown = {"other_language": in_other_language(request.path), "status": status, **(values or {})}
    return render(request, f"community/{name}.html", shown, status=status)


def refusal(error: Refused, **more: Any) -> dict[str, Any]:
    """A refusal as the pages show it: what is wrong, on top and beside the field."""
    return {"refused": error.reason, **more}


def today_in(village: str | None) -> date:
    """The day it is now where the village lies; in Jakarta when none was named."""
    return day_in(zone_of(village or ""), timezone.now())
