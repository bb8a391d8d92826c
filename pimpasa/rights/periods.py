"""How soon a request is answered, how long the register keeps who asked, and the letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from pimpasa.base.content import BrokenContent, content_root, read_toml
from pimpasa.rights.rules import Letter


@dataclass(frozen=True)
class Periods:
    """What content/rights.toml says, and where that comes from."""

    answer_within: timedelta
    remind_hours: tuple[int, ...]
    keep: timedelta
    _law: dict[str, str]
    _letters: dict[str, dict[str, str]]

    def law(self, *, language: str) -> str:
        """What the law asks, with its articles."""
        return self._law["en" if language == "en" else "id"]

    def letter(self, which: Letter, *, language: str) -> str:
        """A letter that says no, to be sent as it is."""
        return self.with_the_code(self._letters[which][language], language=language)

    def with_the_code(self, words: str, *, language: str) -> str:
        """The words of a letter, and below them what whoever holds a code can do without us."""
        return f"{words.strip()}\n\n{self._letters['BELOW'][language].strip()}"


def periods() -> Periods:
    """The periods and letters in force. Raises BrokenContent when the file cannot be used."""
    return _periods(content_root())


@cache
def _periods(root: Path) -> Periods:
    facts = read_toml(root / "rights.toml")
    try:
        letters = {
            name: {"id": facts["letter"][name]["id"], "en": facts["letter"][name]["en"]}
            for name in (*Letter, "BELOW")
        }
        return Periods(
            answer_within=timedelta(hours=facts["answer_hours"]),
            remind_hours=tuple(sorted(facts["remind_hours"])),
            keep=timedelta(days=facts["keep_days"]),
            _law={"id": facts["law"]["id"], "en": facts["law"]["en"]},
            _letters=letters,
        )
    except (KeyError, TypeError) as fault:
        raise BrokenContent(f"rights.toml: {fault} is missing") from fault
