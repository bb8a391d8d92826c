"""The courses of content/lessons, and which acts need which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pimpasa.base.content import BrokenContent, content_root, read_toml


@dataclass(frozen=True)
class Course:
    """What is taught, how long its certificate holds, and what needs it."""

    code: str
    title_id: str
    title_en: str
    days: int  # how long a certificate holds
    deeds: tuple[str, ...]  # names of acts in people.rules

    def title(self, language: str) -> str:
        """What the course is called for a reader of `language`; Indonesian unless English."""
        return self.title_en if language.startswith("en") else self.title_id


def courses() -> dict[str, Course]:
    """Every course by its code. Raises BrokenContent when the file of facts cannot be used."""
    return _courses(str(content_root()))


def needed_for(deed: str) -> Course | None:
    """The course whose certificate an act needs; None when it needs none."""
    return next((course for course in courses().values() if deed in course.deeds), None)


@cache
def _courses(_root: str) -> dict[str, Course]:
    entries = read_toml(content_root() / "lessons" / "courses.toml").get("course", [])
    try:
        return {entry["code"]: _course(entry) for entry in entries}
    except (KeyError, ValueError) as fault:
        raise BrokenContent(f"lessons/courses.toml: {fault}") from fault


def _course(entry: dict[str, Any]) -> Course:
    title = entry["title"]
    return Course(entry["code"], title["id"], title["en"], entry["days"], tuple(entry["deeds"]))
