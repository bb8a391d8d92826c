"""Five minutes of practice a day, and for the trainers what to teach next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from pimpasa.counts.queries import topics_heard
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import carry_out
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.training_forms import PracticeForm
from pimpasa.people.rules import Deed
from pimpasa.training.actions.practice import practise
from pimpasa.training.lessons import Lesson, lesson_about, lessons, questions
from pimpasa.training.queries.practice import Item, Known, known_of, practised_on, to_practise
from pimpasa.training.queries.standing import ending_within
from pimpasa.triage.queries import changed_by_another

LATELY = timedelta(days=28)  # with the week of today: five weeks
ENDS_SOON = 90  # days
POINTS_A_CHANGE, MOST_FOR_CHANGES = 10, 50


@dataclass(frozen=True)
class Line:
    """A lesson as a trainer sees it: what speaks for teaching it next."""

    lesson: Lesson
    known: Known
    asked: int  # settled words of the last month about it, without topics seldom heard of
    share_asked: float  # of all words about lessons
    changed: int  # readings about it that a second reader changed in the last half year
    ending: int  # certificates of its course that end soon

    @property
    def points(self) -> int:
        """One for each hundredth wrong and each hundredth of what is asked, ten for a change."""
        changes = min(POINTS_A_CHANGE * self.changed, MOST_FOR_CHANGES)
        return round(100 * self.known.share_wrong) + round(100 * self.share_asked) + changes


@require_http_methods(["GET", "HEAD", "POST"])
@office_page()
def practice(request: OfficeRequest) -> HttpResponseBase:
    """One question after the other, each with why it comes; the answer is explained at once."""
    if request.method != "POST":
        return _page(request)
    asked = questions().get(request.POST.get("code", ""))
    if asked is None:
        raise Http404
    form = PracticeForm(request.POST, asked=asked)
    status = carry_out(form, lambda given: practise(request.officer, **given, now=request.now))
    if status:
        return _page(request, form=form, status=status)
    return _page(request, answered=form)


@require_safe
@office_page(Deed.CERTIFY)
def next_lessons(request: OfficeRequest) -> HttpResponseBase:
    """What to teach next: every lesson with what speaks for it, the weightiest first."""
    lines = sorted(_lines(request), key=lambda line: (-line.points, line.lesson.slug))
    return render(request, "office/training_next.html", {"lines": lines})


def _page(
    request: OfficeRequest,
    *,
    form: PracticeForm | None = None,
    answered: PracticeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    items = _items(request)
    item = items[0] if items else None
    known = questions()[answered.cleaned_data["code"]] if answered else None
    context = {
        "item": item,
        "left": len(items),
        "done": practised_on(request.officer.id, request.today),
        "form": form or (PracticeForm(asked=item.question) if item and not answered else None),
        "answered": known,
        "is_right": known and answered and answered.cleaned_data["chosen"] == known.key,
    }
    return render(request, "office/training_practice.html", context, status=status)


def _items(request: OfficeRequest) -> list[Item]:
    officer, today = request.officer, request.today
    asked = topics_heard(within=officer.scope, first=today - LATELY, last=today)
    turned = changed_by_another(since=_half_a_year_before(request.now), settled_by=officer.id)
    changed = Counter(topic for _who, topics in turned for topic in topics)
    return to_practise(officer, changed=changed, asked=asked, on=today)


def _lines(request: OfficeRequest) -> list[Line]:
    today = request.today
    heard = topics_heard(within=None, first=today - LATELY, last=today)
    turned = changed_by_another(since=_half_a_year_before(request.now))
    changes = [_slugs(topics) for _who, topics in turned]
    asked = {
        one.slug: sum(heard.get(topic, 0) for topic in one.topics) for one in lessons().values()
    }
    ending = list(ending_within(ENDS_SOON, on=today).values_list("course", flat=True))
    whole = sum(asked.values())
    return [
        Line(
            lesson=one,
            known=known_of(one, on=today),
            asked=asked[one.slug],
            share_asked=asked[one.slug] / whole if whole else 0.0,
            changed=sum(one.slug in slugs for slugs in changes),
            ending=ending.count(one.course),
        )
        for one in lessons().values()
    ]


def _slugs(topics: tuple[str, ...]) -> set[str]:
    return {lesson.slug for topic in topics if (lesson := lesson_about(topic))}


def _half_a_year_before(now: datetime) -> datetime:
    return now - timedelta(days=180)
