"""What every request to the office passes through, and no request to the community ever does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.middleware import AccountMiddleware
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse
from django.utils import timezone, translation

from pimpasa.people.rules import Role, needs_second_factor

Page = Callable[[HttpRequest], HttpResponse]

ACCOUNT = "/akun/"
LANGUAGE = "bahasa"  # the name of what somebody chose before signing in
OFFICE = ("/kantor/", ACCOUNT)
SECOND_FACTOR = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_BEGUN, _SEEN = "begun", "seen"
_TOUCH_AFTER = 60  # seconds: a session is written anew at most once a minute
_LEEWAY = 2 * 60 * 60  # seconds by which a clock may be set back under a session


def is_office(request: HttpRequest) -> bool:
    """True for the paths where people are signed in."""
    return request.path_info.startswith(OFFICE)


class Sessions(SessionMiddleware):
    """Sessions, at the office only."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass by what is not for the office."""
        return super().__call__(request) if is_office(request) else self.get_response(request)


class Accounts(AuthenticationMiddleware):
    """Who is signed in, at the office only."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass by what is not for the office."""
        return super().__call__(request) if is_office(request) else self.get_response(request)


class ForgedForms(CsrfViewMiddleware):
    """Refuse forms that another site sends, at the office only: elsewhere nobody is signed in."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass by what is not for the office."""
        if not is_office(request):
            return self.get_response(request)
        response: Any = super().__call__(request)
        # Under "no-referrer" a browser hides where a form comes from, and we could not check it.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def process_view(self, request: HttpRequest, *rest: Any) -> Any:
        """Check what is for the office."""
        return super().process_view(request, *rest) if is_office(request) else None


def sign_in(get_response: Page) -> Page:
    """django-allauth's own middleware, at the office only."""
    inner = AccountMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = (inner if is_office(request) else get_response)(request)
        return answer

    middleware.process_exception = inner.process_exception  # type: ignore[attr-defined]
    return middleware


def session_limits(get_response: Page) -> Page:
    """End a session 12 hours after it began; 30 minutes without a request end it by themselves."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_office(request) and request.user.is_authenticated:
            _keep_or_end(request)
        return get_response(request)

    return middleware


def language(get_response: Page) -> Page:
    """Speak the language of the account; whoever is not signed in yet may choose one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_office(request):
            return get_response(request)
        asked = (request.GET.get(LANGUAGE), request.COOKIES.get(LANGUAGE), settings.LANGUAGE_CODE)
        before = next(one for one in asked if one in dict(settings.LANGUAGES))
        with translation.override(getattr(request.user, "language", before)):
            response = get_response(request)
        if LANGUAGE in request.GET and not request.user.is_authenticated:
            response.set_cookie(LANGUAGE, before, path=ACCOUNT, samesite="Strict", httponly=True)
        return response

    return middleware


def second_factor(get_response: Page) -> Page:
    """Let an account that needs a second factor and has none reach only the pages to set it up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_office(request) and _lacks_second_factor(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        return get_response(request)

    return middleware


def _keep_or_end(request: HttpRequest) -> None:
    now = int(timezone.now().timestamp())
    begun = request.session.setdefault(_BEGUN, now)
    # One that begins in the future came from a clock that was wrong, and would hardly ever end.
    if not -_LEEWAY <= now - begun < settings.SESSION_WHOLE_AGE:
        logout(request)
    elif abs(now - request.session.get(_SEEN, 0)) >= _TOUCH_AFTER:
        request.session[_SEEN] = now


def _lacks_second_factor(request: HttpRequest) -> bool:
    account = request.user
    if request.path_info.startswith(ACCOUNT) or not account.is_authenticated:
        return False
    if not needs_second_factor(Role(account.role)):
        return False
    return not get_adapter().is_mfa_enabled(account, SECOND_FACTOR)
