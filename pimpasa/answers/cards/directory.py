"""Whom to call and who can act: telephone lines, and agencies under the name they bear on a day."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pimpasa.base.content import BrokenContent, content_root
from pimpasa.base.entries import Both, Entry, refuse_twins, table_entries

WAYS = frozenset({"call", "whatsapp", "web"})


@dataclass(frozen=True)
class Hotline:
    """A line a villager can reach: `number` as people read it, `address` as a link dials it."""

    key: str
    name: Both
    number: str
    address: str
    way: str
    use: Both
    when: Both
    sources: tuple[str, ...]
    review_on: date
    verified: bool

    def is_due_for_review(self, on: date) -> bool:
        """Say whether somebody has to try the line again."""
        return on >= self.review_on


@dataclass(frozen=True)
class AgencyName:
    """What an agency is called from a day on."""

    valid_from: date
    name: Both
    short: str


@dataclass(frozen=True)
class Agency:
    """Who a report can be handed to: under today's name, what it needs and how it answers."""

    key: str
    referral: str
    name: Both
    short: str
    named_since: date
    former_names: tuple[str, ...]
    helps_with: Both
    needs: Both
    replies: Both
    lines: tuple[str, ...]
    sources: tuple[str, ...]
    review_on: date
    verified: bool

    def is_due_for_review(self, on: date) -> bool:
        """Say whether somebody has to ask the agency again."""
        return on >= self.review_on


def hotlines() -> tuple[Hotline, ...]:
    """Return the lines in the order a frightened person should read them."""
    return written_hotlines(content_root())


def hotline(key: str) -> Hotline:
    """Return one line. Raises `KeyError` when there is none of that key."""
    return {line.key: line for line in hotlines()}[key]


def agencies(on: date) -> tuple[Agency, ...]:
    """Return the agencies that bear a name on a day, under that name."""
    made = (_agency_on(written, on) for written in _written_agencies(content_root()))
    return tuple(agency for agency in made if agency is not None)


@cache
def written_hotlines(root: Path) -> tuple[Hotline, ...]:
    """Return the lines written under a root."""
    path = root / "hotlines.toml"
    lines = tuple(_hotline(entry) for entry in table_entries(path, of="hotline"))
    refuse_twins([line.key for line in lines], where=path.name)
    return lines


def _hotline(entry: Entry) -> Hotline:
    line = Hotline(
        key=entry.key("key"),
        name=entry.both("name"),
        number=entry.text("number"),
        address=entry.text("address"),
        way=entry.key("way"),
        use=entry.both("use"),
        when=entry.both("when"),
        sources=entry.texts("sources"),
        review_on=entry.day("review_on"),
        verified=entry.fact("verified"),
    )
    if line.way not in WAYS:
        raise BrokenContent(f"{entry.where}: `way` is none of {', '.join(sorted(WAYS))}")
    entry.close()
    return line


@dataclass(frozen=True)
class _WrittenAgency:
    agency: Agency
    names: tuple[AgencyName, ...]


@cache
def _written_agencies(root: Path) -> tuple[_WrittenAgency, ...]:
    path = root / "agencies.toml"
    known_lines = {line.key for line in written_hotlines(root)}
    written = tuple(_written_agency(entry) for entry in table_entries(path, of="agency"))
    refuse_twins([one.agency.key for one in written], where=path.name)
    for one in written:
        missing = set(one.agency.lines) - known_lines
        if missing:
            raise BrokenContent(f"{path.name}, {one.agency.key}: no such line {sorted(missing)}")
    return written


def _written_agency(entry: Entry) -> _WrittenAgency:
    names = sorted(map(_name, entry.entries("names")), key=lambda name: name.valid_from)
    agency = Agency(
        key=entry.key("key"),
        referral=entry.key("referral"),
        name=names[0].name,
        short=names[0].short,
        named_since=names[0].valid_from,
        former_names=(),
        helps_with=entry.both("helps_with"),
        needs=entry.both("needs"),
        replies=entry.both("replies"),
        lines=entry.texts("lines", may_be_empty=True),
        sources=entry.texts("sources"),
        review_on=entry.day("review_on"),
        verified=entry.fact("verified"),
    )
    entry.close()
    return _WrittenAgency(agency=agency, names=tuple(names))


def _name(entry: Entry) -> AgencyName:
    name = AgencyName(
        valid_from=entry.day("valid_from"), name=entry.both("name"), short=entry.text("short")
    )
    entry.close()
    return name


def _agency_on(written: _WrittenAgency, on: date) -> Agency | None:
    borne = [name for name in written.names if name.valid_from <= on]
    if not borne:
        return None
    current = borne[-1]
    return replace(
        written.agency,
        name=current.name,
        short=current.short,
        named_since=current.valid_from,
        former_names=tuple(name.short for name in borne[:-1]),
    )
