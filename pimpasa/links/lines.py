"""Lines that are meant for everybody: hotlines and agencies, which recur and mean nothing."""

from __future__ import annotations

from functools import cache

from pimpasa.base.content import content_root, read_toml
from pimpasa.links.rules import PHONE, contacts_in, phone


def public_contacts() -> frozenset[tuple[str, str]]:
    """The hotlines and public lines of the content, as (kind, the one way to write it)."""
    return _public(str(content_root()))


@cache
def _public(_root: str) -> frozenset[tuple[str, str]]:
    hotlines = read_toml(content_root() / "hotlines.toml")["hotline"]
    lines = read_toml(content_root() / "links" / "public_lines.toml")["line"]
    written = [one["number"] for one in hotlines] + [one["number"] for one in lines]
    found = {(PHONE, key) for one in written if (key := phone(one))}
    entities = {"handles": written + [one["address"] for one in hotlines]}
    return frozenset(found | {(kind, key) for kind, key, _surface in contacts_in(entities)})
