"""The lessons can be read in both languages, with questions that have one right answer."""

import re
from datetime import date

import pytest

from pimpasa.base.content import BrokenContent, content_root
from pimpasa.training.courses import courses
from pimpasa.training.lessons import lessons, lessons_of, questions

LESSONS = lessons().values()


def test_there_are_the_eight_of_the_programme():
    assert set(lessons()) == {
        "social-context", "trafficking", "smuggling", "migrant-workers", "community-policing",
        "talking", "online-recruitment", "law-between-countries",
    }  # fmt: skip


def test_every_course_is_taught():
    assert all(lessons_of(course) for course in courses())
    assert {lesson.course for lesson in LESSONS} == set(courses())


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_lesson_is_whole(lesson):
    assert len(lesson.questions) >= 12
    assert lesson.review_on > date(2026, 11, 24)
    for words in (lesson.reading.id, lesson.reading.en):
        assert words.count("## ") >= 4
        assert 120 < len(words.split()) < 400


@pytest.mark.parametrize("question", questions().values(), ids=lambda one: one.code)
def test_a_question_has_one_right_answer(question):
    assert question.options[question.key] == question.right
    assert len(set(question.options)) == 3


def test_the_right_answer_stands_in_no_fixed_place():
    places = [question.key for question in questions().values()]

    assert all(places.count(place) > len(places) / 6 for place in range(3))


def test_what_rests_on_an_unseen_article_says_so():
    for question in questions().values():
        assert question.is_verified or "perlu dicek" in question.why.id


UNSEEN = re.compile(  # articles known from the statute alone, and when the new code came into force
    r"Pasal (?:1|5 dan 6|24|26|44) UU 21/2007|Pasal 20-24 UU 27/2022|Pasal 25 UU 27/2022"
    r"|Pasal 86-87 UU 6/2011|2 Januari 2026"
)


def test_a_reading_says_beside_an_unseen_article_that_it_is_to_be_verified():
    found = [
        (lesson.reading.id[at.end() : at.end() + 20], lesson.slug)
        for lesson in lessons().values()
        for at in UNSEEN.finditer(lesson.reading.id)
    ]

    assert {slug for _after, slug in found} == {"smuggling", "talking", "trafficking"}
    assert [one for one in found if "perlu dicek" not in one[0]] == []


def test_a_question_that_names_an_unseen_article_is_not_verified():
    named = [one for one in questions().values() if UNSEEN.search(one.why.id)]

    assert len(named) > 5
    assert [one.code for one in named if one.is_verified] == []
    assert all("to be verified" in one.why.en for one in named)


def test_a_bank_that_is_too_small_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "lessons"
    folder.mkdir()
    whole = (content_root() / "lessons" / "talking.toml").read_text()
    head, _, _last = whole.rpartition("[[item]]")
    (folder / "talking.toml").write_text(head)
    monkeypatch.setenv("PIMPASA_CONTENT", str(tmp_path))

    with pytest.raises(BrokenContent, match="fewer than 12"):
        lessons()
