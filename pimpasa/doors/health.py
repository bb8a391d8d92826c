"""Is the system well? Asked by launchers, monitors and load balancers at /sehat."""

from __future__ import annotations

import os

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from pimpasa.base.errors import Unavailable
from pimpasa.base.sqlite import trust

LEAST_ROOM = 32 * 2**20  # bytes


class NotWell(Unavailable):
    """The system should not be given new words now."""


def health(request: HttpRequest) -> HttpResponse:
    """200 when words can be kept; 503 when the database is away, 507 when the disk is full."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if reason := trust.lost():
        raise NotWell(reason)
    room = os.statvfs(settings.HOME)
    if room.f_bavail * room.f_frsize < LEAST_ROOM:
        raise OSError(28, "no room")
    response = JsonResponse({"well": True})
    response["Cache-Control"] = "no-store"
    return response
