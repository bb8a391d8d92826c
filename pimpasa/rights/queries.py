"""Ask the register: what is open, what was asked, and what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.people.rules import Deed, may
from pimpasa.rights.models import DataRequest

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

_SEALED = ("who", "words", "ground", "letter", "note")


class NoSuchRequest(NotThere):
    """There is no such request, or it is not for the one who asks."""

    reason = _("There is no such request.")


def register_for(officer: Officer) -> QuerySet[DataRequest]:
    """All requests, open ones first by what is due, then the newest; nothing sealed is loaded."""
    if not may(officer.role, Deed.ANSWER_REQUESTS):
        return DataRequest.objects.none()
    first = F("due_at").asc(nulls_last=True)
    return DataRequest.objects.defer(*_SEALED).order_by(first, "-received_on", "id")


def waiting_for(officer: Officer) -> QuerySet[DataRequest]:
    """What still has to be answered, the most pressing first."""
    return register_for(officer).filter(answered_on=None)


def request_for(officer: Officer, request_id: UUID) -> DataRequest:
    """One request as a whole. Raises NoSuchRequest."""
    found = register_for(officer).filter(id=request_id).first()
    if found is None:
        raise NoSuchRequest
    return found
