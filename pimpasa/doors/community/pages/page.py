"""What all pages share: drawn without anything that knows who is asking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation

from pimpasa.base.codes import new_code
from pimpasa.base.days import day_in, zone_of
from pimpasa.base.errors import Refused
from pimpasa.doors.community.language import in_other_language


def page(
    request: HttpRequest, name: str, values: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """One page of this door. `values` never holds more than the page shows."""
    shown = {"other_language": in_other_language(request.path), "status": status, **(values or {})}
    return render(request, f"community/{name}.html", shown, status=status)


def page_around(
    request: HttpRequest, name: str, fills: Mapping[str, str], **values: bool
) -> HttpResponse:
    """A page that is the same for everyone but for `fills`, drawn once and then only filled in.

    What fills it is of our own making: letters, digits and blanks, which need no escaping.
    """
    known = tuple(sorted(values.items()))
    drawn, gaps = _drawn(request.path, name, translation.get_language(), tuple(fills), known)
    for key, gap in gaps.items():
        drawn = drawn.replace(gap, fills[key])
    return HttpResponse(drawn)


@lru_cache(maxsize=64)
def _drawn(
    path: str,
    name: str,
    _language: str | None,
    fills: tuple[str, ...],
    values: tuple[tuple[str, bool], ...],
) -> tuple[str, dict[str, str]]:
    gaps = {key: new_code() for key in fills}
    shown = {"other_language": in_other_language(path), "status": 200, **gaps, **dict(values)}
    return render_to_string(f"community/{name}.html", shown), gaps


def refusal(error: Refused, **more: Any) -> dict[str, Any]:
    """A refusal as the pages show it: what is wrong, on top and beside the field."""
    return {"refused": error.reason, **more}


def today_in(village: str | None) -> date:
    """The day it is now where the village lies; in Jakarta when none was named."""
    return day_in(zone_of(village or ""), timezone.now())
