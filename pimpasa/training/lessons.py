"""The lessons of content/lessons: what is read, and the questions that show it was understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from pimpasa.base.content import BrokenContent, content_root
from pimpasa.base.entries import Both, Entry, file_entry, refuse_twins

FEWEST_QUESTIONS = 12
_COURSES = "courses.toml"  # the other file in the folder


@dataclass(frozen=True)
class Question:
    """One question with one right answer, and why it is right."""

    code: str
    ask: Both
    right: Both
    wrong: tuple[Both, ...]
    why: Both
    is_verified: bool  # false where it rests on an article not yet seen in its official text

    @property
    def options(self) -> tuple[Both, ...]:
        """All answers, in an order that says nothing and is always the same."""
        return tuple(sorted((self.right, *self.wrong), key=self._place))

    @property
    def key(self) -> int:
        """The place of the right answer among the options."""
        return self.options.index(self.right)

    def _place(self, option: Both) -> bytes:
        return sha256(f"{self.code}{option.en}".encode()).digest()


@dataclass(frozen=True)
class Lesson:
    """One thing to learn: a reading of some minutes and a bank of questions."""

    slug: str
    course: str
    title: Both
    reading: Both
    minutes: int
    questions: tuple[Question, ...]
    topics: tuple[str, ...]  # of reports, as a reading names them; none for what is about all
    sources: tuple[str, ...]
    review_on: date


def lessons() -> dict[str, Lesson]:
    """Every lesson by its slug. Raises BrokenContent when a file of facts cannot be used."""
    return _lessons(content_root() / "lessons")


def lessons_of(course: str) -> tuple[Lesson, ...]:
    """The lessons that a certificate of this course is about."""
    return tuple(lesson for lesson in lessons().values() if lesson.course == course)


def lesson_about(topic: str) -> Lesson | None:
    """The lesson that teaches what reports of a topic are about; none for some topics."""
    return next((lesson for lesson in lessons().values() if topic in lesson.topics), None)


def questions() -> dict[str, Question]:
    """Every question of every bank by its code."""
    return {one.code: one for lesson in lessons().values() for one in lesson.questions}


@cache
def _lessons(folder: Path) -> dict[str, Lesson]:
    files = sorted(path for path in folder.glob("*.toml") if path.name != _COURSES)
    read = [_lesson(path) for path in files]
    codes = [question.code for lesson in read for question in lesson.questions]
    refuse_twins(codes, where="lessons")
    return {lesson.slug: lesson for lesson in read}


def _lesson(path: Path) -> Lesson:
    entry = file_entry(path)
    lesson = Lesson(
        slug=path.stem,
        course=entry.key("course"),
        title=entry.both("title"),
        reading=entry.both("reading"),
        minutes=entry.whole("minutes"),
        questions=tuple(_question(item) for item in entry.entries("item")),
        topics=entry.texts("topics", may_be_empty=True),
        sources=entry.texts("sources"),
        review_on=entry.day("review_on"),
    )
    entry.close()
    if len(lesson.questions) < FEWEST_QUESTIONS:
        raise BrokenContent(f"{path.name}: fewer than {FEWEST_QUESTIONS} questions")
    return lesson


def _question(entry: Entry) -> Question:
    wrong = []
    for option in entry.entries("wrong"):
        wrong.append(Both(id=option.text("id"), en=option.text("en")))
        option.close()
    question = Question(
        code=entry.key("code"),
        ask=entry.both("ask"),
        right=entry.both("right"),
        wrong=tuple(wrong),
        why=entry.both("why"),
        is_verified=entry.fact("verified"),
    )
    entry.close()
    if len({option.id for option in question.options}) < len(wrong) + 1 or not wrong:
        raise BrokenContent(f"{entry.where}: the answers must differ")
    return question
