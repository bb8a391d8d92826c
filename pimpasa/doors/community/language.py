"""The language of a page is in its address: Indonesian at the root, English under /en/.

Nothing else is asked: what a browser prefers would be one more thing that tells people apart.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

Page = Callable[[HttpRequest], HttpResponseBase]

ENGLISH = "/en/"


def language(get_response: Page) -> Page:
    """Speak the language of the address while the page is made."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        spoken = "en" if request.path_info.startswith(ENGLISH) else settings.LANGUAGE_CODE
        with translation.override(spoken):
            response = get_response(request)
        response.headers.setdefault("Content-Language", spoken)
        return response

    return answer


def in_other_language(path: str) -> str:
    """The same page in the other language."""
    return path.removeprefix("/en") if path.startswith(ENGLISH) else f"/en{path}"


def first_page_in_other_language(path: str) -> str:
    """Where to go on in the other language when there is no such page."""
    return "/" if path.startswith(ENGLISH) else ENGLISH
