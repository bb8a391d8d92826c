"""What can be done with keys: made and shown once, used, revoked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.exchange.models import Key
from pimpasa.exchange.queries import PURPOSE, Caller, NoSuchKey, key_with
from pimpasa.exchange.rules import Scope
from pimpasa.ledger.actions import record_act
from pimpasa.people.actions.accounts import Person, Post, close_account, open_account
from pimpasa.people.rules import Deed, Role, may

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

MARK = "pimpasa_"  # so that a key that lies where it should not can be known for one


class OpensNothing(Refused):
    """A key without a scope is no key."""

    reason = _("Choose at least one thing this key may be used for.")


@transaction.atomic
def make_key(
    officer: Officer, agency: UUID, name: str, *, scopes: Iterable[Scope], now: datetime
) -> tuple[Key, str]:
    """Give a system of an agency an account and a key, which is shown once and kept nowhere.

    Raises NoSuchKey, OpensNothing.
    """
    if not may(officer.role, Deed.MANAGE_SYSTEMS):
        raise NoSuchKey
    opened = sorted(set(scopes))
    if not opened:
        raise OpensNothing
    # The password that comes with the account is told to nobody: a system has only its key.
    person = Person(username=f"sistem-{uuid4().hex[:12]}", name=name)
    account, _unused = open_account(
        person, post=Post(Role.PARTNER, agency=agency), by=officer, now=now
    )
    token = MARK + vault.new_token()
    key = Key.objects.create(
        account=account,
        digest=vault.blind_index(token, purpose=PURPOSE).hex(),
        scopes=[scope.value for scope in opened],
        made_by=officer.id,
        made_on=day_in(officer.zone, now),
    )
    record_act("exchange.key_made", subject=key.id, actor=officer.id, at=now, scopes=key.scopes)
    return key, token


@transaction.atomic
def revoke_key(officer: Officer, key_id: UUID, *, now: datetime) -> Key:
    """The key opens nothing from now on. Revoking again changes nothing. Raises NoSuchKey."""
    seen = key_with(officer, key_id)
    key = Key.objects.select_for_update().get(id=seen.id)
    if key.revoked_on is not None:
        return key
    today = day_in(officer.zone, now)
    key.revoked_on = today
    key.save(update_fields=["revoked_on"])
    close_account(key.account_id, on=today, by=officer, now=now)
    record_act("exchange.key_revoked", subject=key.id, actor=officer.id, at=now)
    return key


@transaction.atomic
def note_use(caller: Caller, *, operation: str, now: datetime) -> None:
    """Every use of a key stands in the ledger, whatever came of it; never what was asked about."""
    record_act(
        "exchange.key_used",
        subject=caller.key,
        actor=caller.officer.id,
        at=now,
        operation=operation,
    )
