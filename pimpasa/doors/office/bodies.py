"""Sections and agencies as pages show them: the name now, the names before, what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import Act, ActForm, sent_or
from pimpasa.doors.office.bodies_forms import CloseBodyForm, NameForm
from pimpasa.people.queries.staff import former_names


@dataclass(frozen=True)
class Body:
    """One section or agency."""

    now: Any  # with name, named_since, decree and closed_on
    before: list[Any]  # former names
    acts: list[Act]


def bodies(
    listed: Iterable[Any], *, kind: str, may: bool, sent: ActForm | None, today: date
) -> list[Body]:
    """Each of them; `kind` is how the addresses of its pages begin, such as offices_section."""
    every = list(listed)
    before = former_names([one.id for one in every])
    return [
        Body(one, before.get(one.id, []), _acts(one, kind, sent, today) if may else [])
        for one in every
    ]


def _acts(one: Any, kind: str, sent: ActForm | None, today: date) -> list[Act]:
    if one.closed_on is not None:
        return []
    name = sent_or(NameForm(key=one.id, initial={"since": today}), sent)
    shut = sent_or(CloseBodyForm(key=one.id, initial={"on": today}), sent)
    rename_url, close_url = (reverse(f"{kind}_{deed}", args=[one.id]) for deed in _DEEDS)
    return [
        Act(_("Another name"), _("Write it down"), rename_url, name),
        Act(_("Close"), _("Close"), close_url, shut, is_grave=True),
    ]


_DEEDS = ("rename", "close")
