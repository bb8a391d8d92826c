"""A village is known, visited and taught in; what was promised there is seen until it is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pimpasa.counts.models import WeekExposure, WeekTalk
from pimpasa.counts.rules import week_of
from pimpasa.ledger.models import Event
from pimpasa.outreach.actions import (
    Done,
    Given,
    MarksPeople,
    NotKnownYet,
    NotPossible,
    Plan,
    WrittenMeanwhile,
    call_off,
    keep_promise,
    plan_visit,
    promise,
    report_visit,
    write_profile,
)
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.models import Profile, Promise, Visit
from pimpasa.outreach.profiles import GROUPS, barred, fields
from pimpasa.outreach.queries import NoSuchVisit, last_visits, open_promises, visit_for
from pimpasa.outreach.rules import BANDS, attendance, marks_people
from pimpasa.training.models import Certificate
from pimpasa.training.queries import NotCertified
from tests.standing import LOMBANG, NEXT_VILLAGE
from tests.street import NOW, TODAY, officer, work

FACTS = {"livelihoods": {"text": "Nelayan", "source": "Kepala desa", "on": "2026-03-01"}}


def know(people, village=LOMBANG, *, seen=0, id=None, who="ratna"):
    return write_profile(
        officer(people, who), village, FACTS, id=id or uuid4(), seen_version=seen, now=NOW
    )


def plan(people, kind="visit", *, who="ratna", village=LOMBANG, id=None):
    return plan_visit(officer(people, who), Plan(id or uuid4(), village, kind, TODAY), now=NOW)


def report(people, visit, *, who="ratna", **more):
    return report_visit(officer(people, who), visit.id, Done(TODAY, **more), now=NOW)


def test_nobody_teaches_where_they_do_not_know_the_village(people):
    with pytest.raises(NotKnownYet):
        plan(people, "talk")

    know(people)

    assert plan(people, "talk").kind == "talk"


def test_nobody_teaches_without_a_certificate(people):
    know(people)
    Certificate.objects.filter(account=people["ratna"]).delete()

    with pytest.raises(NotCertified):
        plan(people, "talk")
    assert plan(people, "visit").kind == "visit"


def test_what_was_reported_is_the_ear_lent_that_week(people):
    know(people)
    report(people, plan(people, "talk"), audience={"F.26-45": 30, "M.46+": 10})
    report(people, plan(people, "visit"), audience={"F.26-45": 3})
    work()
    work()

    lent = WeekExposure.objects.get(village=LOMBANG, week=week_of(TODAY))
    assert (lent.visits, lent.attendance) == (2, 40)
    assert last_visits([LOMBANG, NEXT_VILLAGE]) == {LOMBANG: TODAY}


def test_people_at_a_talk_on_one_topic_are_kept_under_it(people):
    know(people)
    report(people, plan(people, "talk"), audience={"F.26-45": 30}, topic="passport")
    report(people, plan(people, "dialogue"), audience={"F.26-45": 4}, topic="passport")
    report(people, plan(people, "dialogue"), audience={"M.46+": 10})
    report(people, plan(people, "visit"), audience={"F.26-45": 3}, topic="tppo")
    work()
    work()

    assert WeekExposure.objects.get().attendance == 44
    assert list(WeekTalk.objects.values_list("topic", "people")) == [("passport", 34)]


def test_a_promise_is_seen_until_it_is_kept(people):
    given = Given(uuid4(), "Bawa formulir paspor", TODAY + timedelta(days=7))
    report(people, plan(people), promises=(given,))
    ratna = officer(people, "ratna")
    assert [promise.what for promise in open_promises(ratna)] == ["Bawa formulir paspor"]

    keep_promise(ratna, given.id, now=NOW)

    assert not open_promises(ratna).exists()


def test_all_may_be_sent_twice(people):
    once = uuid4()
    assert know(people, id=once) == know(people, id=once)
    visit = plan(people, id=once)
    assert plan(people, id=once) == visit
    given = Given(once, "x", TODAY)
    for _ in range(2):
        report(people, visit, promises=(given,))

    assert (Visit.objects.count(), Promise.objects.count()) == (1, 1)
    assert Event.objects.filter(name__startswith="outreach.").count() == 3


def test_a_profile_is_never_overwritten_unseen(people):
    know(people)
    with pytest.raises(WrittenMeanwhile):
        know(people, seen=0)

    assert know(people, seen=1).version == 2


def test_a_fact_says_where_it_is_from(people):
    with pytest.raises(NotPossible):
        write_profile(
            officer(people, "ratna"),
            LOMBANG,
            {"debts": {"text": "Banyak", "source": " "}},
            id=uuid4(),
            seen_version=0,
            now=NOW,
        )


def test_a_visit_is_called_off_for_a_reason_and_then_not_made(people):
    visit = plan(people)
    with pytest.raises(NotPossible):
        call_off(officer(people, "ratna"), visit.id, because=" ", now=NOW)
    call_off(officer(people, "ratna"), visit.id, because="Ombak tinggi", now=NOW)

    with pytest.raises(NotPossible):
        report(people, visit)


@pytest.mark.parametrize(
    "done",
    [
        Done(TODAY + timedelta(days=1)),
        Done(TODAY, audience={"F.26-45": -1}),
        Done(TODAY, audience={"X": 1}),
    ],
)
def test_a_report_must_be_possible(people, done):
    with pytest.raises(NotPossible):
        report_visit(officer(people, "ratna"), plan(people).id, done, now=NOW)


@pytest.mark.parametrize("who", ["yohan", "made", "agus", "dewi", "tono", "lina", "putri", "adi"])
def test_other_villages_are_not_ones_own(people, who):
    visit = plan(people)
    other = officer(people, who)

    with pytest.raises(NoSuchVisit):
        plan(people, who=who)
    with pytest.raises(NoSuchVisit):
        report(people, visit, who=who)
    if who != "agus":
        with pytest.raises(NoSuchVisit):
            visit_for(other, visit.id)


def test_bands_add_up():
    assert attendance(dict.fromkeys(BANDS, 2)) == 16
    with pytest.raises(ValueError, match="0 to"):
        attendance({"F.46+": 6_000})
    assert {kind.pillar for kind in kinds().values()} == {"SERVICE", "KNOWLEDGE", "SAFETY"}


def test_a_profile_asks_about_the_village_and_never_scores_anybody():
    asked = fields()
    assert {field.group for field in asked.values()} == set(GROUPS)
    assert {code for code in asked if code.startswith("risk_")} == {
        "risk_economic",
        "risk_geographical",
        "risk_social",
    }
    for field in asked.values():
        assert not marks_people(f"{field.label_id} {field.ask_id} {field.label_en}", barred())


@pytest.mark.parametrize(
    ("text", "is_barred"),
    [
        ("Semua orang suku itu", True),
        ("Suku bunga rentenir 20 persen", False),
        ("Agamanya", True),
        ("Keras hidupnya", False),
        ("3212112233440001", True),
        ("3212 1122 3344 0001", True),
        ("Panen 2 kali setahun", False),
    ],
)
def test_traits_of_people_are_barred(text, is_barred):
    assert bool(marks_people(text, barred())) is is_barred


def test_a_profile_that_marks_people_is_not_kept(people):
    facts = {"risk_social": {"text": "Karena sukunya", "source": "RT", "on": "2026-03-01"}}

    with pytest.raises(MarksPeople):
        write_profile(officer(people, "ratna"), LOMBANG, facts, id=uuid4(), seen_version=0, now=NOW)
    assert not Profile.objects.exists()


def test_a_promise_belongs_to_its_visit(people):
    given = Given(uuid4(), "Bawa formulir", TODAY)
    visit, other = plan(people), plan(people)
    ratna = officer(people, "ratna")
    promise(ratna, visit.id, given, now=NOW)
    promise(ratna, visit.id, given, now=NOW)

    with pytest.raises(NoSuchVisit):
        promise(ratna, other.id, given, now=NOW)
    assert Promise.objects.count() == 1
