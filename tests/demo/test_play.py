"""The year is played through the real actions, and leaves a system that looks lived in."""

import json
import stat
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction

from pimpasa.answers import desk
from pimpasa.answers.models import Clock, Deadline, Message
from pimpasa.demo.cast import standing_people
from pimpasa.demo.plan import read_day, read_offices
from pimpasa.demo.planted import plan_planted
from pimpasa.demo.year import NotEmpty, make_demonstration
from pimpasa.intake.models import Report
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.models import Event
from pimpasa.people.models import Account, Assignment
from pimpasa.people.queries import officer_of, on_duty
from pimpasa.people.rules import Role
from pimpasa.places import queries as places
from pimpasa.places.directory import directory
from pimpasa.places.models import FosteredVillage, Office, Province, Regency
from pimpasa.places.rules import parent_of
from pimpasa.training.models import Certificate, Exemption
from pimpasa.training.models import Event as Training
from pimpasa.training.queries import is_certified, results
from pimpasa.triage.models import Emergency, Reading, Settlement
from tests.standing import village

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
MESSAGES = 60
LOMBOK_TIMUR = "52.03.01.2001"
BEFORE, AFTER = date(2026, 1, 25), date(2026, 1, 26)


@pytest.fixture
def country(db):
    for staffed in read_offices():
        for home in staffed.homes:
            village(home.code, home.code)
    for planted, _told in plan_planted(until=NOW.date()):
        for code in planted.villages:
            village(code, code)
    codes = {c for e in directory().entries for c in (e.seat, *e.serves)}
    provinces = {parent_of(c) for c in codes} - set(Province.objects.values_list("pk", flat=True))
    Province.objects.bulk_create(Province(code=c, name=c) for c in provinces)
    missing = codes - set(Regency.objects.values_list("pk", flat=True))
    Regency.objects.bulk_create(
        Regency(code=c, name=c, kind="REGENCY", province_id=parent_of(c)) for c in missing
    )


@pytest.fixture
def played(country, settings):
    settings.DEMO = True
    spoke = make_demonstration(now=NOW, progress=lambda _: None, messages=MESSAGES)
    yield spoke
    Path(settings.KEY_FILE).with_name("demo.json").unlink()


def standing(role):
    username = next(p.username for p in standing_people() if p.role == role)
    return officer_of(Account.objects.get(username=username), on=NOW.date())


def test_a_lived_in_year(played):
    spoken = Report.objects.count()
    assert played - 3 <= spoken <= played  # what comes later today has not been said yet
    assert Reading.objects.count() == spoken
    assert Settlement.objects.count() > spoken / 2
    assert Message.objects.exclude(officer=None).count() > spoken / 2
    assert ledger.broken_link() is None
    assert not ledger.parked_jobs().exists()
    assert not mail.outbox

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


def test_the_first_146_were_trained_and_some_certificates_ran_out(played):
    meeting = Training.objects.get()
    assert (meeting.held_on, results.who_came(meeting.id)) == (date(2024, 11, 5), (146, 146))
    assert len({part["by"] for part in meeting.agenda}) == 3
    gain = results.results_of(meeting).gain
    assert gain.n == 146
    assert gain.low > 15

    law = "reading-the-law"
    pimpasa = Account.objects.filter(role=Role.PIMPASA)
    lapsed = [one for one in pimpasa if not is_certified(one.id, law, on=NOW.date())]
    assert len(lapsed) == 2
    assert Exemption.objects.count() == 1
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


def test_the_same_seed_and_moment_give_the_same_year(country, settings):
    settings.DEMO = True
    years = []
    for _ in range(2):
        with transaction.atomic():
            make_demonstration(now=NOW, progress=lambda _: None, messages=20)
            years.append(_outline())
            transaction.set_rollback(True)
    Path(settings.KEY_FILE).with_name("demo.json").unlink()

    assert years[0] == years[1]
    assert len(years[0][0]) > 20


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
        make_demonstration(now=NOW, progress=lambda _: None, messages=1)


def _outline():
    """All that is told and done, without the ids and codes, which are drawn anew."""
    reports = Report.objects.values_list("received_on", "village_id", "kind", "channel")
    events = Event.objects.values_list("name", "happened_on", "happened_at")
    messages = Message.objects.values_list("position", "said_on", "card")
    return Counter(reports), Counter(events), Counter(messages)
