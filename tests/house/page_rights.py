"""What a row of `access.py` says of one page, and the addresses the system really has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from pimpasa.people.rules import Deed, Role, may

NOBODY: frozenset[str] = frozenset()
SIGNED_IN: frozenset[str] = frozenset(Role)
EVERYONE = SIGNED_IN | {"ANYONE"}  # also who has no account: such a page knows nobody


def who_may(*deeds: Deed) -> frozenset[str]:
    """The roles that may do at least one of these."""
    return frozenset(role for role in Role if any(may(role, deed) for deed in deeds))


@dataclass(frozen=True)
class Page:
    """Who may open a page, and what its address holds."""

    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY
    about: str = ""  # the part of the address that names a thing in somebody's territory
    example: dict[str, Any] = field(default_factory=dict)  # the other parts of the address
    sends: dict[str, str] = field(default_factory=dict)  # the form that is tried
    everywhere: frozenset[str] = NOBODY  # whose territory is the whole country here

    def may(self, verb: str) -> frozenset[str]:
        """Who may use this verb."""
        return {"GET": self.get, "POST": self.post}.get(verb, NOBODY)


def named_addresses() -> dict[str, str]:
    """Every address of the system: its name with its namespace, and its route."""
    return dict(_walk(get_resolver().url_patterns, namespace="", route=""))


def _walk(patterns: list[Any], *, namespace: str, route: str) -> Any:
    for pattern in patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, namespace=inner, route=whole)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or f'without a name: {whole}'}", whole
