"""Sets the scene: offices, people, who serves what, and how that changes during the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from random import Random
from uuid import UUID

from pimpasa.base.content import read_toml
from pimpasa.demo.plan import Staffed, folder
from pimpasa.people.actions.accounts import Person, Post, change_post, open_account
from pimpasa.people.actions.assignments import assign_village, put_on_duty
from pimpasa.people.actions.bodies import Name, open_agency, open_section
from pimpasa.people.models import Account
from pimpasa.people.queries import officer_of
from pimpasa.people.rules import THE_HOUSE, Officer, Role
from pimpasa.places import queries as places
from pimpasa.places.actions.directory import open_directory
from pimpasa.places.actions.fostering import end_fostering, foster_village
from pimpasa.places.actions.territory import stand_in, take_unplaced
from pimpasa.places.directory import Entry, directory
from pimpasa.places.models import Office
from pimpasa.places.rules import Decree

OFFICERS = 40
SECTION = "Seksi Intelijen dan Penindakan Keimigrasian"
Happening = Callable[[datetime], object]


@dataclass(frozen=True)
class Change:
    """Something about the setting that happens on a day."""

    on: date
    deed: Happening


@dataclass
class Setting:
    """Who is where, and the hand that changes it: an administrator."""

    names: Iterator[str]
    house: Officer = THE_HOUSE
    passwords: dict[str, str] = field(default_factory=dict)  # by username
    staff: dict[str, list[Account]] = field(default_factory=dict)  # by name of the office
    posts: dict[str, Post] = field(default_factory=dict)
    supervisors: dict[str, Account] = field(default_factory=dict)
    fostered: dict[str, UUID] = field(default_factory=dict)  # by code of the village
    decrees: int = 0

    def begin(self, now: datetime) -> None:
        """The first administrator comes; all that follows is done by that hand."""
        account = self.hire("admin", Post(Role.ADMIN), now)
        self.house = officer_of(account, on=now.date())

    def hire(self, username: str, post: Post, now: datetime) -> Account:
        """Open an account for whoever is next on the list of names."""
        person = Person(username, next(self.names), email=f"{username}@demo.invalid")
        account, password = open_account(person, post=post, by=self.house, now=now)
        self.passwords[username] = password
        return account

    def open_offices(self, now: datetime) -> None:
        """Open what the directory says is open by now."""
        open_directory(on=now.date(), actor=self.house.id, now=now)

    def lead(self, name: str, now: datetime) -> None:
        """The section that runs the villages is written down, and its head comes."""
        office = _office(name)
        called = Name(SECTION, now.date(), "contoh")
        section = open_section(office.id, called, by=self.house, now=now)
        self.posts[name] = Post(Role.PIMPASA, office=office.id, section=section.id)
        post = Post(Role.SUPERVISOR, office=office.id, section=section.id)
        self.supervisors[name] = self.hire(f"{_town(name)}-kasi", post, now)

    def staff_office(self, name: str, officers: int, now: datetime) -> None:
        """Village officers come to work; where theirs is not open yet, in that it splits from."""
        here = _listed(name).split_from if name not in self.posts else name
        post = self.posts[here or name]
        usernames = [f"{_town(name)}{n}" for n in range(1, officers + 1)]
        self.staff[name] = [self.hire(username, post, now) for username in usernames]

    def hire_others(self, now: datetime) -> None:
        """One person of each role that is not an office's."""
        region = _office(next(iter(self.staff))).region_id
        called = Name("BP3MI Jawa Barat", now.date(), "contoh")
        agency = open_agency("bp3mi-jabar", called, by=self.house, now=now)
        self.hire("analyst", Post(Role.ANALYST, region=region), now)
        self.hire("partner", Post(Role.PARTNER, agency=agency.id), now)
        for role in (Role.DIRECTORATE, Role.TRAINER, Role.DPO):
            self.hire(role.lower(), Post(role), now)

    def move_in(self, staffed: Staffed, now: datetime) -> None:
        """The new office opens: its people and the villages fostered so far go over to it."""
        self.lead(staffed.name, now)
        for account in self.staff[staffed.name]:
            change_post(account.id, post=self.posts[staffed.name], by=self.house, now=now)
        for place, home in enumerate(staffed.homes):
            if home.code in self.fostered:
                end_fostering(self.fostered[home.code], on=now.date(), actor=self.house.id, now=now)
                self.foster(staffed, place, now.date(), now)

    def foster(self, staffed: Staffed, place: int, since: date, now: datetime) -> None:
        """Make a village a fostered one, and say who serves it."""
        home = staffed.homes[place]
        office = places.office_of(home.code, on=since)
        assert office is not None  # noqa: S101  the plan names villages of known territory
        self.decrees += 1
        number = f"SK-{self.decrees:03d}/DBI/{since.year} (contoh)"
        decree = Decree(number, office.id, since, home.tags)
        made = foster_village(home.code, decree=decree, actor=self.house.id, now=now)
        self.fostered[home.code] = made.id
        officers = self.staff[staffed.name]
        for account in _serving(officers, place):
            assign_village(account.id, home.code, since=now.date(), by=self.house, now=now)

    def put_on_duty(self, until: date, turn: int, now: datetime) -> None:
        """Whose month it is in each office: the supervisor's and the officers', in turn."""
        for name, supervisor in self.supervisors.items():
            here = [supervisor, *self.staff[name]]
            account = here[turn % len(here)]
            put_on_duty(account.id, since=now.date(), until=until, by=self.house, now=now)


def changes(setting: Setting, plan: Sequence[Staffed], *, since: date, until: date) -> list[Change]:
    """All that happens to offices, people and villages up to a day, in order."""
    openings = sorted({max(entry.since, since) for entry in directory().entries})
    made = [Change(since, setting.begin)]
    made += [Change(on, setting.open_offices) for on in openings]
    for place, staffed in enumerate(plan):
        officers = _officers(place, len(plan))
        made += _staffing(setting, staffed, officers, since=since)
        made += _fostering(setting, staffed, since=since)
    made.append(Change(since, setting.hire_others))
    for turn, (on, end) in enumerate(_months(since, until)):
        made.append(Change(on, partial(setting.put_on_duty, end, turn)))
    return sorted((c for c in made if c.on <= until), key=lambda change: change.on)


def villages_of_the_first(staffed: Staffed, offices: int) -> set[str]:
    """The villages that the first officer of the first of so many offices serves."""
    return {home.code for home in staffed.homes[:: _officers(0, offices)]}


def names(random: Random) -> Iterator[str]:
    """Those of the people we stand by, in the order they come; then invented ones in any order."""
    listed = read_toml(folder() / "names.toml")
    pairs = [f"{given} {family}" for given in listed["given"] for family in listed["family"]]
    random.shuffle(pairs)
    known = ["Adi Prasetyo", "Sari Handayani", "Ratna Wulandari", "Yohan Nahak"]
    return iter([*known, *(pair for pair in pairs if pair not in known)])


def morning(on: date) -> datetime:
    """Eight o'clock in Jakarta: when the administrator writes down what changes that day."""
    return datetime.combine(on, time(1), tzinfo=UTC)


def _staffing(setting: Setting, staffed: Staffed, officers: int, *, since: date) -> list[Change]:
    opens = _listed(staffed.name).since
    hire = Change(since, partial(setting.staff_office, staffed.name, officers))
    if opens > since:
        return [hire, Change(opens, partial(setting.move_in, staffed))]
    made = [Change(since, partial(setting.lead, staffed.name)), hire]
    if staffed.takes_unplaced:
        made.append(Change(since, partial(_take_unplaced, setting, staffed.name)))
    if staffed.stands_in:
        made.append(Change(since, partial(_stand_in, setting, staffed.name)))
    return made


def _fostering(setting: Setting, staffed: Staffed, *, since: date) -> list[Change]:
    opens = _listed(staffed.name).since
    made = []
    for place, home in enumerate(staffed.homes):
        decreed = home.since if opens > since else max(home.since, opens)
        deed = partial(setting.foster, staffed, place, decreed)
        made.append(Change(max(decreed, since), deed))
    return made


def _take_unplaced(setting: Setting, name: str, now: datetime) -> None:
    take_unplaced(_office(name).id, actor=setting.house.id, now=now)


def _stand_in(setting: Setting, name: str, now: datetime) -> None:
    stand_in(_office(name).id, actor=setting.house.id, now=now)


def _office(name: str) -> Office:
    return places.offices().get(name=name)


def _listed(name: str) -> Entry:
    return next(entry for entry in directory().entries if entry.name == name)


def _town(name: str) -> str:
    return name.removeprefix("Kantor Imigrasi ").replace(" ", "").lower()


def _serving(officers: Sequence[Account], place: int) -> list[Account]:
    """One officer a village, and in the third village of each office two."""
    first = place % len(officers)
    return [officers[first], officers[(first + 1) % len(officers)]][: 2 if place == 2 else 1]


def _officers(place: int, offices: int) -> int:
    return OFFICERS // offices + (place < OFFICERS % offices)


def _months(since: date, until: date) -> Iterator[tuple[date, date]]:
    """The turns of duty: from a day to the first of the next month, and on beyond `until`."""
    on = since
    while on <= until:
        end = date(on.year + on.month // 12, on.month % 12 + 1, 1)
        yield on, end
        on = end
