"""Ask about those who work here: whom one may manage, who serves what, who has duty when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from pimpasa.base.errors import NotThere
from pimpasa.base.periods import in_force
from pimpasa.people.models import (
    ROLE_NAMES,
    Account,
    Agency,
    Assignment,
    DutyTurn,
    FormerName,
    Section,
)
from pimpasa.people.queries import has_access
from pimpasa.people.rules import Deed, Officer, Role, may, may_order
from pimpasa.places import queries as places
from pimpasa.places.models import Office

_AROUND = ("office", "section", "region", "agency")


@dataclass(frozen=True)
class Staff:
    """Which accounts somebody looks for; empty means all."""

    office: UUID | None = None
    role: str = ""
    text: str = ""  # a piece of the name they sign in with: their own names are sealed
    left: bool = False  # also those who no longer have access


@dataclass(frozen=True)
class DutyDay:
    """Who is paged in an emergency on a day."""

    day: date
    names: tuple[str, ...]
    is_by_turn: bool  # false: nobody has a turn, so the supervisors are paged


def accounts_managed_by(officer: Officer) -> QuerySet[Account]:
    """The accounts this officer may change, by username; see `rules.may_manage`."""
    others = Account.objects.exclude(id=officer.id).order_by("username")
    others = others.select_related(*_AROUND)
    if not may(officer.role, Deed.MANAGE_PEOPLE):
        return others.none()
    if officer.role is Role.ADMIN:
        return others
    if officer.office is None:
        return others.none()
    return others.filter(role=Role.PIMPASA, office_id=officer.office)


def staff_of(officer: Officer, chosen: Staff, *, on: date) -> QuerySet[Account]:
    """The accounts this officer may change that fit what was chosen, by office and username."""
    found = accounts_managed_by(officer)
    if chosen.office:
        found = found.filter(office_id=chosen.office)
    if chosen.role:
        found = found.filter(role=chosen.role)
    if chosen.text:
        found = found.filter(username__icontains=chosen.text)
    if not chosen.left:
        found = found.filter(Q(leaves_on=None) | Q(leaves_on__gt=on))
    return found.order_by("office__name", "role", "username")


def account_managed_by(officer: Officer, account_id: UUID) -> Account:
    """One of the accounts this officer may change. Raises NotThere."""
    found = accounts_managed_by(officer).filter(id=account_id).first()
    if found is None:
        raise NotThere
    return found


def role_names() -> dict[Role, str | Promise]:
    """What each role is called."""
    return dict(ROLE_NAMES)


def colleagues_of(account: Account, *, by: Officer, on: date) -> QuerySet[Account]:
    """Village officers of the same office who can take over villages from this one."""
    others = staff_of(by, Staff(office=account.office_id, role=Role.PIMPASA), on=on)
    return others.exclude(id=account.id)


def how_many_in(office: UUID, *, on: date) -> int:
    """How many people of an office have access on a day or later."""
    belong = Account.objects.filter(office_id=office, is_active=True)
    return belong.filter(Q(leaves_on=None) | Q(leaves_on__gt=on)).count()


def assignments_of(account: UUID) -> QuerySet[Assignment]:
    """What somebody serves, served and will serve, the newest first."""
    held = Assignment.objects.filter(account_id=account)
    return held.select_related("village__district__regency").order_by("-since", "village_id")


def assignments_in(village_code: str) -> QuerySet[Assignment]:
    """Who serves, served and will serve a village, the newest first."""
    held = Assignment.objects.filter(village_id=village_code)
    return held.select_related("account__office").order_by("-since", "account__username")


def villages_served(accounts: Iterable[UUID], *, on: date) -> dict[UUID, int]:
    """How many villages each of these people serves on a day."""
    held = Assignment.objects.filter(in_force(on), account_id__in=list(accounts))
    counted = held.values("account_id").annotate(many=Count("id"))
    return {row["account_id"]: row["many"] for row in counted}


def serving_on(villages: Iterable[str], *, on: date) -> dict[str, list[str]]:
    """The names of those who serve each of these villages on a day."""
    held = Assignment.objects.filter(in_force(on), village_id__in=list(villages))
    names: dict[str, list[str]] = {}
    for kept in held.select_related("account").order_by("account__username"):
        names.setdefault(kept.village_id, []).append(kept.account.display_name)
    return names


def rosters_of(officer: Officer, *, on: date) -> QuerySet[Office]:
    """The offices whose duty roster this officer may see, by name."""
    offices = places.offices_open(on)
    if officer.role in (Role.ADMIN, Role.DIRECTORATE):
        return offices
    if officer.office is not None:
        return offices.filter(id=officer.office)
    if officer.role is Role.ANALYST and officer.region is not None:
        return offices.filter(region_id=officer.region)
    return offices.none()


def duty_roster(office: UUID, *, since: date) -> QuerySet[DutyTurn]:
    """The turns of an office that end after this day, in order."""
    turns = DutyTurn.objects.filter(office_id=office).filter(Q(until=None) | Q(until__gt=since))
    return turns.select_related("account").order_by("since", "account__username")


def duty_days(office: UUID, *, since: date, days: int) -> list[DutyDay]:
    """Who is paged on each of these days; see `on_duty`."""
    turns = list(duty_roster(office, since=since))
    supervisors = list(may_have_duty(office, on=since).filter(role=Role.SUPERVISOR))
    listed = []
    for day in (since + timedelta(days=n) for n in range(days)):
        turning = {t.account.id: t.account for t in turns if t.holds(day)}.values()
        paged = [account for account in turning if has_access(account, on=day)]
        standing = [account for account in supervisors if has_access(account, on=day)]
        names = tuple(account.display_name for account in paged or standing)
        listed.append(DutyDay(day, names, is_by_turn=bool(paged)))
    return listed


def duty_turn(officer: Officer, turn_id: UUID) -> DutyTurn:
    """A turn that this officer may end. Raises NotThere."""
    found = DutyTurn.objects.filter(id=turn_id).first()
    if found is None or not may_order(officer, office=found.office_id):
        raise NotThere
    return found


def assignment(officer: Officer, assignment_id: UUID) -> Assignment:
    """An assignment that this officer may end. Raises NotThere."""
    found = Assignment.objects.filter(id=assignment_id).select_related("account").first()
    if found is None or not accounts_managed_by(officer).filter(id=found.account_id).exists():
        raise NotThere
    return found


def may_have_duty(office: UUID, *, on: date) -> QuerySet[Account]:
    """Those of an office who can be paged from a day on: they read words."""
    readers = (Role.PIMPASA, Role.SUPERVISOR)
    here = Account.objects.filter(office_id=office, role__in=readers, is_active=True)
    return here.filter(Q(leaves_on=None) | Q(leaves_on__gt=on)).order_by("username")


def agencies(*, on: date | None = None) -> QuerySet[Agency]:
    """Partner agencies by name: all, or those that are not closed on a day."""
    return Agency.objects.filter(_still(on)).order_by("name")


def sections(office: UUID, *, on: date | None = None) -> QuerySet[Section]:
    """The sections of an office by the names they have there: all, or those of a day."""
    return Section.objects.filter(_still(on), office_id=office).order_by("name")


def require_order(officer: Officer, *, office: UUID) -> None:
    """Raise NotThere where this officer does not say what an office has; see `may_order`."""
    if not may_order(officer, office=office):
        raise NotThere


def section(officer: Officer, section_id: UUID) -> Section:
    """A section that this officer may rename or close. Raises NotThere."""
    found = Section.objects.filter(id=section_id).first()
    if found is None or not may_order(officer, office=found.office_id):
        raise NotThere
    return found


def agency(agency_id: UUID) -> Agency:
    """The agency of this id. Raises NotThere."""
    found = Agency.objects.filter(id=agency_id).first()
    if found is None:
        raise NotThere
    return found


def former_names(bearers: Iterable[UUID]) -> dict[UUID, list[FormerName]]:
    """What each of these sections or agencies was called before, the newest first."""
    names: dict[UUID, list[FormerName]] = {}
    for former in FormerName.objects.filter(bearer__in=list(bearers)).order_by("-until"):
        names.setdefault(former.bearer, []).append(former)
    return names


def _still(on: date | None) -> Q:
    return Q() if on is None else Q(closed_on=None) | Q(closed_on__gt=on)
