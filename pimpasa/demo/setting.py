"""Sets the scene: offices and their territory, fostered villages, officers and who serves what."""

from __future__ import annotations

import base64
import secrets
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP

from pimpasa.base.content import content_root
from pimpasa.base.days import zone_of
from pimpasa.demo.cast import StandingPerson, write_cast
from pimpasa.people.models import Account, Agency, Assignment, DutyTurn
from pimpasa.people.rules import Role
from pimpasa.places.models import Office, Region, Territory

OFFICERS = 40
_WHAT = {
    Role.PIMPASA: "Petugas desa: membaca, memutuskan, menjawab",
    Role.SUPERVISOR: "Atasan kantor: tenggat dan seluruh wilayah kantor",
    Role.ANALYST: "Analis wilayah: membaca lintas kantor",
    Role.DIRECTORATE: "Direktorat: angka, tanpa kata-kata warga",
    Role.TRAINER: "Pelatih",
    Role.PARTNER: "Mitra: BP3MI",
    Role.DPO: "Pelindung data: buku catatan, tanpa kata-kata warga",
    Role.ADMIN: "Pengelola sistem, tanpa kata-kata warga",
}


@dataclass(frozen=True)
class Staffed:
    """An office with its villages and the officers who serve each of them."""

    office: Office
    weight: int
    villages: tuple[str, ...]
    serving: dict[str, list[Account]]
    supervisor: Account


def set_the_scene(random: Random, *, since: date) -> list[Staffed]:
    """Open the offices, put people in them, and keep how the standing people sign in."""
    plan = _content("offices.toml")["office"]
    names = _names(random)
    # One Argon2 hash for all who never sign in: it is of a password nobody holds.
    locked = Account()
    locked.set_password(secrets.token_urlsafe(24))
    opened = [_open_office(entry, since=since) for entry in plan]
    counts = _shares(OFFICERS, len(opened))
    staffed = [
        _staff(office, entry, count, names, locked.password, since=since)
        for office, entry, count in zip(opened, plan, counts, strict=True)
    ]
    _standing(staffed, names, since=since)
    return staffed


def _open_office(entry: dict[str, Any], *, since: date) -> Office:
    region, _ = Region.objects.get_or_create(name=f"Kanwil {entry['region']}")
    office = Office.objects.create(
        name=entry["name"].replace("Kantor Imigrasi ", "Imigrasi "),
        rank=entry["name"].removeprefix("Kantor Imigrasi ").rsplit(" ", 1)[0],
        zone=zone_of(entry["regency"]).name,
        region=region,
        takes_unplaced=entry.get("takes_unplaced", False),
    )
    Territory.objects.create(office=office, regency_id=entry["regency"], since=since)
    return office


def _staff(
    office: Office, entry: dict[str, Any], count: int, names: Any, password: str, *, since: date
) -> Staffed:
    town = office.name.rsplit(" ", 1)[-1].lower()
    officers = [
        _account(f"{town}{n}", next(names), Role.PIMPASA, password, office=office, since=since)
        for n in range(1, count + 1)
    ]
    supervisor = _account(
        f"{town}-kasi", next(names), Role.SUPERVISOR, password, office=office, since=since
    )
    DutyTurn.objects.create(office=office, account=supervisor, since=since)
    serving: dict[str, list[Account]] = {}
    for village, officer in zip(entry["villages"], cycle(officers), strict=False):
        Assignment.objects.create(account=officer, village_id=village, since=since)
        serving[village] = [officer]
    return Staffed(office, entry["weight"], tuple(entry["villages"]), serving, supervisor)


def _standing(staffed: Sequence[Staffed], names: Any, *, since: date) -> None:
    """The one person per role whom a newcomer may be, with a password and a second factor."""
    first = staffed[0]
    agency = Agency.objects.create(code="bp3mi-jabar", name="BP3MI Jawa Barat")
    others: dict[Role, dict[str, Any]] = {
        Role.ANALYST: {"region": first.office.region},
        Role.DIRECTORATE: {},
        Role.TRAINER: {},
        Role.PARTNER: {"agency": agency},
        Role.DPO: {},
        Role.ADMIN: {},
    }
    people = [first.serving[first.villages[0]][0], first.supervisor]
    people += [
        _account(role.lower(), next(names), role, "!", since=since, **more)
        for role, more in others.items()
    ]
    write_cast([_with_keys(account) for account in people])


def _with_keys(account: Account) -> StandingPerson:
    password = secrets.token_urlsafe(18)
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    account.set_password(password)
    account.save()
    TOTP.activate(account, secret)
    role = Role(account.role)
    return StandingPerson(
        username=account.username,
        name=account.display_name,
        role=role.value,
        what=_WHAT[role],
        password=password,
        totp_secret=secret,
    )


def _account(
    username: str, name: str, role: Role, password: str, *, since: date, **more: Any
) -> Account:
    return Account.objects.create(
        username=username,
        display_name=name,
        email=f"{username}@demo.invalid",
        role=role,
        password=password,
        joined_on=since,
        **more,
    )


def _names(random: Random) -> Any:
    listed = _content("names.toml")
    pairs = [f"{given} {family}" for given in listed["given"] for family in listed["family"]]
    random.shuffle(pairs)
    return iter(["Ratna Wulandari", "Yohan Nahak", *pairs])


def _shares(total: int, among: int) -> list[int]:
    return [total // among + (place < total % among) for place in range(among)]


def _content(name: str) -> dict[str, Any]:
    with (content_root() / "demo" / name).open("rb") as file:
        return tomllib.load(file)
