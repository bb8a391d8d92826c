"""All addresses: one door, or all of them, as PIMPASA_DOOR says."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
