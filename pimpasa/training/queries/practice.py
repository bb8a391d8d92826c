"""What an officer practises next, and why: what was forgotten, got wrong, changed, or asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, zip_longest
from typing import TYPE_CHECKING
from uuid import UUID

from pimpasa.base.days import day_in
from pimpasa.training.lessons import Lesson, Question, lesson_about, lessons, questions
from pimpasa.training.models import Attempt, Drill, Practice

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

MOST_A_DAY = 5  # questions, a minute each
MOST_DUE = 3  # of these that were asked before, where something new speaks for itself
ANSWERS_COUNT_FOR = timedelta(days=180)


class Why(StrEnum):
    """Why a question comes now, the strongest reason first."""

    DUE = "DUE"  # asked before, and about to be forgotten
    WRONG = "WRONG"  # answered wrongly in a test
    CHANGED = "CHANGED"  # a second reader changed a reading about this
    ASKED = "ASKED"  # villages ask about this now


@dataclass(frozen=True)
class Item:
    """A question to practise, its lesson, and why it comes.

    `topic` and `times` say what a second reader changed, or villages spoke of, and how often; `on`
    is the day of the test in which it was answered wrongly.
    """

    question: Question
    lesson: Lesson
    why: Why
    topic: str = ""
    times: int = 0
    on: date | None = None


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
    officer: Officer, *, changed: Mapping[str, int], asked: Mapping[str, int], on: date
) -> list[Item]:
    """What is left of the five questions of today.

    `changed` and `asked` are topics and how often, told by the door that knows the later stages.
    What is about to be forgotten comes first, but leaves room for what is new. Of that, each source
    has its turn, question by question: own wrong answers, changed readings, what villages ask.
    """
    room = max(MOST_A_DAY - practised_on(officer.id, on), 0)
    new = _new(officer, changed, asked)
    due = _due(officer, on)
    first = due[: max(room - min(len(new), MOST_A_DAY - MOST_DUE), 0)]
    return [*first, *new, *due[len(first) :]][:room]


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


def _new(officer: Officer, changed: Mapping[str, int], asked: Mapping[str, int]) -> list[Item]:
    """What was never practised, one of each source after the other.

    What was practised before keeps its place in the turn, so that no source begins anew.
    """
    taken = set(_drilled(officer.id))
    sources = _wrong(officer), _about(changed, Why.CHANGED), _about(asked, Why.ASKED)
    found: dict[str, Item] = {}
    for item in filter(None, chain.from_iterable(zip_longest(*sources))):
        if item.question.code not in taken:
            found.setdefault(item.question.code, item)
    return list(found.values())


def _due(officer: Officer, on: date) -> list[Item]:
    due = Drill.objects.filter(account_id=officer.id, due_on__lte=on).order_by("due_on", "id")
    known = questions()
    codes = [code for code in due.values_list("question", flat=True) if code in known]
    return [Item(known[code], _lesson_of(code), Why.DUE) for code in codes]


def _wrong(officer: Officer) -> Iterator[Item]:
    """What somebody got wrong in tests, the latest test first."""
    papers = Attempt.objects.filter(seat__account_id=officer.id).order_by(
        "-handed_in_at", "-moment"
    )
    known = questions()
    for chosen, at in papers.values_list("chosen", "handed_in_at"):
        for code, place in chosen.items():
            if code in known and known[code].key != place:
                on = day_in(officer.zone, at)
                yield Item(known[code], _lesson_of(code), Why.WRONG, on=on)


def _about(topics: Mapping[str, int], why: Why) -> Iterator[Item]:
    """The questions of the lessons about these topics, the weightiest topic first."""
    for topic, times in sorted(topics.items(), key=lambda one: (-one[1], one[0])):
        if lesson := lesson_about(topic):
            yield from (Item(one, lesson, why, topic, times) for one in lesson.questions)


def _drilled(account: UUID) -> Iterable[str]:
    return Drill.objects.filter(account_id=account).values_list("question", flat=True)


def _lesson_of(code: str) -> Lesson:
    return next(
        lesson
        for lesson in lessons().values()
        if any(question.code == code for question in lesson.questions)
    )
