"""What a system is told when something cannot be done: RFC 9457, with codes that stay."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from pimpasa.base.errors import NotThere, Refused
from pimpasa.counts.queries import NotPublished
from pimpasa.doors.unavailable import FULL, could_not
from pimpasa.exchange.once import AnotherRequest, StillRunning
from pimpasa.referrals.actions import NothingSaid, NotInThisOrder
from pimpasa.referrals.queries import NoSuchReferral
from pimpasa.warnings.queries import NoSuchWarning

MEDIA_TYPE = "application/problem+json"


class Unopened(Refused):
    """The key is good, but not for this."""

    reason = _("This key may not be used for that.")
    status = 403


class TooOften(Refused):
    """More requests than a system needs."""

    reason = _("Too many requests. Try again soon.")
    status = 429


# Systems branch on these: a code is never changed and never used for something else.
CODES: dict[type[Refused], str] = {
    NoSuchReferral: "referrals.not_found",
    NotInThisOrder: "referrals.moved_on",
    NothingSaid: "referrals.reason_missing",
    NoSuchWarning: "warnings.not_found",
    NotPublished: "figures.not_published",
    AnotherRequest: "idempotency.another_request",
    StillRunning: "idempotency.still_running",
    Unopened: "keys.scope_missing",
    TooOften: "keys.too_often",
    NotThere: "request.not_found",
    Refused: "request.refused",
}
NOT_KNOWN = "keys.not_known"
NOT_UNDERSTOOD = "request.not_understood"
NOT_VALID = "request.not_valid"
NOT_FOUND = CODES[NotThere]
NOT_ALLOWED = "request.method_not_allowed"
TOO_LARGE = "request.too_large"
BROKEN, AWAY, NO_ROOM = "server.broken", "server.unavailable", "server.full"

_RETRY = {409: "5", 429: "10"}  # seconds


class Wrong(Schema):
    """One thing that is wrong with what was sent; never what was sent."""

    where: str
    rule: str


class Problem(Schema):
    """Why something cannot be done (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    wrong: list[Wrong] = []


@dataclass(frozen=True)
class Trouble:
    """A problem before it is said in somebody's language."""

    status: int
    code: str
    detail: str | Promise = ""
    wrong: tuple[Wrong, ...] = ()


def of_refusal(refusal: Refused) -> Trouble:
    """What a refusal of a stage is called here."""
    code = next(CODES[kind] for kind in type(refusal).__mro__ if kind in CODES)
    return Trouble(refusal.status, code, refusal.reason)


def of_failure(request: HttpRequest) -> HttpResponse:
    """What broke, was away or had no room; the log gets the kind and the place, nothing else."""
    plain = could_not(request)
    code = {500: BROKEN, FULL: NO_ROOM}.get(plain.status_code, AWAY)
    response = answer(request, Trouble(plain.status_code, code, plain.content.decode()))
    if "Retry-After" in plain:
        response["Retry-After"] = plain["Retry-After"]
    return response


def body(request: HttpRequest, trouble: Trouble) -> bytes:
    """The problem in the language the system asks for, Indonesian or English."""
    asked = request.headers.get("Accept-Language", "").strip().lower()
    with translation.override("en" if asked.startswith("en") else "id"):
        said: dict[str, Any] = {
            "type": f"urn:pimpasa:problem:{trouble.code}",
            "title": trouble.code,
            "status": trouble.status,
            "code": trouble.code,
            "detail": str(trouble.detail),
            "wrong": [wrong.model_dump() for wrong in trouble.wrong],
        }
    return json.dumps(said, ensure_ascii=False).encode()


def answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The problem as a response."""
    return as_response(trouble.status, body(request, trouble))


def as_response(status: int, content: bytes) -> HttpResponse:
    """What was said, a problem from 400 on, with its own type and when to come back."""
    kind = MEDIA_TYPE if status >= 400 else "application/json"
    response = HttpResponse(content, status=status, content_type=kind)
    if status in _RETRY:
        response["Retry-After"] = _RETRY[status]
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response
