"""Who may open a page of the office. What is not yours and what is not there look the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from pimpasa.base.days import day_in
from pimpasa.base.errors import NotThere, Refused
from pimpasa.doors.office.lost import lost, not_done
from pimpasa.people.queries import officer_at
from pimpasa.people.rules import Deed, Officer, may

P = ParamSpec("P")


class OfficeRequest(HttpRequest):
    """A request by an officer who may open this page."""

    officer: Officer
    now: datetime
    today: date  # in the officer's own zone


Page = Callable[Concatenate[OfficeRequest, P], HttpResponseBase]


def office_page(*deeds: Deed) -> Callable[[Page[P]], Callable[..., HttpResponseBase]]:
    """Open the page to those whose role may do at least one of these deeds; without any, to all.

    The anonymous are sent to sign in, whatever they asked for. Everybody else gets the page or
    the same "not found", also when a query raises NotThere for what is not theirs. What is refused
    where there is no form to show it beside has a page of its own.
    """

    def guard(page: Page[P]) -> Callable[..., HttpResponseBase]:
        @wraps(page)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            try:
                _introduce(request, deeds)
                return page(request, *args, **kwargs)
            except (NotThere, Http404):
                return lost(request)
            except Refused as refusal:
                return not_done(request, refusal)

        return guarded

    return guard


def _introduce(request: OfficeRequest, deeds: tuple[Deed, ...]) -> None:
    request.now = timezone.now()
    account = request.user
    if not account.is_authenticated:
        raise NotThere
    request.officer = officer_at(account, now=request.now)
    request.today = day_in(request.officer.zone, request.now)
    if deeds and not any(may(request.officer.role, deed) for deed in deeds):
        raise NotThere
