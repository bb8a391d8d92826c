"""One's own account at the desk: language, look, and where the second factor is kept."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import carry_out
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.people_forms import CircleForm
from pimpasa.people.actions.circle import declare_circle
from pimpasa.people.actions.preferences import speak
from pimpasa.people.queries import circle_of
from pimpasa.people.rules import Deed

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


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.READ_WORDS)
def circle(request: OfficeRequest) -> HttpResponseBase:
    """Whom one declared to be close: their cases are for a colleague."""
    form, status = CircleForm(request.POST or None), 200
    if request.method == "POST":
        by, now = request.officer, request.now
        status = carry_out(form, lambda given: declare_circle(by, given["name"], now=now))
    if not status:
        return redirect("me_circle")
    context = {"form": form, "circle": circle_of(request.officer.id)}
    return render(request, "office/me_circle.html", context, status=status)
