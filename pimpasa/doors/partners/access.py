"""Who comes in: a system with a key that opens what it asks for, not too often."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Router, Schema
from ninja.security import HttpBearer
from pydantic import StringConstraints

from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.doors.partners import problems
from pimpasa.doors.partners.problems import Problem
from pimpasa.exchange.actions import note_use
from pimpasa.exchange.once import Answer, once
from pimpasa.exchange.queries import Caller, caller_with
from pimpasa.exchange.rules import Scope
from pimpasa.intake.valves import Bucket
from pimpasa.people.rules import Officer

BURST, STEADY = 120, 4  # requests at once, and a second, for each key and process


class PartnerRequest(HttpRequest):
    """A request of a system whose key opens what it asks for."""

    caller: Caller
    officer: Officer
    now: datetime
    today: date


@dataclass
class Valve:
    """One bucket for each key: a system that asks without end slows down nobody else."""

    _buckets: dict[UUID, Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_open(self, key: UUID, *, now: float) -> bool:
        """False when this key has been used too often."""
        with self._lock:
            bucket = self._buckets.setdefault(key, Bucket(size=BURST, rate=STEADY))
            return bucket.take(now=now)


VALVE = Valve()


class Key(HttpBearer):
    """`Authorization: Bearer pimpasa_...`: a key of this agency's system that opens `scope`."""

    def __init__(self, scope: Scope) -> None:
        """Say what the key has to open."""
        super().__init__()
        self.scope = scope

    def authenticate(self, request: Any, token: str) -> Caller | None:
        """Introduce the caller and note the use. Raises TooOften, Unopened."""
        request.now = timezone.now()
        caller = caller_with(token, now=request.now)
        if caller is None:
            return None
        if not VALVE.is_open(caller.key, now=time.monotonic()):
            raise problems.TooOften
        note_use(caller, operation=_operation(request), now=request.now)
        if self.scope not in caller.scopes:
            raise problems.Unopened
        request.caller, request.officer = caller, caller.officer
        request.today = day_in(caller.officer.zone, request.now)
        return caller


Once = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[!-~]+$"),
    Header(alias="Idempotency-Key", description="Made by you, one for each deed: a random UUID."),
]


PROBLEMS: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 413, 422, 429, 500, 503}): Problem}


def answers(told: type[Schema]) -> dict[Any, Any]:
    """What an operation answers, as the OpenAPI document says it."""
    return {200: told} | PROBLEMS


def writes(media_type: str, description: str) -> dict[str, Any]:
    """The same for an operation that answers with a document of another type than JSON."""
    told = {"description": description, "content": {media_type: {"schema": {"type": "string"}}}}
    return {"response": PROBLEMS, "openapi_extra": {"responses": {200: told}}}


def deed(
    router: Router, name: str, *, answer: type[Schema], auth: Key, of: str = "referral"
) -> Callable[[Callable[..., Schema]], Callable[..., HttpResponse]]:
    """Open an address at which a thing is acted on, once for each idempotency key."""

    def opened(page: Callable[..., Schema]) -> Callable[..., HttpResponse]:
        address = router.post(
            f"/{{uuid:{of}_id}}/{name}",
            url_name=f"{of}_{name}",
            operation_id=f"{name}{of.title()}",
            auth=auth,
            response=answers(answer),
        )
        done: Callable[..., HttpResponse] = address(_done_once(page))
        return done

    return opened


def _done_once(page: Callable[..., Schema]) -> Callable[..., HttpResponse]:
    """Sent again, it is answered again to the byte; a refusal is an answer too."""

    @wraps(page)
    def kept(request: PartnerRequest, **given: Any) -> HttpResponse:
        asked = b"\n".join([str(request.method).encode(), request.path.encode(), request.body])
        answer = once(
            request.caller.key,
            given["idempotency_key"],
            asked,
            deed=lambda: _carried_out(page, request, given),
            now=request.now,
        )
        response = problems.as_response(answer.status, answer.body)
        response["Idempotency-Replayed"] = "true" if answer.is_repeat else "false"
        return response

    return kept


def _carried_out(
    page: Callable[..., Schema], request: PartnerRequest, given: dict[str, Any]
) -> Answer:
    try:
        with transaction.atomic():
            told = page(request, **given)
    except Refused as refusal:
        trouble = problems.of_refusal(refusal)
        return Answer(trouble.status, problems.body(request, trouble))
    return Answer(200, told.model_dump_json().encode())


def _operation(request: HttpRequest) -> str:
    """The verb and the pattern of the address, never what was asked about."""
    match = request.resolver_match
    return f"{request.method} {match.route if match else ''}"
