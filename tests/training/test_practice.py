"""Five minutes a day: what was wrong comes first, what is known comes ever more rarely."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from pimpasa.counts.models import WeekCount
from pimpasa.counts.rules import week_of
from pimpasa.intake.actions import Kind
from pimpasa.training.actions import NotPossible
from pimpasa.training.actions.events import Moment, hand_in, plan_event
from pimpasa.training.actions.events import Plan as EventPlan
from pimpasa.training.actions.practice import NoSuchQuestion, practise
from pimpasa.training.actions.seats import check_in, invite
from pimpasa.training.lessons import lessons, questions
from pimpasa.training.memory import remembered
from pimpasa.training.models import Drill, Practice, Seat
from pimpasa.training.queries.practice import Why, known_of, to_practise
from pimpasa.triage.actions import Decision, settle
from pimpasa.triage.models import Urgency
from pimpasa.triage.queries import changed_by_another
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG
from tests.street import NOW, TODAY, officer, tell, work

PRACTICE = "/kantor/pelatihan/latihan/"
DECISION = Decision(
    kind=Kind.REPORT,
    topics=("online_scam",),
    urgency=Urgency.NORMAL,
    is_tppo=False,
    is_tppm=False,
    is_child=False,
    law_on=TODAY,
    views={},
)


def answer(people, code, *, right=True, name="ratna", days=0, id=None):
    key = questions()[code].key
    chosen = key if right else (key + 1) % 3
    when = NOW + timedelta(days=days)
    return practise(officer(people, name), code, chosen, id=id or uuid4(), now=when)


def test_what_is_known_comes_ever_more_rarely_and_what_is_not_tomorrow():
    on, state, pauses = date(2026, 3, 2), None, []
    for _ in range(4):
        memory = remembered(state, is_right=True, on=on)
        pauses.append((memory.due_on - on).days)
        on, state = memory.due_on, memory.state

    assert pauses == sorted(pauses)
    assert pauses[-1] > 30
    assert remembered(state, is_right=False, on=on).due_on == on + timedelta(days=1)


def test_an_answer_sent_twice_is_kept_once(people):
    sent = uuid4()
    for _ in range(2):
        answer(people, "trafficking-01", id=sent)
    due = Drill.objects.get()

    assert Practice.objects.count() == 1
    assert due.due_on > TODAY
    with pytest.raises(NoSuchQuestion):
        answer(people, "trafficking-01", name="yohan", id=sent)
    with pytest.raises(NoSuchQuestion):
        practise(officer(people, "ratna"), "no-such", 0, id=uuid4(), now=NOW)
    with pytest.raises(NotPossible):
        practise(officer(people, "ratna"), "trafficking-01", 3, id=uuid4(), now=NOW)


@pytest.fixture
def mistaken(people):
    """The code of the one question that Ratna got wrong in the test of a class."""
    event = plan_event(
        EventPlan(uuid4(), "Kelas", "Cirebon", TODAY, 9, "reading-the-law", ()),
        by=officer(people, "tono"),
        now=NOW,
    )
    ratna = officer(people, "ratna")
    invite(event.id, [ratna.id], by=officer(people, "tono"), now=NOW)
    check_in(event.id, Seat.objects.get().pin, by=officer(people, "tono"), now=NOW)
    known = questions()
    wrong = event.questions[0]
    chosen = {code: (known[code].key + (code == wrong)) % 3 for code in event.questions}
    hand_in(event.id, Moment.AFTER, chosen, by=ratna, now=NOW, id=uuid4())
    return wrong


CHANGED, ASKED = {"work_legal": 2}, {"foreigner": 14, "other": 30}


def chosen(people, *, changed=(), asked=()):
    items = to_practise(
        officer(people, "ratna"), changed=dict(changed), asked=dict(asked), on=TODAY
    )
    return {(item.why, item.lesson.slug, item.topic, item.times) for item in items}


def test_each_of_the_three_sources_changes_what_is_chosen_and_says_why(people, mistaken):
    known = mistaken.rpartition("-")[0]
    wrong = (Why.WRONG, known, "", 0)
    turned = (Why.CHANGED, "migrant-workers", "work_legal", 2)
    heard = (Why.ASKED, "community-policing", "foreigner", 14)

    assert chosen(people) == {wrong}
    assert chosen(people, changed=CHANGED) == {wrong, turned}
    assert chosen(people, asked=ASKED) == {wrong, heard}
    assert chosen(people, changed=CHANGED, asked=ASKED) == {wrong, turned, heard}
    (item,) = to_practise(officer(people, "ratna"), changed={}, asked={}, on=TODAY)
    assert (item.question.code, item.on) == (mistaken, TODAY)


def a_day(people, *, on):
    """Answer what is asked first, until it is enough; returns why each was asked."""
    ratna, whys = officer(people, "ratna"), []
    while items := to_practise(ratna, changed=CHANGED, asked=ASKED, on=on):
        whys.append(items[0].why)
        answer(people, items[0].question.code, days=(on - TODAY).days)
    return whys


def test_each_source_has_its_turn_within_a_day(people, mistaken):
    whys = a_day(people, on=TODAY)

    assert len(whys) == 5
    assert set(whys) == {Why.WRONG, Why.CHANGED, Why.ASKED}


def test_what_is_about_to_be_forgotten_comes_first_and_leaves_room_for_what_is_new(people):
    for number in range(1, 7):
        answer(people, f"smuggling-0{number}", right=False)

    tomorrow = TODAY + timedelta(days=1)
    alone = to_practise(officer(people, "ratna"), changed={}, asked={}, on=tomorrow)

    whys = a_day(people, on=tomorrow)

    assert [item.why for item in alone] == [Why.DUE] * 5
    assert whys[:3] == [Why.DUE] * 3
    assert set(whys[3:]) == {Why.CHANGED, Why.ASKED}
    assert known_of(lessons()["smuggling"], on=TODAY).wrong >= 1


def test_a_reading_that_another_officer_changed_is_known(people):
    report = tell().report_id
    work()
    settle(officer(people, "ratna"), report, DECISION, now=NOW)
    settle(
        officer(people, "ratna"), report, replace(DECISION, is_tppm=True, seen_version=1), now=NOW
    )
    assert changed_by_another(since=NOW) == []

    turned = replace(DECISION, topics=("tppo",), is_tppm=True, seen_version=2)
    settle(officer(people, "sari"), report, turned, now=NOW + timedelta(hours=1))

    assert changed_by_another(since=NOW, settled_by=people["ratna"].id) == [
        (people["ratna"].id, ("online_scam", "tppo"))
    ]
    assert changed_by_another(since=NOW, settled_by=people["sari"].id) == []


def test_the_page_asks_explains_and_asks_again(people):
    desk = at_the_desk(with_second_factor(people["ratna"]))
    Drill.objects.create(
        account=people["ratna"], question="trafficking-01", memory=remembered(
            None, is_right=False, on=date(2026, 3, 1)
        ).state, due_on=date(2026, 3, 2),
    )  # fmt: skip
    known = questions()["trafficking-01"]
    assert known.ask.id in desk.get(PRACTICE).content.decode()

    sent = {"id": str(uuid4()), "code": known.code}
    assert desk.post(PRACTICE, sent).status_code == 422
    page = desk.post(PRACTICE, sent | {"chosen": known.key}).content.decode()

    assert known.why.id in page
    assert 'class="tag ok"' in page
    assert desk.post(PRACTICE, sent | {"chosen": 7}).status_code == 422
    assert desk.post(PRACTICE, sent | {"code": "no-such"}).status_code == 404


def test_the_page_says_how_often_the_villages_told_of_it(people):
    desk = at_the_desk(with_second_factor(people["ratna"]))
    week = week_of(date.today())  # noqa: DTZ011  the page asks the true clock
    row = WeekCount.objects.create(
        village=LOMBANG, week=week, what="topic:foreigner", n=20, settled=14, heard=20
    )
    page = desk.get(PRACTICE).content.decode()
    assert "14 kali" in page
    assert lessons()["community-policing"].title.id in page

    row.settled = 4  # too few to be told
    row.save()
    assert 'name="chosen"' not in desk.get(PRACTICE).content.decode()


def test_trainers_see_sums_and_nobody_by_name(people):
    for code in ("smuggling-01", "smuggling-02", "smuggling-03"):
        answer(people, code, right=False)
    Practice.objects.update(on=date.today())  # noqa: DTZ011  the page asks the true clock
    desk = at_the_desk(with_second_factor(people["tono"]))

    page = desk.get("/kantor/pelatihan/berikutnya/").content.decode()

    first = page.index(lessons()["smuggling"].title.id)
    assert all(
        page.index(one.title.id) >= first for one in lessons().values()
    )  # the weightiest stands first
    assert "Ratna" not in page
