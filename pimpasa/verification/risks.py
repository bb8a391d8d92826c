"""The matrix of likelihood and consequence, and what its steps mean, as content says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pimpasa.base.content import BrokenContent, content_root, read_toml
from pimpasa.verification.rules import Level

STEPS = 5


@dataclass(frozen=True)
class Said:
    """A sentence in both languages."""

    id: str
    en: str

    def to(self, language: str) -> str:
        """The sentence for who reads this language."""
        return self.en if language.startswith("en") else self.id


@dataclass(frozen=True)
class Matrix:
    """Levels by likelihood (rows) and consequence (columns), each from 1 to 5."""

    levels: tuple[tuple[Level, ...], ...]
    likelihood: tuple[Said, ...]
    consequence: tuple[Said, ...]
    advice: dict[Level, Said]
    source: str

    def level(self, *, likelihood: int, consequence: int) -> Level:
        """The risk of an event. Raises ValueError for figures outside 1 to 5."""
        for name, figure in {"likelihood": likelihood, "consequence": consequence}.items():
            if not 1 <= figure <= STEPS:
                raise ValueError(f"{name} goes from 1 to {STEPS}, not {figure}")
        return self.levels[likelihood - 1][consequence - 1]


def matrix() -> Matrix:
    """The matrix in force. Raises BrokenContent when the file of facts cannot be used."""
    return _matrix(content_root())


def risk_level(*, likelihood: int, consequence: int) -> Level:
    """The risk of an event from its likelihood and its consequence, each from 1 to 5."""
    return matrix().level(likelihood=likelihood, consequence=consequence)


@cache
def _matrix(root: Path) -> Matrix:
    facts = read_toml(root / "verification" / "risk.toml")
    try:
        made = Matrix(
            levels=tuple(tuple(Level(cell) for cell in row) for row in facts["matrix"]),
            likelihood=_scale(facts["likelihood"]),
            consequence=_scale(facts["consequence"]),
            advice={level: Said(**facts["level"][level]) for level in Level},
            source=facts["source"],
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise BrokenContent(f"verification/risk.toml: {fault}") from fault
    if [len(row) for row in made.levels] != [STEPS] * STEPS:
        raise BrokenContent("verification/risk.toml: the matrix has five rows of five")
    return made


def _scale(entries: list[dict[str, Any]]) -> tuple[Said, ...]:
    if len(entries) != STEPS:
        raise ValueError("a scale has five steps")
    return tuple(Said(**entry) for entry in entries)
