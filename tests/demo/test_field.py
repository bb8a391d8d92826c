"""The training and the visits of the demonstration's year, played without anybody's words."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import transaction
from django.test.utils import override_settings

from pimpasa.demo.meeting import FIRST_DAY, plan_meeting
from pimpasa.demo.plan import read_offices
from pimpasa.demo.script import DAYS, MESSAGES, Scene
from pimpasa.demo.setting import Setting, changes, names, villages_of_the_first
from pimpasa.demo.stage import Stage
from pimpasa.demo.visiting import plan_rounds
from pimpasa.demo.year import SEED
from pimpasa.outreach.models import Recall, Visit
from pimpasa.outreach.months import after, total
from pimpasa.outreach.reporting import rows_of
from pimpasa.people.models import Account
from pimpasa.people.queries import officer_of
from pimpasa.people.rules import Role
from pimpasa.training.courses import courses
from pimpasa.training.models import Exemption
from pimpasa.training.queries import is_certified
from pimpasa.training.queries.seats import invited_to, unanswered
from pimpasa.training.queries.standing import team_of
from pimpasa.training.rules import State
from tests.demo.country import NOW, draw_country

pytestmark = pytest.mark.django_db
TALKS = ("talk", "school")  # what needs the certificate
HASHER = f"{MD5PasswordHasher.__module__}.{MD5PasswordHasher.__name__}"


@pytest.fixture(scope="module")
def field(django_db_setup, django_db_blocker):
    """Offices, people, certificates and visits; one play for all that look at it."""
    plan, today = read_offices(), NOW.date()
    random = Random(SEED)
    setting = Setting(names(random))
    stage = Stage(random, NOW, setting.supervisors)
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=[HASHER]),
        transaction.atomic(),
    ):
        draw_country()
        stage.plan_changes(changes(setting, plan, since=FIRST_DAY, until=today))
        stage.plan_changes(plan_meeting(setting, seed=SEED, since=FIRST_DAY, until=today))
        plan_rounds(
            stage,
            [home for staffed in plan for home in staffed.homes],
            [Scene(today, None, "WEB", "QUESTION", "")] * MESSAGES,  # so many visits as then
            seed=SEED,
            since=today - timedelta(days=DAYS),
            standing=villages_of_the_first(plan[0], len(plan)),
        )
        stage.play(since=FIRST_DAY)
        yield
        transaction.set_rollback(True)


def certified(username, course, *, days):
    """Whether somebody may do what the course is for, so many days before the end."""
    account = Account.objects.get(username=username)
    return is_certified(account.id, course, on=NOW.date() - timedelta(days=days))


def named(username):
    return officer_of(Account.objects.get(username=username), on=NOW.date())


def test_certificates_end_in_the_middle_of_the_year_and_the_authority_with_them(field):
    """One is spared for four weeks and learns again, one learns again, one never does."""
    names = ("cirebon4", "bandung4", "cilacap4")
    may = {
        days: [certified(name, "reading-the-law", days=days) for name in names]
        for days in (184, 183, 156, 155, 141, 140, 96, 95, 0)
    }

    assert may == {
        184: [True, True, True],
        183: [True, False, False],  # all three ended; the first is spared
        156: [True, False, False],
        155: [False, False, False],
        141: [False, False, False],
        140: [False, True, False],
        96: [False, True, False],
        95: [True, True, False],
        0: [True, True, False],
    }
    assert [certified("cilacap4", course, days=0) for course in courses()] == [False] * 3
    spared = Exemption.objects.get()
    assert (spared.until - spared.since).days == 28
    assert len(spared.reason) > 40

    cilacap = Account.objects.get(username="cilacap4")
    ended = NOW.date() - timedelta(days=183)
    told = Visit.objects.filter(officer=cilacap.id)
    taught = told.filter(planned_on__gt=ended + timedelta(days=4), kind__in=TALKS)
    assert told.filter(planned_on__gt=ended).exists()
    assert not taught.exists()


def test_in_the_standing_office_one_certificate_ended_lately_and_one_ends_soon(field):
    sari = named("cirebon-kasi")
    team = {one.account.username: one for one in team_of(sari, on=NOW.date())}

    states = {
        name: {one.course.code: one.state for one in member.standings}["teaching-in-the-village"]
        for name, member in team.items()
    }
    assert states["cirebon3"] == State.LAPSED
    assert states["cirebon2"] == State.ENDS_SOON
    assert states["cirebon1"] == State.IN_FORCE


def test_a_class_is_to_come_and_not_everybody_has_answered(field):
    ratna = named("cirebon1")
    (event,) = unanswered(ratna, on=NOW.date())
    people = invited_to(replace(ratna, role=Role.TRAINER), event.id)

    assert len(people.no) == 1
    assert people.no[0][1]
    assert len(people.waiting) == 2  # three found no seat; one moved up
    assert len(people.yes) + len(people.silent) == event.capacity
    assert people.yes
    assert people.silent


def test_no_month_of_the_standing_officer_is_empty(field):
    ratna, month = named("cirebon1"), date(2026, 1, 1)
    months = []
    while month < date(2026, 11, 1):
        months.append(total(rows_of(ratna.id, month)))
        month = after(month)

    assert all(one.visits >= 1 and one.women and one.men for one in months)
    assert sum(one.talks for one in months) > 3
    assert sum(one.promised for one in months) > 5
    assert sum(one.kept for one in months) > 4
    assert months[-1].visits > 1  # October, which she has still to sign


def test_every_village_was_asked_again_three_months_after_its_first_talk(field):
    asked = set(Recall.objects.filter(moment="LATER").values_list("visit__village", flat=True))
    taught = Visit.objects.filter(kind="talk", made_on__lt=NOW.date() - timedelta(days=100))

    assert set(taught.values_list("village", flat=True)) <= asked
    assert len(asked) > 50
