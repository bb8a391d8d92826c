"""What is assumed until counts have taught it better; content/listening.toml says why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pimpasa.base.content import content_root, read_toml
from pimpasa.signals.rules.talks import TalkPrior


@dataclass(frozen=True)
class Assumptions:
    """How the machine listens at first, and how many signals an officer can look into."""

    talks: TalkPrior
    thresholds: dict[str, float]  # by kind of listening: chances
    per_officer_week: float
    strictest: float
    services: frozenset[str]  # things whose rise is no alarm, as counts name them


@cache
def assumptions() -> Assumptions:
    """The assumptions as written."""
    told = read_toml(content_root() / "listening.toml")
    return Assumptions(
        talks=TalkPrior(**told["talks"]),
        thresholds=told["thresholds"],
        per_officer_week=told["budget"]["per_officer_week"],
        strictest=told["budget"]["strictest"],
        services=frozenset(f"topic:{topic}" for topic in told["services"]["topics"]),
    )
