"""All addresses: one door, or all of them, as PIMPASA_DOOR says."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from pimpasa.doors.health import health

handler500 = "pimpasa.doors.unavailable.could_not"
urlpatterns: list[URLPattern | URLResolver] = [path("sehat", health, name="health")]

if settings.DOOR in ("all", "office"):
    urlpatterns += [
        path("akun/", include("pimpasa.doors.office.account_urls")),
        path("kantor/", include("pimpasa.doors.office.urls")),
    ]

if settings.DOOR in ("all", "partners"):
    urlpatterns += [path("api/", include("pimpasa.doors.partners.urls"))]

if settings.DOOR in ("all", "community"):
    community = "pimpasa.doors.community"
    handler400 = f"{community}.pages.errors.not_understood"
    handler404 = f"{community}.pages.errors.not_there"
    handler500 = f"{community}.pages.errors.broken"
    urlpatterns += [
        path("robots.txt", include(f"{community}.robots")),
        *i18n_patterns(path("", include(f"{community}.urls")), prefix_default_language=False),
    ]
