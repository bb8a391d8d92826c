"""What speaks of one thing is worked once, shown each for itself, and counted once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pimpasa.counts.rules import week_of
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.balancing import budget_on
from pimpasa.signals.grouping import together_with
from pimpasa.signals.models import Round, Signal
from pimpasa.verification.actions import Decision, Doing, StepKind, Verdict, take_step
from pimpasa.verification.models import Verification
from pimpasa.verification.queries import last_words, track_record, waiting_for
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import NOW, TODAY, officer, tell, work

WEEK = week_of(TODAY)
OWN = [
    "Ada yang nawarin anak saya kerja admin slot di Kamboja, gaji 14 juta, paspor alasan wisata",
    "Sepupu ditransfer 2 juta dulu supaya mau jadi admin judi online ke Kamboja, nanti dipotong",
    "Menantu diajak kerja scam online di Kamboja, kantornya di Sihanoukville, tiket ditanggung",
]


def noticed(what, *villages, week=WEEK, quiet=""):
    return Noticed(SignalKind.RISE, what, villages, week, "test", 3, 0.5, 2.0, 0.001, quiet=quiet)


def raised(what, *villages, today=TODAY, **more):
    signal = raise_signal(noticed(what, *villages, **more), today=today)
    work()
    signal.refresh_from_db()
    return signal


@pytest.fixture
def told(people):
    """Three people in two villages, each in words of their own, read under two topics at once."""
    for n, text in enumerate(OWN[:3]):
        tell(text, village=(LOMBANG, NEXT_VILLAGE)[n % 2])
    work()


def test_the_same_reports_under_two_topics_are_one_piece_of_work(told, people):
    first = raised("topic:online_scam", LOMBANG, NEXT_VILLAGE)
    second = raised("all", LOMBANG, NEXT_VILLAGE)

    assert (first.head, second.head) == (None, first)
    assert [one.signal for one in waiting_for(officer(people, "ratna"))] == [first]
    assert together_with(officer(people, "ratna"), first) == [second]
    assert together_with(officer(people, "ratna"), second) == [first]
    assert together_with(officer(people, "made"), second) == []


def test_one_topic_in_one_regency_is_one_piece_of_work_while_it_is_fresh(people):
    first = raised("topic:tppo", LOMBANG)
    near = raised("topic:tppo", NEXT_VILLAGE, week=WEEK + timedelta(weeks=3))
    later = raised("topic:tppo", LOMBANG, week=WEEK + timedelta(weeks=9))

    assert (near.head, later.head) == (first, None)


@pytest.mark.parametrize(
    ("what", "villages"),
    [
        ("topic:umrah_haji", [LOMBANG]),  # nothing told stands behind both
        ("topic:tppo", [FAR_VILLAGE]),  # of another regency
        ("topic:tppo", [NEXT_VILLAGE, FAR_VILLAGE]),  # some who must decide do not see the first
    ],
)
def test_what_others_must_decide_on_or_nothing_links_stands_alone(told, what, villages):
    raised("topic:tppo", LOMBANG)

    assert raised(what, *villages).head is None


def test_what_is_noted_joins_nothing_and_an_alarm_joins_no_note(told):
    raised("topic:tppo", LOMBANG, quiet="ONE_VOICE")

    assert raised("all", LOMBANG).head is None
    assert raised("kind:REPORT", LOMBANG, quiet="SERVICE").head is None


def said(people, signal, kind, value="", who="ratna"):
    doing = Doing(uuid4(), kind, value, note="x")
    take_step(officer(people, who), signal.id, doing, now=NOW)


def test_what_is_concluded_of_the_first_holds_for_all_and_counts_for_each(people):
    first = raised("topic:tppo", LOMBANG)
    second = raised("topic:tppo", NEXT_VILLAGE)
    said(people, first, StepKind.DECISION, Decision.ASSESS)
    third = raised("topic:tppo", NEXT_VILLAGE, week=WEEK + timedelta(weeks=3))
    said(people, first, StepKind.VERDICT, Verdict.TRUE)

    assert third.head == second.head == first
    assert set(last_words([second.id, third.id]).values()) == {"TRUE"}
    assert track_record(kind="RISE").true == 3


@pytest.mark.parametrize(
    ("decision", "verdict"),
    [(Decision.MONITOR, None), (Decision.DISCARD, None), (Decision.ASSESS, Verdict.FALSE)],
)
def test_where_nobody_goes_after_the_first_the_next_is_worked_for_itself(people, decision, verdict):
    first = raised("topic:tppo", LOMBANG)
    said(people, first, StepKind.DECISION, decision)
    if verdict:
        said(people, first, StepKind.VERDICT, verdict)

    second = raised("topic:tppo", NEXT_VILLAGE)

    assert second.head is None
    assert Verification.objects.get(signal=second).due_at is not None


def test_one_more_hastens_what_nobody_decided_on(told):
    first = raised("all", LOMBANG, NEXT_VILLAGE)
    before = Verification.objects.get(signal=first).due_at

    raised("topic:tppo", LOMBANG, NEXT_VILLAGE)

    assert before - Verification.objects.get().due_at == timedelta(hours=42)


def test_what_grows_into_another_regency_is_decided_on_there(people):
    raised("topic:tppo", LOMBANG)
    second = raised("topic:tppo", NEXT_VILLAGE)

    raised("topic:tppo", NEXT_VILLAGE, FAR_VILLAGE, week=WEEK + timedelta(weeks=1))

    second.refresh_from_db()
    assert second.head is None
    assert Verification.objects.get(signal=second).due_at is not None


def test_the_budget_counts_them_once(people):
    Round.objects.create(week=WEEK, on=TODAY, raised=2)
    raised("topic:tppo", LOMBANG)
    raised("topic:tppo", NEXT_VILLAGE)

    assert budget_on(TODAY).came == 1.0
    assert Signal.objects.count() == 2


def test_the_pages_lead_from_one_to_the_other(people):
    first = raised("topic:tppo", LOMBANG)
    second = raised("topic:tppo", LOMBANG, week=WEEK + timedelta(weeks=3))
    desk = at_the_desk(with_second_factor(people["ratna"]))

    page = desk.get(f"/kantor/sinyal/{second.id}/").content.decode()
    assert f"/kantor/sinyal/{first.id}/periksa/" in page
    assert f'href="/kantor/sinyal/{first.id}/"' in page
    work = desk.get(f"/kantor/sinyal/{first.id}/periksa/").content.decode()
    assert f'href="/kantor/sinyal/{second.id}/"' in work
