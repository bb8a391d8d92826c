"""What is known of one message while it is being read: the signals found and the labels so far."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pimpasa.triage.reader.places import Destination
from pimpasa.triage.reader.reading import (
    Certainty,
    Entities,
    Evidence,
    Finding,
    Kind,
    Risk,
    Urgency,
)
from pimpasa.triage.reader.words import Token

ELEMENT_FIELDS = ("process", "means", "purpose")
CERTAINTIES: tuple[Certainty, ...] = ("lemah", "sedang", "kuat")


@dataclass(frozen=True, slots=True)
class Signal:
    """One indicator found in the text, with its words."""

    evidence: Evidence
    why: str


@dataclass(slots=True)
class Draft:
    """One message on its way to a reading; every step adds labels, each with its reason."""

    text: str
    tokens: list[Token]
    signals: dict[str, list[Signal]]
    entities: Entities
    destinations: list[Destination]
    is_shouting: bool
    wage_idr: int = 0
    kind: Kind = "report"
    lang: str = "id"
    urgency: Urgency = "normal"
    risk: Risk = "none"
    child: bool = False
    is_fee_scam: bool = False
    labels: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def has(self, *labels: str) -> bool:
        """Whether any of these signals stands in the text."""
        return any(label in self.signals for label in labels)

    def count(self, *labels: str) -> int:
        """How many of these signals stand in the text."""
        return sum(label in self.signals for label in labels)

    def add(self, name: str, label: str, why: str = "", *, by: tuple[str, ...] = ()) -> None:
        """Give the label, with the signals it rests on (by default those of the same name)."""
        signals = [s for source in by or (f"{name}:{label}",) for s in self.signals.get(source, ())]
        if label not in self.labels[name]:
            self.labels[name].append(label)
        self.findings[name, label] = Finding(
            field=name,
            label=label,
            certainty="lemah",
            why=why or (signals[0].why if signals else ""),
            evidence=tuple(s.evidence for s in signals),
        )

    def drop(self, name: str, *labels: str) -> None:
        """Take labels away again; without labels, all of that field."""
        for label in labels or tuple(self.labels[name]):
            if label in self.labels[name]:
                self.labels[name].remove(label)
            self.findings.pop((name, label), None)

    def among(self, name: str, *labels: str) -> bool:
        """Whether the field already holds any of these labels."""
        return any(label in self.labels[name] for label in labels)

    @property
    def groups(self) -> int:
        """How many of act, means and purpose are not empty."""
        return sum(bool(self.labels[name]) for name in ELEMENT_FIELDS)

    @property
    def is_abroad(self) -> bool:
        """Whether a destination lies outside Indonesia."""
        return any(d.place.is_abroad for d in self.destinations)

    @property
    def is_there(self) -> bool:
        """Whether somebody is already at a place outside Indonesia."""
        return any(d.place.is_abroad and d.is_there for d in self.destinations)

    @property
    def is_hub(self) -> bool:
        """Whether a destination is known for scam compounds."""
        return any(d.place.is_scam_hub for d in self.destinations)

    def words(self, pattern: str) -> bool:
        """Whether a plain pattern stands in the text, whatever its case."""
        return re.search(pattern, self.text, re.IGNORECASE) is not None


def with_certainty(draft: Draft) -> Iterator[Finding]:
    """The findings, each with how certain it is; what stands behind the words: docs/reader.md.

    An element of the law is strong with two places of evidence and company of another group (act,
    means, purpose), weak when it stands alone on one; other labels go by the places alone.
    """
    for finding in draft.findings.values():
        places = len({evidence.start for evidence in finding.evidence})
        if finding.field in ELEMENT_FIELDS:
            points = (places >= 2) + (draft.groups >= 2)
        else:
            points = min(places, 2)
        yield replace(finding, certainty=CERTAINTIES[points])
