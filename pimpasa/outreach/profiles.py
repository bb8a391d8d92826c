"""What a village profile asks, and the words that have no place in it: content/outreach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pimpasa.base.content import BrokenContent, content_root, read_toml
from pimpasa.outreach.rules import Barred

GROUPS = ("LIFE", "PEOPLE", "RISK")


@dataclass(frozen=True)
class Field:
    """One thing to know about a village."""

    code: str
    group: str  # one of GROUPS
    label_id: str
    label_en: str
    ask_id: str
    ask_en: str


def fields() -> dict[str, Field]:
    """Every field by its code, in the order of the page. Raises BrokenContent."""
    return _fields(str(content_root()))


def barred() -> tuple[Barred, ...]:
    """The words that mark groups of people. Raises BrokenContent."""
    return _barred(str(content_root()))


@cache
def _fields(_root: str) -> dict[str, Field]:
    try:
        return {
            entry["code"]: Field(
                entry["code"],
                entry["group"],
                entry["label"]["id"],
                entry["label"]["en"],
                entry["ask"]["id"],
                entry["ask"]["en"],
            )
            for entry in _content()["field"]
        }
    except KeyError as missing:
        raise BrokenContent(f"outreach/profile.toml: {missing} is missing") from missing


@cache
def _barred(_root: str) -> tuple[Barred, ...]:
    try:
        entries = _content()["barred"]
        return tuple(Barred(entry["word"], tuple(entry.get("but", ()))) for entry in entries)
    except KeyError as missing:
        raise BrokenContent(f"outreach/profile.toml: {missing} is missing") from missing


def _content() -> dict[str, Any]:
    return read_toml(content_root() / "outreach" / "profile.toml")
