"""What the ledger tells about a person: the acts on the account, never when somebody signed in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pimpasa.ledger.queries import history_of
from pimpasa.people.queries import names_of

_COMINGS_AND_GOINGS = ("people.signed_in", "people.signed_out", "people.sign_in_failed")
MOST = 60


@dataclass(frozen=True)
class Told:
    """One act: what was done, when, by whom, and about which villages."""

    event: Any  # with name and happened_at
    by: str
    about: str


def acts_on(account: UUID, *, villages: Mapping[str, str]) -> list[Told]:
    """The last acts on an account, the newest first; `villages` are names by code."""
    kept = history_of(account).exclude(name__in=_COMINGS_AND_GOINGS).reverse()[:MOST]
    events = list(kept)
    names = names_of([event.actor for event in events if event.actor])
    by = [names.get(event.actor, "") if event.actor else "" for event in events]
    return [
        Told(event, name, _about(event.details, villages))
        for event, name in zip(events, by, strict=True)
    ]


def _about(details: str, villages: Mapping[str, str]) -> str:
    held = json.loads(details)
    codes = held.get("codes") or [code for code in [held.get("code")] if code]
    return ", ".join(villages.get(code, code) for code in codes)
