"""One's own account at the desk: language, look, and where the second factor is kept."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.people.actions.preferences import speak

THEMES = ("", "light", "dark")
YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@office_page()
def me(request: OfficeRequest) -> HttpResponseBase:
    """Choose the language (kept with the account) and the look (kept in this browser)."""
    if request.method != "POST":
        return render(request, "office/me.html", {"themes": THEMES})
    speak(request.officer.id, request.POST.get("language", ""))
    response = redirect("me")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, path="/kantor/", samesite="Strict")
    return response
