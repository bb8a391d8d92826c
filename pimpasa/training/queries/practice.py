"""What an officer practises next, and why: what was forgotten, got wrong, changed, or asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from pimpasa.training.lessons import Lesson, Question, lesson_about, lessons, questions
from pimpasa.training.models import Attempt, Drill, Practice

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

MOST_A_DAY = 5  # questions, a minute each
ANSWERS_COUNT_FOR = timedelta(days=180)


class Why(StrEnum):
    """Why a question comes now, the strongest reason first."""

    DUE = "DUE"  # asked before, and about to be forgotten
    WRONG = "WRONG"  # answered wrongly in a test
    CHANGED = "CHANGED"  # a second reader changed a reading about this
    ASKED = "ASKED"  # villages ask about this now


@dataclass(frozen=True)
class Item:
    """A question to practise, its lesson, and why it comes."""

    question: Question
    lesson: Lesson
    why: Why


@dataclass(frozen=True)
class Known:
    """How often the questions of a lesson were answered lately, and how often wrongly."""

    answers: int
    wrong: int

    @property
    def share_wrong(self) -> float:
        """From 0 to 1; 0 where nobody answered."""
        return self.wrong / self.answers if self.answers else 0.0


def to_practise(
    officer: Officer, *, changed: Sequence[str], asked: Sequence[str], on: date
) -> list[Item]:
    """What is left of the five questions of today.

    `changed` and `asked` are topics, the weightiest first, told by the door that knows the later
    stages.
    """
    room = MOST_A_DAY - practised_on(officer.id, on)
    known, taken = questions(), set(_drilled(officer.id))
    chosen: list[Item] = []
    due = Drill.objects.filter(account_id=officer.id, due_on__lte=on).order_by("due_on", "id")
    found = [(code, Why.DUE) for code in due.values_list("question", flat=True)]
    new = [*_each(_wrong(officer.id), Why.WRONG), *_each(_about(changed), Why.CHANGED)]
    new += _each(_about(asked), Why.ASKED)
    for code, why in [*found, *((code, why) for code, why in new if code not in taken)]:
        if code in known and code not in {item.question.code for item in chosen}:
            chosen.append(Item(known[code], _lesson_of(code), why))
    return chosen[: max(room, 0)]


def practised_on(account: UUID, on: date) -> int:
    """How many questions somebody answered on a day."""
    return Practice.objects.filter(account_id=account, on=on).count()


def known_of(lesson: Lesson, *, on: date) -> Known:
    """What officers knew of a lesson in the last half year, in practice and in tests after."""
    codes = {question.code: question.key for question in lesson.questions}
    since = on - ANSWERS_COUNT_FOR
    right = list(
        Practice.objects.filter(question__in=codes, on__gt=since).values_list("is_right", flat=True)
    )
    papers = Attempt.objects.filter(moment="AFTER", handed_in_at__date__gt=since)
    for chosen in papers.values_list("chosen", flat=True).iterator():
        right += [place == codes[code] for code, place in chosen.items() if code in codes]
    return Known(len(right), right.count(False))


def _wrong(account: UUID) -> Iterator[str]:
    """What somebody got wrong in tests, the latest test first."""
    papers = Attempt.objects.filter(seat__account_id=account).order_by("-handed_in_at", "-moment")
    known = questions()
    for chosen in papers.values_list("chosen", flat=True):
        yield from (c for c, place in chosen.items() if c in known and known[c].key != place)


def _about(topics: Iterable[str]) -> Iterator[str]:
    for topic in topics:
        if lesson := lesson_about(topic):
            yield from (question.code for question in lesson.questions)


def _drilled(account: UUID) -> Iterable[str]:
    return Drill.objects.filter(account_id=account).values_list("question", flat=True)


def _lesson_of(code: str) -> Lesson:
    return next(
        lesson
        for lesson in lessons().values()
        if any(question.code == code for question in lesson.questions)
    )


def _each(codes: Iterable[str], why: Why) -> list[tuple[str, Why]]:
    return [(code, why) for code in codes]
