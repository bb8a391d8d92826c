"""Ask for systems: whose key it is, which keys an agency has, what waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.errors import NotThere
from pimpasa.exchange.models import Call, Hook, Key
from pimpasa.exchange.rules import Scope
from pimpasa.people.queries import officer_at
from pimpasa.people.rules import Deed, may
from pimpasa.referrals.models import Referral
from pimpasa.referrals.queries import referrals_for
from pimpasa.warnings.models import Warning
from pimpasa.warnings.queries import warnings_for

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

PURPOSE = "exchange.key"


class NoSuchKey(NotThere):
    """There is no such key, or it is not for this officer."""

    reason = _("This key was not found.")


@dataclass(frozen=True)
class Caller:
    """A system that showed a key, as the stages take it, and what the key opens."""

    key: UUID
    officer: Officer
    scopes: frozenset[Scope]


def caller_with(token: str, *, now: datetime) -> Caller | None:
    """Whose key this is; None when it is nobody's, was revoked, or its account has ended."""
    digest = vault.blind_index(token, purpose=PURPOSE).hex()
    found = Key.objects.filter(digest=digest, revoked_on=None)
    key = found.select_related("account__agency").first()
    if key is None:
        return None
    try:
        officer = officer_at(key.account, now=now)
    except NotThere:
        return None
    return Caller(key.id, officer, frozenset(Scope(one) for one in key.scopes))


def keys_of(officer: Officer, agency: UUID) -> QuerySet[Key]:
    """The keys of an agency's systems, for whoever manages them: those in use first."""
    if not may(officer.role, Deed.MANAGE_SYSTEMS):
        return Key.objects.none()
    of_it = Key.objects.filter(account__agency_id=agency).select_related("account")
    return of_it.order_by("revoked_on", "-made_on", "id")


def key_with(officer: Officer, key_id: UUID) -> Key:
    """One key, for whoever manages them. Raises NoSuchKey."""
    found = Key.objects.filter(id=key_id).select_related("account")
    key = found.first() if may(officer.role, Deed.MANAGE_SYSTEMS) else None
    if key is None:
        raise NoSuchKey
    return key


def hooks_of(officer: Officer, agency: UUID) -> QuerySet[Hook]:
    """Where an agency's systems are called, for whoever manages them: those in use first."""
    if not may(officer.role, Deed.MANAGE_SYSTEMS):
        return Hook.objects.none()
    return Hook.objects.filter(agency_id=agency).order_by("closed_on", "-made_on", "id")


def hook_with(officer: Officer, hook_id: UUID) -> Hook:
    """One address, for whoever manages them. Raises NoSuchKey."""
    hook = Hook.objects.filter(id=hook_id).first()
    if hook is None or not may(officer.role, Deed.MANAGE_SYSTEMS):
        raise NoSuchKey
    return hook


def latest_calls(hook: Hook, *, most: int = 20) -> list[Call]:
    """The last calls to an address, the newest first."""
    return list(Call.objects.filter(hook=hook).order_by("-made_at", "id")[:most])


def call_with(officer: Officer, call_id: UUID) -> Call:
    """One call, for whoever manages systems. Raises NoSuchKey."""
    call = Call.objects.filter(id=call_id).select_related("hook").first()
    if call is None or not may(officer.role, Deed.MANAGE_SYSTEMS):
        raise NoSuchKey
    return call


def referrals_after(
    officer: Officer, *, state: str = "", after: UUID | None = None, limit: int
) -> list[Referral]:
    """A page of what was sent to the caller's agency, the oldest first; one more shows there is
    a next.

    `after` is the last one of the page before.
    """
    sent = referrals_for(officer)
    if state:
        sent = sent.filter(state=state)
    if after is not None:
        sent = sent.filter(_later_than(officer, after))
    return list(sent.order_by("sent_on", "id")[: limit + 1])


def warnings_after(
    officer: Officer, *, after: UUID | None = None, limit: int, on: date
) -> list[Warning]:
    """A page of the warnings meant for the caller's agency or for all, the newest first; one more
    shows there is a next.

    `after` is the last one of the page before.
    """
    told = warnings_for(officer, on=on)
    if after is not None:
        last = told.filter(id=after).first()
        if last is None:
            return []
        earlier = Q(drafted_at=last.drafted_at, id__gt=last.id)
        told = told.filter(Q(drafted_at__lt=last.drafted_at) | earlier)
    return list(told[: limit + 1])


def _later_than(officer: Officer, after: UUID) -> Q:
    last = referrals_for(officer).filter(id=after).first()
    if last is None:
        return Q(pk__in=[])
    return Q(sent_on__gt=last.sent_on) | Q(sent_on=last.sent_on, id__gt=last.id)
