"""A request that is sent twice is done once: its answer is kept and given again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.errors import Refused
from pimpasa.exchange.models import KeptAnswer
from pimpasa.exchange.rules import KEPT, LEASE


class AnotherRequest(Refused):
    """The same idempotency key came with something else."""

    reason = _("This idempotency key was used for another request.")


class StillRunning(Refused):
    """The first request with this idempotency key has not ended."""

    reason = _("The first request with this idempotency key is still running. Try again soon.")
    status = 409


@dataclass(frozen=True)
class Answer:
    """What a system was told."""

    status: int
    body: bytes
    is_repeat: bool = False


def once(
    key: UUID, name: str, request: bytes, *, deed: Callable[[], Answer], now: datetime
) -> Answer:
    """Do the deed and keep its answer in one transaction, or give the answer that was kept.

    `name` is the idempotency key the system chose, `request` all it asked for. A deed that breaks
    is forgotten, so that it can be tried again. Raises AnotherRequest, StillRunning.
    """
    kept = _begin(key, _digest(name.encode()), _digest(request), now=now)
    if kept.status is not None:
        return Answer(kept.status, bytes(kept.body), is_repeat=True)
    try:
        with transaction.atomic():
            answer = deed()
            kept.status, kept.body = answer.status, answer.body
            kept.save(update_fields=["status", "body"])
    except BaseException:
        KeptAnswer.objects.filter(id=kept.id, status=None).delete()
        raise
    return answer


def forget_answers(*, now: datetime) -> int:
    """Remove the answers that nobody will ask for again; returns how many."""
    return KeptAnswer.objects.filter(begun_at__lt=now - KEPT).delete()[0]


def _begin(key: UUID, name: str, request: str, *, now: datetime) -> KeptAnswer:
    """The row of this request: new, taken over from one that died, or answered already."""
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(key_id=key, name=name, request=request, begun_at=now)
    except IntegrityError:
        kept = KeptAnswer.objects.get(key_id=key, name=name)
    if kept.request != request:
        raise AnotherRequest
    if kept.status is None:
        dead = KeptAnswer.objects.filter(id=kept.id, status=None, begun_at__lt=now - LEASE)
        if not dead.update(begun_at=now):
            raise StillRunning
    return kept


def _digest(what: bytes) -> str:
    return vault.content_digest(what)
