"""When the database is away or the disk is full: say so and ask to come back, in every door."""

from __future__ import annotations

import errno
import logging
import sys
import traceback
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pimpasa.base.errors import Unavailable

AGAIN_SOON, AGAIN_LATER = 5, 300  # seconds, for Retry-After
AWAY, FULL = 503, 507
_DISK_FULL = "53100"  # PostgreSQL's code

log = logging.getLogger("pimpasa.doors")


def instance_mark(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the mark of this running system on each answer, so that a stale server is found out."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.INSTANCE:
            response["Pimpasa-Instance"] = settings.INSTANCE
        return response

    return answer


def could_not(request: HttpRequest) -> HttpResponse:
    """The answer when something broke (`handler500`): 503 or 507 when it will mend, 500 for a bug.

    The log gets the kind of error and the place in our code; never a path, a message or words.
    """
    failure = sys.exc_info()[1]
    status = status_of(failure)
    log.error("%s %s", status, _place_of(failure))
    if status == 500:
        return HttpResponse(
            _("Something broke on our side. Your words may not have arrived: please try again."),
            status=500,
            content_type="text/plain; charset=utf-8",
        )
    response = HttpResponse(
        _("We cannot keep anything safe right now. Nothing was stored. Please try again soon."),
        status=status,
        content_type="text/plain; charset=utf-8",
    )
    response["Retry-After"] = str(AGAIN_LATER if status == FULL else AGAIN_SOON)
    response["Cache-Control"] = "no-store"
    return response


def status_of(failure: BaseException | None) -> int:
    """507 when there is no room, 503 when the database is away, 500 for anything else."""
    if isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FULL
    if isinstance(failure, Unavailable):
        return AWAY
    if not isinstance(failure, OperationalError | InterfaceError) and not _is_lost(failure):
        return 500
    said = str(failure)
    cause = failure.__cause__ if failure else None
    if "disk is full" in said or getattr(cause, "sqlstate", None) == _DISK_FULL:
        return FULL
    return AWAY


def _is_lost(failure: BaseException | None) -> bool:
    """A connection that went in the middle of a transaction shows as one of several errors."""
    return isinstance(failure, DatabaseError) and "connection" in str(failure).lower()


def _place_of(failure: BaseException | None) -> str:
    if failure is None:
        return "without a reason"
    frames = traceback.extract_tb(failure.__traceback__)
    ours = [f for f in frames if "/pimpasa/" in f.filename] or list(frames)
    where = f"{ours[-1].filename.rpartition('/pimpasa/')[2]}:{ours[-1].lineno}" if ours else "?"
    return f"{type(failure).__name__} at {where}"
