"""The elements of the law as the settlement form shows them, the machine's view beside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.evidence import GROUPS, letter_code
from pimpasa.triage.reader.law import Element, as_cited, elements_of
from pimpasa.triage.reasons import reason_in
from pimpasa.triage.rules import Finding, Group, View, add_up

LAW_GROUPS = {"process": Group.ACT, "means": Group.MEANS, "purpose": Group.PURPOSE}
TITLES: dict[str, Promise] = {
    "process": _("Act (process)"),
    "means": _("Means"),
    "purpose": _("Purpose"),
}
UNKNOWN = View.UNKNOWN.value


@dataclass(frozen=True)
class ElementRow:
    """One element: what the machine saw, and what the officer chose or has yet to choose."""

    code: str
    letter: str
    title: str
    verified: bool
    machine: str  # certainty word, or empty where the machine saw nothing
    why: str
    chosen: str

    @property
    def is_open(self) -> bool:
        """Shown at once: the machine saw it, or the officer chose something."""
        return bool(self.machine) or self.chosen != UNKNOWN


@dataclass(frozen=True)
class ElementGroup:
    """One of the three parts of the law."""

    key: str  # act, means, purpose: the colour
    title: Promise
    rows: list[ElementRow]
    articles: str

    @property
    def shown(self) -> list[ElementRow]:
        """Rows that are open from the start."""
        return [row for row in self.rows if row.is_open]

    @property
    def hidden(self) -> list[ElementRow]:
        """Rows behind a fold."""
        return [row for row in self.rows if not row.is_open]


def groups(whole: Mapping[str, Any] | None, chosen: Mapping[str, str]) -> list[ElementGroup]:
    """The elements of trafficking in the order of the statute."""
    found = list((whole or {}).get("findings", []))
    elements = elements_of("tppo")
    return [
        ElementGroup(
            key=GROUPS[name],
            title=title,
            rows=[_row(e, found, chosen) for e in elements if e.group == name],
            articles=", ".join(
                as_cited(a)
                for a in sorted({a for e in elements if e.group == name for a in e.articles})
            ),
        )
        for name, title in TITLES.items()
    ]


def sum_up(chosen: Mapping[str, str], *, is_child: bool) -> Finding:
    """What the chosen views add up to under the law."""
    law = {e.code: LAW_GROUPS[e.group] for e in elements_of("tppo") if e.group in LAW_GROUPS}
    views = {code: View(view) for code, view in chosen.items() if code in law}
    return add_up(views, law, is_child=is_child)


def known_codes() -> frozenset[str]:
    """Every element code a form may name."""
    return frozenset(e.code for e in elements_of("tppo"))


def _articles(elements: list[Element]) -> str:
    named = {article for element in elements for article in element.articles}
    return ", ".join(as_cited(article) for article in sorted(named))


def _row(element: Element, found: list[dict[str, Any]], chosen: Mapping[str, str]) -> ElementRow:
    seen = [f for f in found if f"{f['field']}:{f['label']}" in element.labels]
    return ElementRow(
        code=element.code,
        letter=letter_code(element.code),
        title=element.title_en if get_language() == "en" else element.title_id,
        verified=element.is_verified,
        machine=seen[0]["certainty"] if seen else "",
        why=" ".join(dict.fromkeys(reason_in(get_language() or "", f["why"]) for f in seen)),
        chosen=chosen.get(element.code, UNKNOWN),
    )
