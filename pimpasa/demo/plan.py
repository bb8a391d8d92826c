"""What the demonstration is to show, as its files say it: offices, villages, a written day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pimpasa.base.content import BrokenContent, content_root, read_toml

DOINGS = ("read", "take_on", "settle", "answer", "write_back")


@dataclass(frozen=True)
class Home:
    """A village that speaks once it is fostered, as often as its weight says."""

    code: str
    since: date
    weight: int
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Staffed:
    """An office with people in it, and the villages they serve."""

    name: str
    takes_unplaced: bool
    stands_in: bool
    homes: tuple[Home, ...]


@dataclass(frozen=True)
class Step:
    """Something done about words, so long before the demonstration opens."""

    do: str
    ago: timedelta
    text: str
    card: str
    corrections: dict[str, Any]  # what the officer settles otherwise than the machine read


@dataclass(frozen=True)
class Story:
    """Words of the written day, and what was done about them until now."""

    village: str
    kind: str
    channel: str
    ago: timedelta
    urgency: str  # as the machine reads them; a test compares
    words: str
    steps: tuple[Step, ...]


def folder() -> Path:
    """Where the files of the demonstration are."""
    return content_root() / "demo"


def read_offices() -> list[Staffed]:
    """The offices with people, the office of the standing officer first."""
    return [_office(row) for row in read_toml(folder() / "offices.toml")["office"]]


def read_day() -> list[Story]:
    """The written day of the standing people."""
    return [_story(row) for row in read_toml(folder() / "day.toml")["told"]]


def span(text: str) -> timedelta:
    """How long `10d`, `3h` or `40m` is. Raises BrokenContent."""
    found = re.fullmatch(r"(\d+)([dhm])", text)
    if found is None:
        raise BrokenContent(f"{text} is no span of days (d), hours (h) or minutes (m)")
    unit = {"d": "days", "h": "hours", "m": "minutes"}[found[2]]
    return timedelta(**{unit: int(found[1])})


def _office(row: dict[str, Any]) -> Staffed:
    homes = tuple(
        Home(home["code"], home["since"], row["weight"], tuple(home["tags"]))
        for home in row["villages"]
    )
    takes, stands_in = row.get("takes_unplaced", False), row.get("stands_in", False)
    return Staffed(row["name"], takes, stands_in, homes)


def _story(row: dict[str, Any]) -> Story:
    return Story(
        village=row["village"],
        kind=row["kind"],
        channel=row["channel"],
        ago=span(row["ago"]),
        urgency=row["urgency"],
        words=row["words"],
        steps=tuple(_step(step) for step in row["steps"]),
    )


def _step(row: dict[str, Any]) -> Step:
    rest = dict(row)
    do, ago = rest.pop("do"), span(rest.pop("ago"))
    if do not in DOINGS:
        raise BrokenContent(f"{do} is nothing that is done in the written day")
    return Step(do, ago, rest.pop("text", ""), rest.pop("card", ""), rest)
