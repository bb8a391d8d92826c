"""Ask about people: who this is, whose villages these are, who is on duty."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from pimpasa.base.days import Zone, day_in
from pimpasa.base.errors import NotThere
from pimpasa.base.periods import in_force
from pimpasa.people.models import Account, Assignment, Circle, DutyTurn
from pimpasa.people.rules import Deed, Officer, Role, may, reads_words
from pimpasa.places import queries as places
from pimpasa.places.models import Office, Village
from pimpasa.places.rules import NOWHERE, Elsewhere


def has_anyone() -> bool:
    """True when somebody can sign in, now or once."""
    return Account.objects.exists()


def has_access(account: Account, *, on: date) -> bool:
    """True when this account may sign in on a day."""
    begun = account.is_active and account.joined_on <= on
    return begun and (account.leaves_on is None or on < account.leaves_on)


def officer_of(account: Account, *, on: date) -> Officer:
    """The account as every stage takes it. Raises NotThere when it has no access on this day."""
    if not has_access(account, on=on):
        raise NotThere
    role, office = Role(account.role), account.office
    region = office.region_id if office else account.region_id
    takes_unplaced = office is not None and office.takes_unplaced and reads_words(role)
    return Officer(
        id=account.id,
        role=role,
        name=account.display_name,
        office=account.office_id,
        region=region,
        agency=account.agency_id,
        zone=Zone[office.zone] if office else Zone.WIB,
        scope=_scope(account, region, on=on),
        takes_unplaced=takes_unplaced,
        served=places.territory_of_all(on=on) if takes_unplaced else (),
        elsewhere=_elsewhere(office, role, on=on),
        close=tuple(one.name for one in circle_of(account.id)) if reads_words(role) else (),
    )


def officer_at(account: Account, *, now: datetime) -> Officer:
    """Like `officer_of`, on the day it is now in the officer's own zone."""
    office = account.office
    return officer_of(account, on=day_in(Zone[office.zone] if office else Zone.WIB, now))


def villages_of(officer: Officer, *, on: date) -> QuerySet[Village]:
    """The villages whose words this officer may read on this day."""
    account = Account.objects.get(id=officer.id)
    return Village.objects.filter(
        places.under(_scope(account, officer.region, on=on), field="code")
    )


def circle_of(account: UUID) -> list[Circle]:
    """Whom somebody declared to be close, in the order of declaring."""
    return list(Circle.objects.filter(account_id=account).order_by("declared_on", "id"))


def accounts_serving(village_code: str, *, on: date) -> QuerySet[Account]:
    """The village officers assigned to this village on this day."""
    held = Assignment.objects.filter(in_force(on), village_id=village_code)
    return _with_access(on).filter(id__in=held.values("account_id"))


def names_of(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """What these people are called, for a history that officers may see."""
    return {a.id: a.display_name for a in Account.objects.filter(id__in=set(accounts))}


def accounts_named(usernames: Collection[str]) -> set[UUID]:
    """The accounts of these usernames. Raises LookupError naming those that are none."""
    there = dict(Account.objects.filter(username__in=usernames).values_list("username", "id"))
    if unknown := sorted(set(usernames) - there.keys()):
        raise LookupError(", ".join(unknown))
    return set(there.values())


def everybody(officer: Officer) -> list[tuple[UUID, str]]:
    """All who have or had an account, by name, for whoever reads who did what; else nobody."""
    if not may(officer.role, Deed.READ_LEDGER):
        return []
    named = ((a.id, a.display_name) for a in Account.objects.only("id", "display_name"))
    return sorted(named, key=lambda one: one[1].casefold())


def on_duty(office: UUID, *, on: date) -> QuerySet[Account]:
    """Whom to page in an emergency: the duty roster, or without one the supervisors."""
    turn = DutyTurn.objects.filter(in_force(on), office_id=office)
    paged = _with_access(on).filter(id__in=turn.values("account_id"))
    if paged.exists():
        return paged
    return supervisors_of(office, on=on)


def supervisors_of(office: UUID, *, on: date) -> QuerySet[Account]:
    """The supervisors of an office on a day: what is late comes before them."""
    return _with_access(on).filter(office_id=office, role=Role.SUPERVISOR)


def how_many_look_into(*, on: date) -> int:
    """How many officers and supervisors have access on a day: they look into signals."""
    return _with_access(on).filter(role__in=[Role.PIMPASA, Role.SUPERVISOR]).count()


def who_read_in(office: UUID, *, on: date) -> list[Account]:
    """The people of an office who read what villagers wrote, on a day, by name.

    They take words that name no village where their office does.
    """
    readers = [role for role in Role if reads_words(role)]
    return list(_with_access(on).filter(office_id=office, role__in=readers).order_by("username"))


def directorate(*, on: date) -> QuerySet[Account]:
    """The accounts of the directorate on a day: what no office looks after comes before them."""
    return _with_access(on).filter(role=Role.DIRECTORATE)


def accounts_of_roles(roles: Iterable[Role], *, on: date) -> list[Account]:
    """Everybody of these roles who works here on a day."""
    return list(_with_access(on).filter(role__in=list(roles)).order_by("id"))


def whom_to_tell(codes: Iterable[str], *, agencies: Iterable[UUID] = (), on: date) -> list[Account]:
    """Everybody whose villages lie in these places or around them, the directorate, and the staff
    of these agencies.
    """
    here, asked = list(codes), set(agencies)

    def is_meant(account: Account) -> bool:
        if account.role == Role.PARTNER:
            return account.agency_id in asked
        if account.role == Role.DIRECTORATE:
            return True
        region = account.office.region_id if account.office else account.region_id
        own = _scope(account, region, on=on)
        return any(_overlap(code, mine) for code in here for mine in own)

    return [one for one in _with_access(on).select_related("office") if is_meant(one)]


def _overlap(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _scope(account: Account, region: UUID | None, *, on: date) -> tuple[str, ...]:
    if account.role == Role.PIMPASA:
        held = Assignment.objects.filter(in_force(on), account=account).order_by("village_id")
        return tuple(held.values_list("village_id", flat=True))
    if account.role == Role.SUPERVISOR and account.office_id:
        return places.territory_of_office(account.office_id, on=on)
    if account.role == Role.ANALYST and region:
        return places.territory_of_region(region, on=on)
    return ()


def _elsewhere(office: Office | None, role: Role, *, on: date) -> Elsewhere:
    """Where no other office is named, a supervisor reads, and never who serves villages."""
    if office is None or not reads_words(role):
        return NOWHERE
    read = places.elsewhere_read_by(office, on=on)
    return read if role is Role.SUPERVISOR else replace(read, own=())


def _with_access(on: date) -> QuerySet[Account]:
    here = Account.objects.filter(is_active=True, joined_on__lte=on)
    return here.filter(Q(leaves_on=None) | Q(leaves_on__gt=on))
