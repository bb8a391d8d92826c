"""A sample is read again by somebody who cannot see the first reading; the difference is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pimpasa.answers import desk
from pimpasa.answers.desk import Filters
from pimpasa.intake.actions import Kind, forget_words, open_words
from pimpasa.intake.models import Report
from pimpasa.intake.queries import NoSuchReport
from pimpasa.triage.actions import settle
from pimpasa.triage.models import Settlement, Urgency
from pimpasa.verification import second
from pimpasa.verification.models import SecondReading
from pimpasa.verification.second import (
    NotDrawn,
    Said,
    Sample,
    agreement_for,
    blind_for,
    changed_for,
    changed_of,
    is_reading,
    say_second_reading,
    take_second_reading,
    waiting_for,
)
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import NOW, officer, tell, work
from tests.triage.test_settle import DECISION

LATER = NOW + timedelta(hours=1)
SAME = Said(Kind.JOB_OFFER, Urgency.URGENT, is_tppo=True, is_tppm=False, is_child=False)


@pytest.fixture
def everything_is_drawn(monkeypatch):
    monkeypatch.setattr(second, "sample", lambda: Sample(1.0, 30, 3))


@pytest.fixture
def report(people, everything_is_drawn):
    receipt = tell()
    work()
    settle(officer(people, "ratna"), receipt.report_id, DECISION, now=NOW)
    return receipt.report_id


def waits_for(people, name, *, now=LATER):
    return [report.id for report in waiting_for(officer(people, name), now=now)]


def read_again(people, report, said, who="sari"):
    take_second_reading(officer(people, who), report, now=LATER)
    return say_second_reading(officer(people, who), report, said, now=LATER)


def test_it_waits_for_others_who_may_read_it_and_never_for_the_first_reader(people, report):
    names = ("ratna", "yohan", "sari", "agus", "made", "dewi", "lina", "adi")

    assert [n for n in names if waits_for(people, n)] == ["sari", "agus"]


def test_whoever_saw_what_was_settled_is_not_blind(people, report):
    open_words(officer(people, "sari"), report, now=LATER)

    assert not waits_for(people, "sari", now=LATER)
    with pytest.raises(NotDrawn):
        take_second_reading(officer(people, "sari"), report, now=LATER)


def test_whoever_opened_the_words_before_they_were_settled_is_still_blind(people, report):
    open_words(officer(people, "agus"), report, now=NOW - timedelta(hours=3))

    assert waits_for(people, "agus") == [report]


def test_one_reads_it_and_the_difference_stands_beside(people, report):
    read = read_again(people, report, replace(SAME, is_tppo=False, urgency=Urgency.NORMAL))

    assert read.differs == {"urgency": ["URGENT", "NORMAL"], "is_tppo": ["1", "0"]}
    assert not waits_for(people, "agus")
    [changed] = changed_for(officer(people, "agus"))
    assert changed == changed_of(people["ratna"].id)[0]
    assert (changed.first_by, changed.second_by) == (people["ratna"].id, people["sari"].id)
    assert changed_for(officer(people, "yohan")) == changed_of(people["yohan"].id) == []
    assert Settlement.objects.get().is_tppo  # measured, not decided anew


def test_while_it_is_read_it_is_open_and_a_second_word_changes_nothing(people, report):
    sari = officer(people, "sari")
    take_second_reading(sari, report, now=LATER)
    take_second_reading(sari, report, now=LATER)
    assert is_reading(sari, report)
    assert not waits_for(people, "agus")

    say_second_reading(sari, report, SAME, now=LATER)
    say_second_reading(sari, report, replace(SAME, is_tppo=False), now=LATER)

    assert not is_reading(sari, report)
    assert SecondReading.objects.get().differs == {}


def test_who_took_it_and_forgot_makes_room(people, report):
    take_second_reading(officer(people, "sari"), report, now=LATER)

    assert waits_for(people, "agus", now=LATER + timedelta(days=4)) == [report]
    take_second_reading(officer(people, "agus"), report, now=LATER + timedelta(days=4))
    with pytest.raises(NotDrawn):
        say_second_reading(officer(people, "sari"), report, SAME, now=LATER)


@pytest.mark.parametrize("who", ["yohan", "made", "lina", "dewi"])
def test_others_find_nothing(people, report, who):
    with pytest.raises(NoSuchReport):
        take_second_reading(officer(people, who), report, now=LATER)
    with pytest.raises(NoSuchReport):
        say_second_reading(officer(people, who), report, SAME, now=LATER)


def test_what_is_gone_or_long_ago_is_not_read_again(people, report):
    assert not waits_for(people, "sari", now=NOW + timedelta(days=31))
    forget_words(Report.objects.get(id=report), today=NOW.date(), why="person")
    assert not waits_for(people, "sari")


def test_agreement_is_told_of_what_one_may_know(people, report):
    read_again(people, report, replace(SAME, is_child=True))

    for name, pairs in (("sari", 1), ("dewi", 1), ("made", 0), ("yohan", 0)):
        told = agreement_for(officer(people, name))
        assert {one.pairs for one in told.values()} == {pairs}
    told = agreement_for(officer(people, "dewi"))
    assert (told["is_child"].agreed, told["is_tppo"].agreed) == (0, 1)


def test_as_many_are_drawn_as_content_says(people):
    share = second.sample().share
    ids = [Settlement(version=1).id.int / 2**128 for _ in range(4000)]

    assert sum(one <= share for one in ids) / 4000 == pytest.approx(share, abs=0.025)


def test_no_list_tells_the_blind_reader_what_others_made_of_it(people, report):
    """Not before it is taken up, nor while it is read; nor is it found by what somebody said."""
    sari = officer(people, "sari")

    for _ in range(2):
        blind = blind_for(sari, now=LATER)
        [row] = desk.inbox(sari, Filters(), blind=blind).rows
        assert (row.kind, row.topics, row.urgency, row.is_tppo, row.is_tppm) == (
            "", [], "", False, False,
        )  # fmt: skip
        for asked in (Filters(urgency="URGENT"), Filters(what="flag:tppo"), Filters(kind="REPORT")):
            assert desk.inbox(sari, asked, blind=blind).total == 0
        take_second_reading(sari, report, now=LATER)

    say_second_reading(sari, report, SAME, now=LATER)
    assert not blind_for(sari, now=LATER)
    assert not blind_for(officer(people, "ratna"), now=LATER)
    page = at_the_desk(with_second_factor(people["sari"])).get("/kantor/laporan/")
    assert page.status_code == 200


def test_the_page_of_reports_hides_it_too(people, report, monkeypatch):
    monkeypatch.setattr("pimpasa.doors.office.pages.inbox.blind_for", lambda *_, **__: {report})

    page = at_the_desk(with_second_factor(people["sari"])).get("/kantor/laporan/").content.decode()

    assert "Menunggu pembacaan kedua" in page
    assert "TPPO</span>" not in page


def test_many_drawn_cost_no_more_questions_than_one(
    people, everything_is_drawn, django_assert_max_num_queries
):
    for _ in range(6):
        receipt = tell()
        work()
        settle(officer(people, "ratna"), receipt.report_id, DECISION, now=NOW)
    reader = officer(people, "sari")

    with django_assert_max_num_queries(4):
        assert len(waiting_for(reader, now=LATER)) == 6
