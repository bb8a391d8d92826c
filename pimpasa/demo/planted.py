"""What is planted in the year: outbreaks to be found, and what looks like one and is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from pimpasa.base.content import BrokenContent, read_toml
from pimpasa.demo.plan import folder, span
from pimpasa.demo.script import Scene
from pimpasa.links.rules import contacts_in

OUTBREAK, CAMPAIGN = "OUTBREAK", "CAMPAIGN"
KINDS = (OUTBREAK, CAMPAIGN, "RUMOUR", "BURST")


@dataclass(frozen=True)
class Planted:
    """One thing planted: where, when, about what, and whether it is to be found."""

    name: str
    kind: str
    title_id: str
    title_en: str
    whats: tuple[str, ...]  # as counts name them
    began: date
    ended: date  # the last day something of it may be told
    villages: tuple[str, ...]
    tellings: int
    people: int = 0  # at a talk in each village, for a campaign
    contacts: tuple[str, ...] = ()  # "KIND key", as links write them

    @property
    def is_outbreak(self) -> bool:
        """True for what the system is to find."""
        return self.kind == OUTBREAK


def plan_planted(*, until: date) -> list[tuple[Planted, list[Scene]]]:
    """What is planted in the year that ends on a day, each with what is told of it, in order."""
    rows = read_toml(folder() / "planted.toml")["planted"]
    planned = [_planned(row, until) for row in rows]
    return [(planted, list(_scenes(planted, row))) for planted, row in planned]


def keep_planted(planted: list[Planted]) -> None:
    """Write down what was planted, beside the keys of the demonstration."""
    rows = [asdict(one) | {"began": str(one.began), "ended": str(one.ended)} for one in planted]
    _file().write_text(json.dumps(rows, indent=1), encoding="utf-8")


def read_planted() -> list[Planted]:
    """What was planted in this demonstration; nothing where there is none."""
    if not settings.DEMO or not _file().exists():
        return []
    return [_known(row) for row in json.loads(_file().read_text(encoding="utf-8"))]


def _planned(row: dict[str, Any], until: date) -> tuple[Planted, dict[str, Any]]:
    if row["kind"] not in KINDS:
        raise BrokenContent(f"planted.toml: {row['kind']} is nothing that is planted")
    began = until - span(row["ago"])
    planted = Planted(
        name=row["name"],
        kind=row["kind"],
        title_id=row["title"]["id"],
        title_en=row["title"]["en"],
        whats=tuple(f"topic:{topic}" for topic in row["topics"]),
        began=began,
        ended=began + timedelta(days=max(7 * row["weeks"], 2) - 1),
        villages=tuple(row["villages"]),
        tellings=row["tellings"],
        people=row.get("people", 0),
        contacts=tuple(dict.fromkeys(_contacts(row))),
    )
    return planted, row


def _contacts(row: dict[str, Any]) -> Iterator[str]:
    found = contacts_in({"phones": row["numbers"], "handles": row["handles"]})
    return (f"{kind} {key}" for kind, key, _surface in found)


def _scenes(planted: Planted, row: dict[str, Any]) -> Iterator[Scene]:
    """Tellings spread evenly over the days and one village after the other."""
    days = (planted.ended - planted.began).days + 1
    numbers, handles = row["numbers"] or [""], row["handles"] or [""]
    for n in range(planted.tellings):
        line = row["lines"][n % len(row["lines"])]
        yield Scene(
            on=planted.began + timedelta(days=n * days // planted.tellings),
            village=planted.villages[n % len(planted.villages)],
            channel="WEB" if n % 4 else "OFFICER",
            kind=row["told_as"],
            words=line.format(nomor=numbers[n % len(numbers)], akun=handles[n % len(handles)]),
        )


def _known(row: dict[str, Any]) -> Planted:
    days = {name: date.fromisoformat(row[name]) for name in ("began", "ended")}
    lists = {name: tuple(row[name]) for name in ("whats", "villages", "contacts")}
    return Planted(**(row | days | lists))


def _file() -> Path:
    return Path(settings.KEY_FILE).with_name("planted.json")
