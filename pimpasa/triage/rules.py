"""What a settled reading means under the law: pure arithmetic over what a person decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class View(Enum):
    """What an officer finds of one legal element. Not knowing is a full answer."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    UNKNOWN = "UNKNOWN"


class Group(Enum):
    """The three parts of trafficking. Source: Law 21/2007, article 1 number 1."""

    ACT = "ACT"
    MEANS = "MEANS"
    PURPOSE = "PURPOSE"


@dataclass(frozen=True)
class Finding:
    """What the settled elements add up to. Advice for the officer, never a verdict."""

    act: View
    means: View
    purpose: View
    is_complete: bool  # every part the law asks for is present
    is_excluded: bool  # a part the law asks for is absent


def add_up(views: Mapping[str, View], groups: Mapping[str, Group], *, is_child: bool) -> Finding:
    """Weigh element views (by statutory code, such as A1) into the three parts of the law.

    A part is present when one of its elements is, absent when all that were looked at are, and
    else unknown. A child needs no means. Source: Law 21/2007, articles 1(1), 2, 5 and 6; UN
    Trafficking Protocol (Law 14/2009), article 3(c).
    """
    parts = {
        group: _part([view for code, view in views.items() if groups.get(code) is group])
        for group in Group
    }
    needed = [parts[Group.ACT], parts[Group.PURPOSE]]
    if not is_child:
        needed.append(parts[Group.MEANS])
    return Finding(
        act=parts[Group.ACT],
        means=parts[Group.MEANS],
        purpose=parts[Group.PURPOSE],
        is_complete=all(part is View.PRESENT for part in needed),
        is_excluded=any(part is View.ABSENT for part in needed),
    )


def _part(views: list[View]) -> View:
    if View.PRESENT in views:
        return View.PRESENT
    return View.ABSENT if views and all(v is View.ABSENT for v in views) else View.UNKNOWN
