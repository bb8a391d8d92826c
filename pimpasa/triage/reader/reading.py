"""What the reader hands on: one reading of one message, each label with the words that gave it."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["question", "suggestion", "report", "joboffer"]
Urgency = Literal["emergency", "urgent", "normal"]
Risk = Literal["none", "low", "medium", "high"]
Certainty = Literal["kuat", "sedang", "lemah"]

TOPICS = (
    "passport",
    "work_legal",
    "illegal_place",
    "tppo",
    "tppm",
    "debt_bond",
    "stranded",
    "foreigner",
    "doc_fraud",
    "online_scam",
    "marriage_adopt",
    "umrah_haji",
    "other",
)
PROCESS = ("recruit", "harbor", "transport", "send", "transfer", "receive")
MEANS = (
    "threat",
    "violence",
    "abduct",
    "confine",
    "forgery",
    "fraud",
    "abuse_power",
    "debt",
    "payment",
)
PURPOSE = ("prostitution", "forced_labor", "slavery", "sexual", "organ", "labor_extort")
REFERRALS = ("police", "bp2mi", "bhabin", "imigrasi", "none")
LANGUAGES = ("id", "jv", "su", "mad", "sas", "mkn", "ms", "en")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that gave a label: characters `start` to `end` (half-open) of the original text."""

    label: str
    start: int
    end: int
    indicator_id: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One label, how certain it is, why in plain Indonesian, and the words it rests on.

    `field` is the name of the field of `Reading`; `evidence` is empty when the label follows from
    other labels (a confined person is also harboured) or is what remains when nothing was found.
    """

    field: str
    label: str
    certainty: Certainty
    why: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Entities:
    """Names and numbers, each a verbatim piece of the text."""

    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One message as the machine read it. It advises; an officer settles.

    `dest_canon` runs parallel to `entities.destinations`; the first of `referral` is the primary.
    """

    kind: Kind
    lang: str
    topics: tuple[str, ...]
    process: tuple[str, ...]
    means: tuple[str, ...]
    purpose: tuple[str, ...]
    child: bool
    urgency: Urgency
    entities: Entities
    dest_canon: tuple[str, ...]
    referral: tuple[str, ...]
    risk: Risk
    findings: tuple[Finding, ...] = field(default=(), repr=False)

    @property
    def is_tppo(self) -> bool:
        """Whether the text is about trafficking (tindak pidana perdagangan orang)."""
        return "tppo" in self.topics

    @property
    def is_tppm(self) -> bool:
        """Whether the text is about smuggling (tindak pidana penyelundupan manusia)."""
        return "tppm" in self.topics

    def finding(self, field: str, label: str) -> Finding | None:
        """The finding behind one label, if that label was read."""
        return next((f for f in self.findings if f.field == field and f.label == label), None)

    def as_record(self) -> dict[str, object]:
        """The labels as plain JSON values, without spans: the form the scorer and exports read."""
        names = ("topics", "process", "means", "purpose", "dest_canon", "referral")
        kinds = ("phones", "handles", "companies", "destinations", "amounts", "accounts")
        record: dict[str, object] = {name: list(getattr(self, name)) for name in names}
        record["entities"] = {kind: list(getattr(self.entities, kind)) for kind in kinds}
        for name in ("kind", "lang", "child", "urgency", "risk"):
            record[name] = getattr(self, name)
        return record
