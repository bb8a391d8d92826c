"""What to say when something is not there, not understood, too much, or broken."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from pimpasa.doors.community.language import first_page_in_other_language
from pimpasa.doors.community.pages.page import page
from pimpasa.doors.unavailable import could_not


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came is not what our pages send; 413: it is more than we take at once."""
    if isinstance(exception, RequestDataTooBig):
        return page(request, "errors/too_much", status=413)
    return page(request, "errors/not_understood", status=400)


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no page under this address; the same to the byte whatever was asked for."""
    first_page = {"other_language": first_page_in_other_language(request.path)}
    return page(request, "errors/not_there", first_page, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500 when it is our fault, 503 or 507 when it will mend; the words are still in the form."""
    plain = could_not(request)
    name = "errors/broken" if plain.status_code == 500 else "errors/away"
    response = page(request, name, status=plain.status_code)
    if "Retry-After" in plain:
        response["Retry-After"] = plain["Retry-After"]
    return response
