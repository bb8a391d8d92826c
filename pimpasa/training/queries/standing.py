"""Where officers stand in the courses they need: one's own, or the people of one's office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from pimpasa.base.errors import NotThere
from pimpasa.people.models import Account
from pimpasa.people.rules import Deed, Role, may
from pimpasa.training.courses import Course, courses
from pimpasa.training.models import Certificate, Exemption
from pimpasa.training.rules import REMIND_BEFORE, Held, State, state_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

MOST_LISTED = 500
_NEEDS_CARE = frozenset(State) - {State.IN_FORCE}


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in one course."""

    course: Course
    state: State
    certificate: Certificate | None = None  # the latest
    spared_until: date | None = None

    @property
    def needs_care(self) -> bool:
        """True unless a certificate holds for long."""
        return self.state in _NEEDS_CARE


@dataclass(frozen=True)
class Member:
    """Somebody who needs certificates, and where they stand."""

    account: Account
    standings: tuple[Standing, ...]

    @property
    def needs_care(self) -> bool:
        """True when something ended, ends soon or was never earned."""
        return any(one.needs_care for one in self.standings)


def courses_for(role: Role) -> tuple[Course, ...]:
    """The courses that somebody in this role needs for what the role may do."""
    return tuple(
        course for course in courses().values() if any(may(role, Deed(d)) for d in course.deeds)
    )


def my_standings(officer: Officer, *, on: date) -> tuple[Standing, ...]:
    """One's own standing in each course the role needs."""
    return _standings([officer.id], on=on, roles={officer.id: officer.role})[officer.id]


def state_alone(certificate: Certificate, *, on: date) -> State:
    """What one certificate is worth on a day, whatever others there are."""
    fact = Held(certificate.issued_on, certificate.expires_on, certificate.revoked_on)
    return state_of([fact], spared=False, on=on)


def team_of(officer: Officer, *, on: date) -> list[Member]:
    """Who needs certificates in one's own office, or for a trainer everywhere; care first.

    Whoever may neither make exceptions nor certify sees nobody.
    """
    accounts = list(_seen_by(officer)[:MOST_LISTED])
    standings = _standings(
        [one.id for one in accounts], on=on, roles={one.id: Role(one.role) for one in accounts}
    )
    members = [Member(one, standings[one.id]) for one in accounts if standings[one.id]]
    return sorted(members, key=lambda one: (not one.needs_care, one.account.username))


def account_seen_by(officer: Officer, account_id: UUID) -> Account:
    """One of the people of `team_of`. Raises NotThere."""
    found = _seen_by(officer).filter(id=account_id).first()
    if found is None:
        raise NotThere
    return found


def member_for(officer: Officer, account_id: UUID, *, on: date) -> Member:
    """One of the people of `team_of`, and where they stand. Raises NotThere."""
    account = account_seen_by(officer, account_id)
    roles = {account.id: Role(account.role)}
    return Member(account, _standings([account.id], on=on, roles=roles)[account.id])


def certificate_for(officer: Officer, certificate_id: UUID) -> Certificate:
    """A certificate of one's own, or of those whose standing one sees. Raises NotThere."""
    found = Certificate.objects.select_related("account").filter(id=certificate_id).first()
    if found is None:
        raise NotThere
    if found.account_id != officer.id:
        account_seen_by(officer, found.account_id)
    return found


def ending_within(days: int, *, on: date) -> QuerySet[Certificate]:
    """Certificates in force that end within some days, with no later one of the same course."""
    soon = Certificate.objects.filter(
        revoked_on=None,
        issued_on__lte=on,
        expires_on__gt=on,
        expires_on__lte=on + timedelta(days=days),
    )
    later = Certificate.objects.filter(
        revoked_on=None, issued_on__lte=on, expires_on__gt=on + timedelta(days=REMIND_BEFORE[0])
    )
    renewed = set(later.values_list("account_id", "course"))
    kept = [c.id for c in soon if (c.account_id, c.course) not in renewed]
    return Certificate.objects.filter(id__in=kept).select_related("account").order_by("expires_on")


def _seen_by(officer: Officer) -> QuerySet[Account]:
    here = Account.objects.filter(is_active=True).select_related("office").order_by("username")
    if may(officer.role, Deed.CERTIFY):
        return here.filter(role__in=[role for role in Role if courses_for(role)])
    if may(officer.role, Deed.EXEMPT) and officer.office is not None:
        return here.filter(office_id=officer.office)
    return here.none()


def _standings(
    accounts: list[UUID], *, on: date, roles: dict[UUID, Role]
) -> dict[UUID, tuple[Standing, ...]]:
    held: dict[tuple[UUID, str], list[Certificate]] = defaultdict(list)
    for one in Certificate.objects.filter(account_id__in=accounts).order_by("issued_on"):
        held[one.account_id, one.course].append(one)
    spared = {
        (one.account_id, one.course): one.until
        for one in Exemption.objects.filter(
            account_id__in=accounts, since__lte=on, until__gt=on
        ).order_by("until")
    }
    return {
        account: tuple(
            _standing(course, held[account, course.code], spared.get((account, course.code)), on)
            for course in courses_for(roles[account])
        )
        for account in accounts
    }


def _standing(
    course: Course, held: Iterable[Certificate], spared_until: date | None, on: date
) -> Standing:
    known = list(held)
    facts = [Held(one.issued_on, one.expires_on, one.revoked_on) for one in known]
    state = state_of(facts, spared=spared_until is not None, on=on)
    return Standing(course, state, known[-1] if known else None, spared_until)
