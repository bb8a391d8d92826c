"""The kinds of visits of content/outreach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pimpasa.base.content import BrokenContent, content_root, read_toml


@dataclass(frozen=True)
class Kind:
    """What an officer does in a village."""

    code: str
    label_id: str
    label_en: str
    pillar: str  # SERVICE, KNOWLEDGE or SAFETY
    is_talk: bool
    needs_profile: bool


def kinds() -> dict[str, Kind]:
    """Every kind by its code. Raises BrokenContent when the file of facts cannot be used."""
    return _kinds(str(content_root()))


@cache
def _kinds(_root: str) -> dict[str, Kind]:
    entries = read_toml(content_root() / "outreach" / "kinds.toml").get("kind", [])
    try:
        return {
            entry["code"]: Kind(
                entry["code"],
                entry["label"]["id"],
                entry["label"]["en"],
                entry["pillar"],
                entry["is_talk"],
                entry["needs_profile"],
            )
            for entry in entries
        }
    except KeyError as missing:
        raise BrokenContent(f"outreach/kinds.toml: {missing} is missing") from missing
