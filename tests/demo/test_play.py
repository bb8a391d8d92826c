"""The year is played through the real actions, and leaves a system that looks lived in."""

import json
import stat
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from django.test.utils import override_settings

from pimpasa.answers import desk
from pimpasa.answers.models import Clock, Deadline, Message
from pimpasa.answers.queries import public_answers
from pimpasa.base.content import read_toml
from pimpasa.counts.models import WeekExposure
from pimpasa.counts.rules import week_of
from pimpasa.demo.asking import ASKED
from pimpasa.demo.cast import standing_people
from pimpasa.demo.found import account
from pimpasa.demo.plan import folder, read_day, read_offices
from pimpasa.demo.planted import read_planted
from pimpasa.demo.year import NotEmpty
from pimpasa.intake.models import Report
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.models import Event
from pimpasa.outcomes.models import Closing
from pimpasa.outreach.models import MonthReport, Photo, Profile, Promise, Recall, Visit
from pimpasa.outreach.months import as_rows
from pimpasa.outreach.reporting import are_good, sent_back_and_open
from pimpasa.outreach.routing import round_trips
from pimpasa.outreach.rules import attendance
from pimpasa.outreach.week import candidates_for, start_of
from pimpasa.people.models import Account, Assignment
from pimpasa.people.queries import officer_of, on_duty
from pimpasa.people.rules import Role
from pimpasa.places import queries as places
from pimpasa.places.directory import directory
from pimpasa.places.models import FosteredVillage, Office
from pimpasa.referrals.models import Referral
from pimpasa.referrals.queries import referrals_for
from pimpasa.rights.models import DataRequest
from pimpasa.training.models import Certificate, Practice
from pimpasa.training.models import Event as Training
from pimpasa.training.queries import results
from pimpasa.triage.models import Emergency, Reading, Settlement
from pimpasa.triage.queries import changed_by_another
from pimpasa.verification.models import Step, StepKind
from pimpasa.verification.queries import is_true
from pimpasa.warnings.models import Delivery, Warning
from pimpasa.warnings.queries import in_force
from tests.demo.country import NOW, draw_country, forget_keys, play

MESSAGES = 60
pytestmark = pytest.mark.django_db
LOMBOK_TIMUR = "52.03.01.2001"
BEFORE, AFTER = date(2026, 1, 25), date(2026, 1, 26)


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """How many spoke, and how many letters went out; one play for all that look at it."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        draw_country()
        yield play(MESSAGES), len(getattr(mail, "outbox", ()))
        forget_keys()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _a_demonstration(settings):
    settings.DEMO = True


def standing(role):
    username = next(p.username for p in standing_people() if p.role == role)
    return officer_of(Account.objects.get(username=username), on=NOW.date())


def test_people_ask_about_their_data_and_one_still_waits(played):
    asked = list(DataRequest.objects.order_by("received_on"))

    assert [one.outcome for one in asked] == ["DONE", "NOT_GIVEN", ""]
    assert [one.reminded for one in asked] == [0, 0, 0]
    assert "Tidak ada data" in asked[1].letter
    at_the_counter = Account.objects.get(id=asked[0].registered_by)
    assert at_the_counter.role != Role.DPO
    told = Event.objects.filter(name="rights.answered").values_list("details", flat=True)
    assert all('"in_time":true' in one.replace(" ", "") for one in told)


def test_a_lived_in_year(played):
    told, mailed = played
    spoken = Report.objects.count()
    assert told - 3 <= spoken <= told  # what comes later today has not been said yet
    assert Reading.objects.count() == spoken
    assert Settlement.objects.count() > spoken / 2
    assert Message.objects.exclude(officer=None).count() > spoken / 2
    assert ledger.broken_link() is None
    assert not ledger.parked_jobs().exists()
    assert mailed == 0

    met = Event.objects.filter(name="answers.deadline_met").values_list("details", flat=True)
    assert {json.loads(details)["in_time"] for details in met} == {True, False}
    assert Event.objects.filter(happened_on__gt=NOW.date()).count() == 0


def test_offices_people_and_villages_come_by_their_own_acts(played):
    names = Counter(Event.objects.values_list("name", flat=True))

    assert Office.objects.count() == len(directory().entries) == names["places.office_opened"]
    assert Account.objects.filter(role=Role.PIMPASA).count() == 146
    assert Account.objects.count() == names["people.account_opened"]
    here = FosteredVillage.objects.filter(until=None)
    assert here.count() == 60
    assert FosteredVillage.objects.count() == names["places.village_fostered"]
    assert all(f.decree.endswith("(contoh)") for f in here)
    assert places.tags_of([here[0].id])
    assert set(Assignment.objects.values_list("village_id", flat=True)) == {
        home.code for staffed in read_offices() for home in staffed.homes
    }
    cirebon = Office.objects.get(name="Kantor Imigrasi Cirebon")
    assert on_duty(cirebon.id, on=NOW.date()).exists()


def test_the_first_146_were_trained_and_one_certificate_was_taken_back(played):
    meeting = Training.objects.get(held_on=date(2024, 11, 5))
    assert results.who_came(meeting.id) == (146, 146)
    assert len({part["by"] for part in meeting.agenda}) == 3
    gain = results.results_of(meeting).gain
    assert gain.n == 146
    assert gain.low > 15
    assert Certificate.objects.exclude(revoked_on=None).count() == 1


def test_a_new_office_takes_villages_and_people_over_and_the_past_stays(played):
    before, after = (places.office_of(LOMBOK_TIMUR, on=day) for day in (BEFORE, AFTER))

    assert (before.name, after.name) == ("Kantor Imigrasi Mataram", "Kantor Imigrasi Lombok Timur")
    fostered = FosteredVillage.objects.filter(village_id=LOMBOK_TIMUR).order_by("since")
    assert [f.office for f in fostered] == [before, after]
    assert [f.until for f in fostered] == [AFTER, None]
    served = Assignment.objects.filter(village_id=LOMBOK_TIMUR).order_by("since")
    assert [a.until for a in served] == [AFTER, None]
    assert served[0].account == served[1].account
    assert served[0].account.office == after


def test_ratna_has_a_working_day(played):
    due = desk.due(standing("PIMPASA"))
    unsettled = {row.urgency for row in due if not row.is_settled}

    assert {"URGENT", "NORMAL"} <= unsettled
    assert any(row.clock == Clock.SUSPICION and row.due_at > NOW for row in due)
    overdue = [row for row in due if row.due_on < NOW.date()]
    assert [row.is_escalated for row in overdue] == [True]
    assert (NOW.date() - overdue[0].received_on).days < 14
    answered_again = [row for row in due if row.is_answered and row.clock == Clock.ANSWER]
    assert len(answered_again) >= 2  # the villagers wrote back
    assert Emergency.objects.filter(answered_by=standing("PIMPASA").id).exists()
    assert not Emergency.objects.filter(answered_by=None).exists()


def test_her_supervisor_sees_what_was_missed(played):
    late = [row for row in desk.due(standing("SUPERVISOR"), limit=50) if row.is_escalated]

    assert {row.clock for row in late} >= {Clock.ANSWER, Clock.SUSPICION}
    assert Deadline.objects.filter(due_on__lt=date(2026, 10, 25)).count() == 0


def test_the_machine_reads_the_written_day_as_it_says(played):
    told = {story.words: story.urgency for story in read_day()}
    read = {r.report.words: r.urgency for r in Reading.objects.select_related("report")}

    assert {words: read[words] for words in told} == told


def test_one_standing_person_per_role_with_keys_only_the_owner_may_read(played, settings):
    people = standing_people()

    assert {p.role for p in people} == {role.value for role in Role}
    assert people[0].name == "Ratna Wulandari"
    for person in people:
        assert Account.objects.get(username=person.username).check_password(person.password)
    file = Path(settings.KEY_FILE).with_name("demo.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    settings.DEMO = False
    assert standing_people() == []


def test_it_never_stands_beside_real_people(played):
    with pytest.raises(NotEmpty):
        play(1)


def test_every_village_is_known_visited_taught_in_and_remembered(played):
    codes = {home.code for staffed in read_offices() for home in staffed.homes}
    made = Visit.objects.exclude(made_on=None)

    assert set(Profile.objects.values_list("village", flat=True)) == codes
    assert set(made.values_list("village", flat=True)) >= codes
    assert set(made.filter(kind="talk").values_list("village", flat=True)) >= codes
    moments = Counter(Recall.objects.values_list("moment", flat=True))
    assert moments["BEFORE"] == moments["AFTER"] >= moments["LATER"] > 20
    assert Promise.objects.exclude(kept_on=None).exists()
    assert Photo.objects.count() == made.filter(kind="talk").count()
    late = Visit.objects.filter(made_on=None, planned_on__lt=NOW.date())
    assert [visit.planned_on for visit in late] == [date(2026, 11, 23)]
    assert Visit.objects.filter(planned_on__gt=NOW.date()).count() == 1


def test_every_visit_lends_an_ear_that_is_counted(played):
    """Talks are exposure: the people who came stand beside the counts of that week."""
    talk = Visit.objects.filter(kind="talk").exclude(made_on=None).first()
    week = WeekExposure.objects.get(village=talk.village_id, week=week_of(talk.made_on))

    assert week.visits >= 1
    assert week.attendance >= attendance(talk.audience) > 0


def test_officers_practise_and_supervisors_see_some_readings_otherwise(played):
    assert Practice.objects.values("account").distinct().count() > 35  # some got nothing wrong
    assert Practice.objects.filter(is_right=False).exists()
    assert changed_by_another(since=NOW - timedelta(days=2))


def test_months_are_signed_twice_but_for_what_still_waits(played):
    reports = MonthReport.objects.all()

    assert {are_good(one) for one in reports.exclude(countersigned_on=None)} == {(True, True)}
    visited = Visit.objects.exclude(made_on=None).values_list("village", flat=True)
    signed = {row.village for one in reports for row in as_rows(one.rows)}
    assert len(signed) > 50
    assert signed <= set(visited)
    assert all(one.month < date(2026, 11, 1) for one in reports)
    (back,) = sent_back_and_open(standing("PIMPASA"))
    assert (back.month, back.on) == (date(2026, 10, 1), date(2026, 11, 4))
    assert "Lombang" in back.because


def test_round_trips_can_be_planned_for_the_standing_officer(played):
    ratna = standing("PIMPASA")
    villages = candidates_for(ratna, signals={}, on=NOW.date(), until=NOW.date())
    start = start_of(villages, regencies={one.code[:5] for one in villages})

    trips = round_trips(start, villages, days=2, on=NOW.date(), iterations=5)

    assert {stop.code for trip in trips for stop in trip.stops} == {one.code for one in villages}


def test_what_many_asked_was_answered_for_everybody_by_two_people(played):
    shown = list(public_answers())

    assert len(shown) == len(ASKED)
    assert all(one.approved_by and one.approved_by != one.proposed_by for one in shown)
    assert {one.topic for one in shown} <= {topic for topic, _question, _answer in ASKED}


def test_referrals_go_their_way_and_people_are_told(played):
    states = Counter(Referral.objects.values_list("state", flat=True))

    assert states["TOLD"] >= 3
    assert Referral.objects.exclude(agency=None).exists()
    told = Referral.objects.filter(state="TOLD").first()
    assert told.their_number.startswith("AD-")
    assert Message.objects.filter(report=told.report).exclude(officer=None).exists()
    assert Closing.objects.exists()
    partner = officer_of(Account.objects.get(username="partner"), on=NOW.date())
    assert referrals_for(partner).exists()


def test_each_outbreak_is_looked_into_and_warned_of_once(played):
    wordings = read_toml(folder() / "warnings.toml")
    told = {warning.headline_id: warning for warning in Warning.objects.all()}

    for name in ("kamboja", "perahu"):  # brides only where the year is long enough for a rise
        warning = told[wordings[name]["headline_id"]]
        assert is_true(warning.signal)
        assert warning.approved_by not in (None, warning.drafted_by)
        deliveries = Delivery.objects.filter(warning=warning)
        assert {bool(one.mailed_on) for one in deliveries} == {True}
        assert {bool(one.read_at) for one in deliveries} == {True, False}
    withdrawn = [one for one in told.values() if one.withdrawn_at]
    assert [one.headline_id for one in withdrawn] == [wordings["kamboja"]["headline_id"]]
    assert [one.headline_id for one in in_force(on=NOW.date())] == [
        wordings["perahu"]["headline_id"]
    ]


def test_what_was_concluded_was_closed_by_somebody_else(played):
    closings = Step.objects.filter(kind=StepKind.CLOSING)
    assert closings.exists()
    for closing in closings:
        verdict = Step.objects.filter(verification=closing.verification, kind=StepKind.VERDICT)
        assert verdict.last().by != closing.by


def test_the_year_finds_the_three_that_were_planted_and_is_quiet_on_the_rest(played):
    """The week of talks lies in the weeks of an outbreak: one is silent, the other is found."""
    found = account(read_planted())

    by_name = {outcome.planted.name: outcome for outcome in found.outcomes}
    assert {name for name, one in by_name.items() if one.signals} == {
        "kamboja", "pengantin", "perahu"
    }  # fmt: skip
    assert all(one.days_until <= 14 for one in by_name.values() if one.planted.is_outbreak)
    assert not by_name["penyuluhan"].noted
    assert found.per_officer_week < 0.1
