"""Say who serves which village and who is on duty, from when and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere, Refused
from pimpasa.base.periods import in_force
from pimpasa.ledger.actions import record_act
from pimpasa.people.models import Account, Assignment, DutyTurn
from pimpasa.people.rules import Officer, Role, may_manage, may_order
from pimpasa.places.queries import village_with_code


class AlreadyServes(Refused):
    """The same pair once at a time."""

    reason = _("This officer has that already in these days.")


class BadPeriod(Refused):
    """A period has at least one day."""

    reason = _("It can only end after it began.")


@transaction.atomic
def assign_village(
    account_id: UUID,
    village: str,
    *,
    since: date,
    until: date | None = None,
    by: Officer,
    now: datetime,
) -> Assignment:
    """Let a village officer serve a village for a period.

    Raises NotThere (also outside the territory of a supervisor), BadPeriod, AlreadyServes.
    """
    account = _village_officer(account_id, by)
    if village_with_code(village) is None:
        raise NotThere
    if by.role is not Role.ADMIN and not by.serves(village):
        raise NotThere
    kept = Assignment.objects.filter(account=account, village_id=village)
    _require_free(kept, since=since, until=until)
    made = Assignment.objects.create(account=account, village_id=village, since=since, until=until)
    record_act(
        "people.village_assigned",
        subject=account_id,
        actor=by.id,
        at=now,
        code=village,
        since=since.isoformat(),
        until=until.isoformat() if until else None,
    )
    return made


@transaction.atomic
def end_assignment(assignment: UUID, *, on: date, by: Officer, now: datetime) -> None:
    """The officer no longer serves the village from this day on. Raises NotThere, BadPeriod."""
    kept = Assignment.objects.filter(id=assignment).select_related("account").first()
    if kept is None or not _may_assign(by, kept.account):
        raise NotThere
    _end(kept, on=on)
    record_act(
        "people.assignment_ended",
        subject=kept.account_id,
        actor=by.id,
        at=now,
        code=kept.village_id,
        until=on.isoformat(),
    )


@transaction.atomic
def hand_over(
    account_id: UUID, *, to: UUID, villages: Collection[str], on: date, by: Officer, now: datetime
) -> int:
    """Let another officer serve these villages from a day on, all at once; returns how many.

    What was to end later ends later for the other one too. Who serves one of them already, serves
    it on. Raises NotThere (also when none of the villages is theirs on that day).
    """
    one, other = _village_officer(account_id, by), _village_officer(to, by)
    lasting = Assignment.objects.filter(Q(until=None) | Q(until__gt=on), account=one)
    held = list(lasting.filter(since__lt=on, village_id__in=villages).order_by("village_id"))
    if one == other or not held:
        raise NotThere
    for kept in held:
        until = kept.until
        _end(kept, on=on)
        theirs = Assignment.objects.filter(account=other, village_id=kept.village_id)
        if not theirs.filter(in_force(on)).exists():
            _require_free(theirs, since=on, until=until)
            Assignment.objects.create(
                account=other, village_id=kept.village_id, since=on, until=until
            )
    told: dict[str, Any] = {"since": on.isoformat(), "codes": [kept.village_id for kept in held]}
    for name, whom, partner in (
        ("people.villages_handed_over", one, other),
        ("people.villages_taken_over", other, one),
    ):
        record_act(name, subject=whom.id, actor=by.id, at=now, other=str(partner.id), **told)
    return len(held)


@transaction.atomic
def put_on_duty(
    account_id: UUID, *, since: date, until: date, by: Officer, now: datetime
) -> DutyTurn:
    """Page this person in emergencies of the own office for a period.

    Raises NotThere, BadPeriod, AlreadyServes.
    """
    account = Account.objects.filter(id=account_id, office_id__isnull=False).first()
    if account is None or account.office_id is None or not may_order(by, office=account.office_id):
        raise NotThere
    kept = DutyTurn.objects.filter(account=account, office_id=account.office_id)
    _require_free(kept, since=since, until=until)
    turn = DutyTurn.objects.create(
        account=account, office_id=account.office_id, since=since, until=until
    )
    record_act(
        "people.put_on_duty",
        subject=account_id,
        actor=by.id,
        at=now,
        since=since.isoformat(),
        until=until.isoformat(),
    )
    return turn


@transaction.atomic
def end_duty(turn: UUID, *, on: date, by: Officer, now: datetime) -> None:
    """End a turn on the duty roster. Raises NotThere, BadPeriod."""
    kept = DutyTurn.objects.filter(id=turn).select_related("account").first()
    if kept is None or not may_order(by, office=kept.office_id):
        raise NotThere
    _end(kept, on=on)
    record_act("people.duty_ended", subject=kept.account_id, actor=by.id, at=now)


def end_all_of(account_id: UUID, *, on: date) -> None:
    """End what somebody serves on this day; what was to begin later never begins."""
    for model in (Assignment, DutyTurn):
        held: QuerySet[Assignment] | QuerySet[DutyTurn] = model.objects.filter(
            account_id=account_id
        )
        held.filter(since__gte=on).delete()
        held.filter(Q(until=None) | Q(until__gt=on)).update(until=on)


def _village_officer(account_id: UUID, by: Officer) -> Account:
    account = Account.objects.filter(id=account_id, role=Role.PIMPASA).first()
    if account is None or not _may_assign(by, account):
        raise NotThere
    return account


def _may_assign(by: Officer, account: Account) -> bool:
    role, office = Role(account.role), account.office_id
    return may_manage(by, role=role, office=office, account=account.id)


def _require_free(
    kept: QuerySet[Assignment] | QuerySet[DutyTurn], *, since: date, until: date | None
) -> None:
    if until is not None and until <= since:
        raise BadPeriod
    clash = kept.filter(Q(until=None) | Q(until__gt=since))
    if until is not None:
        clash = clash.filter(since__lt=until)
    if clash.exists():
        raise AlreadyServes


def _end(kept: Assignment | DutyTurn, *, on: date) -> None:
    if on <= kept.since or (kept.until is not None and kept.until <= on):
        raise BadPeriod
    kept.until = on
    kept.save(update_fields=["until"])
