"""What search engines may show: the facts, and no page on which somebody writes."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

_CLOSED = "tanya saran lapor teruskan keluhan kode kantor akun poster desa".split()


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt."""
    lines = [f"Disallow: {prefix}/{name}/" for name in _CLOSED for prefix in ("", "/en")]
    return HttpResponse("\n".join(["User-agent: *", *lines, ""]), content_type="text/plain")


urlpatterns = [path("", robots, name="robots")]
