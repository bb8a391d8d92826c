"""What is believed of talks in villages before any report was counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TalkPrior:
    """What is believed of talks before any was counted: so many reports from so many people.

    An assumption, to be verified: content/listening.toml says where it comes from.
    """

    reports: float
    people: float
