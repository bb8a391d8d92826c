"""Open an account, change what somebody is here for, let somebody go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.codes import new_code
from pimpasa.base.days import day_in
from pimpasa.base.errors import NotThere, Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.actions.assignments import end_all_of
from pimpasa.people.models import Account, Section
from pimpasa.people.rules import Officer, Role, may_manage


class UsernameTaken(Refused):
    """Two people cannot sign in under one name."""

    reason = _("Somebody signs in under this name already.")


class PlaceMissing(Refused):
    """A role is held somewhere: in an office, a region or an agency."""

    reason = _("This role needs an office, a region or an agency.")


class SectionElsewhere(Refused):
    """A section is a part of one office."""

    reason = _("This section belongs to another office.")


class TooLate(Refused):
    """What somebody did and served until now stays as it was."""

    reason = _("Access can end today or later, not in the past.")


@dataclass(frozen=True)
class Post:
    """What somebody is here for, and where."""

    role: Role
    office: UUID | None = None
    section: UUID | None = None
    region: UUID | None = None
    agency: UUID | None = None

    def is_whole(self) -> bool:
        """True when the role is held where such a role is held."""
        where = {
            Role.PIMPASA: self.office,
            Role.SUPERVISOR: self.office,
            Role.ANALYST: self.region,
            Role.PARTNER: self.agency,
        }
        return where.get(self.role, self.role) is not None


@dataclass(frozen=True)
class Person:
    """Who the account is for."""

    username: str
    name: str
    email: str = ""
    language: str = "id"


@transaction.atomic
def open_account(person: Person, *, post: Post, by: Officer, now: datetime) -> tuple[Account, str]:
    """Make an account and its first password, which is shown once and kept nowhere.

    Raises NotThere, UsernameTaken, PlaceMissing, SectionElsewhere.
    """
    _require(by, role=post.role, office=post.office)
    _require_place(post)
    if Account.objects.filter(username__iexact=person.username).exists():
        raise UsernameTaken
    account = Account(
        username=person.username,
        display_name=person.name,
        email=person.email or None,
        language=person.language,
        joined_on=day_in(by.zone, now),
    )
    _put(account, post)
    password = _new_password(account)
    account.save()
    _note("people.account_opened", account, by=by, now=now)
    return account, password


@transaction.atomic
def change_post(account_id: UUID, *, post: Post, by: Officer, now: datetime) -> None:
    """Give somebody another role or place; villages and turns of the old one end today.

    Raises NotThere, PlaceMissing, SectionElsewhere.
    """
    account = _managed(account_id, by)
    _require(by, role=post.role, office=post.office)
    _require_place(post)
    if (account.role, account.office_id) != (post.role, post.office):
        end_all_of(account_id, on=day_in(by.zone, now))
    _put(account, post)
    account.save()
    _note("people.post_changed", account, by=by, now=now)


@transaction.atomic
def close_account(account_id: UUID, *, on: date, by: Officer, now: datetime) -> None:
    """No access from this day on; villages and turns end with it. Raises NotThere, TooLate."""
    account = _managed(account_id, by)
    if on < day_in(by.zone, now):
        raise TooLate
    account.leaves_on = on
    account.save(update_fields=["leaves_on"])
    end_all_of(account_id, on=on)
    _note("people.account_closed", account, by=by, now=now)


@transaction.atomic
def renew_sign_in(account_id: UUID, *, by: Officer, now: datetime) -> str:
    """A new first password and no second factor, for who lost theirs; open sessions end.

    Raises NotThere.
    """
    account = _managed(account_id, by)
    password = _new_password(account)
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()
    _note("people.sign_in_renewed", account, by=by, now=now)
    return password


def _managed(account_id: UUID, by: Officer) -> Account:
    account = Account.objects.filter(id=account_id).first()
    if account is None:
        raise NotThere
    _require(by, role=Role(account.role), office=account.office_id, account=account_id)
    return account


def _require(by: Officer, *, role: Role, office: UUID | None, account: UUID | None = None) -> None:
    if not may_manage(by, role=role, office=office, account=account):
        raise NotThere


def _require_place(post: Post) -> None:
    if not post.is_whole():
        raise PlaceMissing
    if post.section is None:
        return
    kept = Section.objects.filter(id=post.section, closed_on=None).first()
    if kept is None or kept.office_id != post.office:
        raise SectionElsewhere


def _put(account: Account, post: Post) -> None:
    account.role = post.role
    account.office_id, account.section_id = post.office, post.section
    account.region_id, account.agency_id = post.region, post.agency


def _new_password(account: Account) -> str:
    """84 random bits in words that can be read aloud over the telephone."""
    password = new_code()
    account.set_password(password)
    return password


def _note(name: str, account: Account, *, by: Officer, now: datetime) -> None:
    record_act(
        name,
        subject=account.id,
        actor=by.id,
        at=now,
        role=account.role,
        office=str(account.office_id or ""),
        region=str(account.region_id or ""),
        agency=str(account.agency_id or ""),
    )
