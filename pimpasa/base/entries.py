"""One entry of a file of facts, read field by field; what is wrong is named with file and field."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pimpasa.base.content import BrokenContent, read_toml

LANGUAGES = ("id", "en")
_KEY = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


@dataclass(frozen=True)
class Both:
    """The same words in Indonesian and in English."""

    id: str
    en: str

    def to(self, language: str) -> str:
        """Return the words for a reader of `language`; Indonesian unless it is English."""
        return self.en if language.lower().startswith("en") else self.id


class Entry:
    """A table of a file of facts. Every field must be asked for: what nobody reads is a typo."""

    def __init__(self, fields: dict[str, Any], *, where: str) -> None:
        """Hold the fields of one table; `where` names it in every refusal."""
        self.where = where
        self._left = dict(fields)

    def text(self, name: str) -> str:
        """Return a sentence, its line breaks folded into single spaces. Raises on an empty one."""
        value = self._take(name)
        if not isinstance(value, str) or not value.strip():
            raise BrokenContent(f"{self.where}: `{name}` must be words")
        return _folded(value)

    def text_or(self, name: str, *, otherwise: str) -> str:
        """Return a sentence, or `otherwise` when the field is not there."""
        return self.text(name) if name in self._left else otherwise

    def key(self, name: str) -> str:
        """Return a short code in small letters, digits, and single joints."""
        value = self.text(name)
        if not _KEY.fullmatch(value):
            raise BrokenContent(f"{self.where}: `{name}` is no code: {value!r}")
        return value

    def texts(self, name: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        """Return a list of words."""
        value = self._left.pop(name, []) if may_be_empty else self._take(name)
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise BrokenContent(f"{self.where}: `{name}` must be a list of words")
        if not value and not may_be_empty:
            raise BrokenContent(f"{self.where}: `{name}` is empty")
        return tuple(_folded(item) for item in value)

    def both(self, name: str) -> Both:
        """Return the words of a field in both languages."""
        value = self._take(name)
        if not isinstance(value, dict):
            raise BrokenContent(f"{self.where}: `{name}` must hold {' and '.join(LANGUAGES)}")
        inner = Entry(value, where=f"{self.where}, {name}")
        words = Both(id=inner.text("id"), en=inner.text("en"))
        inner.close()
        return words

    def both_or_none(self, name: str) -> Both | None:
        """Return the words of a field in both languages, or nothing when it is not there."""
        return self.both(name) if name in self._left else None

    def day(self, name: str) -> date:
        """Return a date. A date with an hour is refused: facts hold from a day on."""
        value = self._take(name)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise BrokenContent(f"{self.where}: `{name}` must be a date, as in 2026-11-24")
        return value

    def fact(self, name: str) -> bool:
        """Return a yes or a no."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise BrokenContent(f"{self.where}: `{name}` must be true or false")
        return value

    def whole(self, name: str) -> int:
        """Return a whole number of at least nought."""
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise BrokenContent(f"{self.where}: `{name}` must be a whole number")
        return value

    def entries(self, name: str) -> tuple["Entry", ...]:
        """Return the tables under `name`, in the order written."""
        value = self._take(name)
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise BrokenContent(f"{self.where}: `{name}` must be a list of tables")
        return tuple(
            Entry(fields, where=f"{self.where}, {name} {place}")
            for place, fields in enumerate(value, start=1)
        )

    def close(self) -> None:
        """Refuse fields nobody asked for."""
        if self._left:
            raise BrokenContent(f"{self.where}: unknown field {', '.join(sorted(self._left))}")

    def _take(self, name: str) -> Any:
        if name not in self._left:
            raise BrokenContent(f"{self.where}: `{name}` is missing")
        return self._left.pop(name)


def file_entry(path: Path) -> Entry:
    """Return a whole file of facts as one entry."""
    return Entry(read_toml(path), where=path.name)


def table_entries(path: Path, *, of: str) -> tuple[Entry, ...]:
    """Return the `[[of]]` tables of a file that holds nothing else."""
    whole = file_entry(path)
    tables = whole.entries(of)
    whole.close()
    return tables


def refuse_twins(keys: list[str], *, where: str) -> None:
    """Raise when a key stands twice: two facts would then contradict each other unseen."""
    twins = sorted({key for key in keys if keys.count(key) > 1})
    if twins:
        raise BrokenContent(f"{where}: stands twice: {', '.join(twins)}")


def _folded(words: str) -> str:
    paragraphs = re.split(r"\n\s*\n", words.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
