"""The three questions that show what stays of a talk: content/outreach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pimpasa.base.content import BrokenContent, content_root, read_toml


@dataclass(frozen=True)
class Question:
    """One question to a room, and what counts as knowing it."""

    code: str
    ask_id: str
    ask_en: str
    right_id: str
    right_en: str


def questions() -> dict[str, Question]:
    """The questions by their code. Raises BrokenContent."""
    return _questions(str(content_root()))


@cache
def _questions(_root: str) -> dict[str, Question]:
    try:
        return {
            entry["code"]: Question(
                entry["code"],
                entry["ask"]["id"],
                entry["ask"]["en"],
                entry["right"]["id"],
                entry["right"]["en"],
            )
            for entry in read_toml(content_root() / "outreach" / "recall.toml")["question"]
        }
    except KeyError as missing:
        raise BrokenContent(f"outreach/recall.toml: {missing} is missing") from missing
