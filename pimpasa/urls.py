"""All addresses: one door, or all of them, as PIMPASA_DOOR says."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from pimpasa.doors.health import health

handler500 = "pimpasa.doors.unavailable.could_not"
urlpatterns: list[URLPattern | URLResolver] = [path("sehat", health)]

if settings.DOOR in ("all", "office"):
    urlpatterns.append(path("akun/", include("pimpasa.doors.office.account_urls")))
