"""Who is who, and what each role may do at all. Whose village it is, is asked of the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from pimpasa.base.days import Zone
from pimpasa.people.naming import names_one, without_greeting
from pimpasa.places.rules import NOWHERE, Elsewhere


class Role(StrEnum):
    """What a person is here for. One account has one role."""

    PIMPASA = "PIMPASA"
    SUPERVISOR = "SUPERVISOR"
    ANALYST = "ANALYST"
    DIRECTORATE = "DIRECTORATE"
    TRAINER = "TRAINER"
    PARTNER = "PARTNER"
    DPO = "DPO"
    ADMIN = "ADMIN"


class Deed(StrEnum):
    """What can be done at a desk."""

    READ_WORDS = "READ_WORDS"
    SETTLE = "SETTLE"
    ANSWER = "ANSWER"
    VERIFY = "VERIFY"
    REFER = "REFER"
    ANSWER_REFERRAL = "ANSWER_REFERRAL"
    APPROVE_WARNING = "APPROVE_WARNING"
    VISIT = "VISIT"
    TEACH = "TEACH"
    COUNTERSIGN = "COUNTERSIGN"  # the monthly reports of the own office
    CERTIFY = "CERTIFY"
    EXEMPT = "EXEMPT"
    RELEASE_HOLD = "RELEASE_HOLD"
    EXPORT_COUNTS = "EXPORT_COUNTS"
    WRITE_RULES = "WRITE_RULES"
    MANAGE_PEOPLE = "MANAGE_PEOPLE"
    MANAGE_PLACES = "MANAGE_PLACES"
    MANAGE_SYSTEMS = "MANAGE_SYSTEMS"
    FOSTER_VILLAGES = "FOSTER_VILLAGES"
    READ_LEDGER = "READ_LEDGER"
    TAKE_REQUESTS = "TAKE_REQUESTS"  # at the counter, from whoever asks about their own data
    ANSWER_REQUESTS = "ANSWER_REQUESTS"  # of people about their own data
    RETRY_JOBS = "RETRY_JOBS"


@dataclass(frozen=True)
class Officer:
    """Whoever asks or acts on a day, as every stage takes it.

    `scope` holds the official codes of all that is theirs: villages, or whole regencies.
    """

    id: UUID
    role: Role
    name: str
    office: UUID | None
    region: UUID | None
    agency: UUID | None
    zone: Zone
    scope: tuple[str, ...] = ()
    takes_unplaced: bool = False  # words that name no village come to this office
    served: tuple[str, ...] = ()  # regencies of any office; words from all others come here too
    elsewhere: Elsewhere = NOWHERE  # from where words that are meant for another office come
    close: tuple[str, ...] = field(default=(), repr=False)  # names and numbers they declared

    @property
    def serves_villages(self) -> bool:
        """True for the officer whom people of a village know by name."""
        return self.role == Role.PIMPASA

    @property
    def reads_words(self) -> bool:
        """True when this officer sees what people wrote."""
        return reads_words(self.role)

    def is_named_in(self, words: str) -> bool:
        """True when words name this officer, other than in a greeting, or anybody close to them."""
        return names_one(without_greeting(words, self.name), (self.name, *self.close))

    def serves(self, village: str) -> bool:
        """True when the village with this code lies in what is theirs."""
        return any(village == code or village.startswith(f"{code}.") for code in self.scope)


# Whoever may run commands here stands above accounts; the ledger names the house itself.
THE_HOUSE = Officer(
    id=UUID(int=0), role=Role.ADMIN, name="", office=None, region=None, agency=None, zone=Zone.WIB
)

_MAY: dict[Role, frozenset[Deed]] = {
    Role.PIMPASA: frozenset(
        {
            Deed.READ_WORDS,
            Deed.SETTLE,
            Deed.ANSWER,
            Deed.VERIFY,
            Deed.REFER,
            Deed.VISIT,
            Deed.TEACH,
            Deed.TAKE_REQUESTS,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Deed.READ_WORDS,
            Deed.SETTLE,
            Deed.ANSWER,
            Deed.VERIFY,
            Deed.REFER,
            Deed.VISIT,
            Deed.TEACH,
            Deed.COUNTERSIGN,
            Deed.APPROVE_WARNING,
            Deed.EXEMPT,
            Deed.RELEASE_HOLD,
            Deed.EXPORT_COUNTS,
            Deed.MANAGE_PEOPLE,
            Deed.FOSTER_VILLAGES,
            Deed.TAKE_REQUESTS,
        }
    ),
    Role.ANALYST: frozenset(
        {Deed.READ_WORDS, Deed.VERIFY, Deed.APPROVE_WARNING, Deed.EXPORT_COUNTS, Deed.WRITE_RULES}
    ),
    Role.DIRECTORATE: frozenset({Deed.EXPORT_COUNTS}),
    Role.TRAINER: frozenset({Deed.TEACH, Deed.CERTIFY}),
    Role.PARTNER: frozenset({Deed.ANSWER_REFERRAL}),
    Role.DPO: frozenset(
        {Deed.READ_LEDGER, Deed.RELEASE_HOLD, Deed.TAKE_REQUESTS, Deed.ANSWER_REQUESTS}
    ),
    Role.ADMIN: frozenset(
        {
            Deed.MANAGE_PEOPLE,
            Deed.MANAGE_PLACES,
            Deed.MANAGE_SYSTEMS,
            Deed.FOSTER_VILLAGES,
            Deed.RETRY_JOBS,
        }
    ),
}


def may(role: Role, deed: Deed) -> bool:
    """True when this role may do this at all, in its own villages, office or region."""
    return deed in _MAY[role]


def reads_words(role: Role) -> bool:
    """True for the roles that see what people wrote."""
    return may(role, Deed.READ_WORDS)


def may_manage(by: Officer, *, role: Role, office: UUID | None, account: UUID | None) -> bool:
    """True when this officer may open, change or close such an account; never one's own.

    A supervisor manages the village officers of the own office, an administrator everybody.
    """
    if account == by.id or not may(by.role, Deed.MANAGE_PEOPLE):
        return False
    if by.role is Role.ADMIN:
        return True
    return role is Role.PIMPASA and office is not None and office == by.office


def may_order(by: Officer, *, office: UUID | None) -> bool:
    """True when this officer may say what sections an office has and who is on duty there."""
    if not may(by.role, Deed.MANAGE_PEOPLE):
        return False
    return by.role is Role.ADMIN or (office is not None and office == by.office)


def may_foster(by: Officer, *, village: str) -> bool:
    """True when this officer may write down that a village is fostered, or no longer is."""
    if not may(by.role, Deed.FOSTER_VILLAGES):
        return False
    return by.role is Role.ADMIN or by.serves(village)


def needs_second_factor(role: Role) -> bool:
    """True for whoever reads words, decides who does, reads who read them, or certifies."""
    return bool(_MAY[role] - {Deed.EXPORT_COUNTS})
