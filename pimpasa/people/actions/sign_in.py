"""Note in the ledger who came and went. Never an address, never what was typed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pimpasa.ledger.actions import record_act
from pimpasa.people.models import Account


def note_sign_in(account: UUID, *, now: datetime) -> None:
    """Note that this person signed in."""
    _note("people.signed_in", account, now=now)


def note_sign_out(account: UUID, *, now: datetime) -> None:
    """Note that this person signed out."""
    _note("people.signed_out", account, now=now)


def note_failed_sign_in(username: str, *, now: datetime) -> None:
    """Note that somebody tried this account with a wrong password; an unknown name is not kept."""
    known = Account.objects.filter(username=username).values_list("id", flat=True).first()
    if known:
        _note("people.sign_in_failed", known, now=now)


def note_failed_second_factor(account: UUID, *, now: datetime) -> None:
    """Note that somebody knew the password of this account and not its second factor."""
    _note("people.second_factor_failed", account, now=now)


def _note(name: str, account: UUID, *, now: datetime) -> None:
    with transaction.atomic():
        record_act(name, subject=account, actor=account, at=now)
