"""The machine suggests, a person settles, and the difference is kept to learn from."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pimpasa.intake.actions import Kind, forget_words
from pimpasa.intake.models import Report
from pimpasa.intake.queries import NoSuchReport
from pimpasa.ledger.models import Event
from pimpasa.triage import queries
from pimpasa.triage.actions import Decision, NotRead, SettledMeanwhile, settle, suggest_reading
from pimpasa.triage.models import Reading, Settlement, Urgency
from pimpasa.triage.rules import View
from tests.street import NOW, OFFER, TODAY, officer, tell, work

DECISION = Decision(
    views={"A1": View.PRESENT, "M6": View.PRESENT, "E2": View.UNKNOWN},
    kind=Kind.JOB_OFFER,
    topics=("tppo", "online_scam"),
    urgency=Urgency.URGENT,
    is_tppo=True,
    is_tppm=False,
    is_child=False,
    law_on=TODAY,
    note="Ratna mengenal perekrutnya.",
)


@pytest.fixture
def report(people):
    receipt = tell()
    work()
    return receipt.report_id


def test_the_machine_reads_what_came_and_shows_its_evidence(report):
    reading = queries.reading_of(report)
    whole = queries.whole_reading(reading)

    assert reading.is_tppo
    spans = [e for finding in whole["findings"] for e in finding["evidence"]]
    assert spans
    assert all(OFFER[e["start"] : e["end"]].strip() for e in spans)


def test_reading_twice_changes_nothing(report):
    before = Reading.objects.get()

    suggest_reading.call(str(report), now=NOW)

    assert Reading.objects.get().id == before.id
    assert Event.objects.filter(name="triage.reading_suggested").count() == 1


def test_an_officers_decision_is_kept_beside_the_machines(people, report):
    settled = settle(officer(people, "ratna"), report, DECISION, now=NOW)

    assert settled.version == 1
    assert settled.views == {"A1": "PRESENT", "E2": "UNKNOWN", "M6": "PRESENT"}
    assert settled.note == DECISION.note
    assert queries.reading_of(report) is not None
    assert queries.latest_settlement(report) == settled


def test_a_correction_is_a_labelled_example(people, report):
    read = queries.reading_of(report)
    settle(
        officer(people, "ratna"),
        report,
        replace(DECISION, is_tppm=not read.is_tppm, is_tppo=read.is_tppo),
        now=NOW,
    )

    example = queries.labelled_examples().get()
    assert example.corrections["is_tppm"] == [read.is_tppm, not read.is_tppm]
    assert "is_tppo" not in example.corrections


def test_trafficking_and_smuggling_are_two_flags(people, report):
    both = settle(officer(people, "ratna"), report, replace(DECISION, is_tppm=True), now=NOW)

    assert both.is_tppo
    assert both.is_tppm


def test_the_same_decision_twice_is_kept_once(people, report):
    ratna = officer(people, "ratna")

    first = settle(ratna, report, DECISION, now=NOW)
    again = settle(ratna, report, DECISION, now=NOW + timedelta(seconds=2))

    assert first == again
    assert Event.objects.filter(name="triage.reading_settled").count() == 1


def test_a_decision_made_on_an_old_page_overwrites_nothing(people, report):
    settle(officer(people, "ratna"), report, DECISION, now=NOW)

    with pytest.raises(SettledMeanwhile):
        settle(officer(people, "sari"), report, replace(DECISION, is_tppo=False), now=NOW)

    assert queries.latest_settlement(report).is_tppo


def test_a_change_of_mind_is_a_new_version_and_the_first_stays(people, report):
    settle(officer(people, "ratna"), report, DECISION, now=NOW)
    second = replace(DECISION, is_tppo=False, seen_version=1)

    settle(officer(people, "sari"), report, second, now=NOW)

    assert [s.is_tppo for s in queries.settlements_of(report)] == [True, False]


@pytest.mark.parametrize("who", ["yohan", "made", "agus", "adi", "putri"])
def test_nobody_else_settles(people, report, who):
    with pytest.raises(NoSuchReport):
        settle(officer(people, who), report, DECISION, now=NOW)

    assert not Settlement.objects.exists()


def test_what_was_not_read_cannot_be_settled(people):
    receipt = tell()

    with pytest.raises(NotRead):
        settle(officer(people, "ratna"), receipt.report_id, DECISION, now=NOW)


def test_when_the_words_are_forgotten_so_is_all_that_repeats_them(people, report):
    settle(officer(people, "ratna"), report, DECISION, now=NOW)

    forget_words(Report.objects.get(id=report), today=TODAY, why="TIME")
    work()

    assert queries.whole_reading(queries.reading_of(report)) is None
    assert queries.latest_settlement(report).note is None
    assert queries.latest_settlement(report).is_tppo
