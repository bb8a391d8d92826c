"""Addresses of the partners door, under /api/."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from pimpasa.doors.partners.api import api, not_allowed, not_there


def _in_our_words(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What the library says by itself becomes a problem too."""

    @wraps(page)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = page(request, *args, **kwargs)
        except Http404:
            return not_there(request)
        return not_allowed(request, response) if response.status_code == 405 else response

    return csrf_exempt(answered)  # nobody is signed in here: a key is sent each time


_operations, _app, _namespace = api.urls
urlpatterns = [
    path(
        "v1/",
        include(
            (
                [
                    URLPattern(one.pattern, _in_our_words(one.callback), name=one.name)
                    for one in _operations
                    if isinstance(one, URLPattern)
                ],
                _app,
            ),
            namespace=_namespace,
        ),
    ),
    re_path("^.*", csrf_exempt(not_there), name="partners_nothing"),
]
