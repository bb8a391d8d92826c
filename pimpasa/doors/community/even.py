"""Answers that tell nothing by how long they take or how long they are."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

Page = Callable[[HttpRequest], HttpResponse]

STEP_SECONDS = 0.1
STEP_BYTES = 16_384
_FILLER = b"<!--%s-->"


def evenly(page: Page) -> Page:
    """Answer only at whole steps of time, with a body of whole steps of bytes.

    Looking up a code that exists takes a few milliseconds more than one that does not, and a
    conversation is longer than a refusal: both would tell whoever watches the network.
    """

    @wraps(page)
    def even(request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = page(request)
        response.content = filled(response.content)
        _wait_for_step(began)
        return response

    return even


def filled(body: bytes) -> bytes:
    """The page with a comment at its end that fills it up to a whole number of steps."""
    room = len(_FILLER % b"")
    missing = -(len(body) + room) % STEP_BYTES
    return body + _FILLER % (b"." * missing)


def _wait_for_step(began: float) -> None:
    spent = time.monotonic() - began
    time.sleep(STEP_SECONDS - spent % STEP_SECONDS)
