"""Accounts are opened, moved and closed by those who may, and the ledger knows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from pimpasa.base.errors import NotThere
from pimpasa.ledger.models import Event
from pimpasa.people import queries
from pimpasa.people.actions.accounts import (
    Person,
    PlaceMissing,
    Post,
    TooLate,
    UsernameTaken,
    change_post,
    close_account,
    open_account,
    renew_sign_in,
)
from pimpasa.people.actions.assignments import put_on_duty
from pimpasa.people.models import Account
from pimpasa.people.queries import staff
from pimpasa.people.rules import Role
from tests.office.desk import with_second_factor
from tests.standing import LOMBANG, NOW, TODAY

WAHYU = Person("wahyu", "Wahyu Canary Hidayat", "wahyu.canary@imigrasi.example")


def officer(people, name):
    return queries.officer_of(people[name], on=TODAY)


@pytest.fixture
def admin(people):
    return officer(people, "adi")


def test_an_account_is_opened_with_a_first_password(people, admin):
    post = Post(Role.PIMPASA, office=people["sari"].office_id)

    account, password = open_account(WAHYU, post=post, by=admin, now=NOW)

    kept = Account.objects.get(username="wahyu")
    assert kept.check_password(password)
    assert (kept.display_name, kept.email) == (WAHYU.name, WAHYU.email)
    event = Event.objects.get(name="people.account_opened")
    assert (event.subject, event.actor) == (account.id, admin.id)
    assert "wahyu" not in event.details.lower()


def test_name_and_address_are_sealed_in_the_database(people, admin):
    open_account(WAHYU, post=Post(Role.DPO), by=admin, now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_account")
        raw = b" ".join(
            bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode()
            for row in cursor.fetchall()
            for v in row
        )

    assert b"wahyu" in raw
    assert b"anary" not in raw


@pytest.mark.parametrize("username", ["ratna", "RATNA"])
def test_a_username_is_taken_once(admin, username):
    with pytest.raises(UsernameTaken):
        open_account(Person(username, "Ratna"), post=Post(Role.DPO), by=admin, now=NOW)


@pytest.mark.parametrize("role", [Role.PIMPASA, Role.SUPERVISOR, Role.ANALYST, Role.PARTNER])
def test_a_role_without_its_place_is_refused(admin, role):
    with pytest.raises(PlaceMissing):
        open_account(WAHYU, post=Post(role), by=admin, now=NOW)


@pytest.mark.parametrize("name", ["ratna", "agus", "dewi", "tono", "lina", "putri"])
def test_others_open_no_accounts(people, name):
    post = Post(Role.PIMPASA, office=people["sari"].office_id)

    with pytest.raises(NotThere):
        open_account(WAHYU, post=post, by=officer(people, name), now=NOW)


def test_a_supervisor_opens_village_officers_of_the_own_office_only(people):
    sari = officer(people, "sari")
    own, other = people["sari"].office_id, people["made"].office_id
    open_account(WAHYU, post=Post(Role.PIMPASA, office=own), by=sari, now=NOW)

    for post in (Post(Role.PIMPASA, office=other), Post(Role.SUPERVISOR, office=own)):
        with pytest.raises(NotThere):
            open_account(Person("x", "X"), post=post, by=sari, now=NOW)
    with pytest.raises(NotThere):
        close_account(people["made"].id, on=TODAY, by=sari, now=NOW)


def test_nobody_changes_their_own_role(people, admin):
    with pytest.raises(NotThere):
        change_post(people["adi"].id, post=Post(Role.DPO), by=admin, now=NOW)


def test_another_post_ends_the_villages_and_turns_of_the_old_one(people, admin):
    put_on_duty(people["ratna"].id, since=TODAY, until=TODAY + timedelta(7), by=admin, now=NOW)

    change_post(people["ratna"].id, post=Post(Role.TRAINER), by=admin, now=NOW)

    assert not queries.accounts_serving(LOMBANG, on=TODAY).exists()
    assert not staff.duty_roster(people["sari"].office_id, since=TODAY).exists()
    assert queries.officer_of(Account.objects.get(username="ratna"), on=TODAY).scope == ()
    assert Event.objects.filter(name="people.post_changed").count() == 1


def test_who_leaves_has_access_until_that_day(people, admin):
    close_account(people["ratna"].id, on=TODAY + timedelta(days=1), by=admin, now=NOW)

    ratna = Account.objects.get(username="ratna")
    assert queries.officer_of(ratna, on=TODAY).scope == (LOMBANG,)
    with pytest.raises(NotThere):
        queries.officer_of(ratna, on=TODAY + timedelta(days=1))


def test_what_somebody_served_until_now_is_not_unwritten(people, admin):
    with pytest.raises(TooLate):
        close_account(people["ratna"].id, on=TODAY - timedelta(days=1), by=admin, now=NOW)

    assert queries.accounts_serving(LOMBANG, on=TODAY).exists()


def test_who_lost_the_second_factor_starts_anew(people, admin):
    with_second_factor(people["ratna"])

    password = renew_sign_in(people["ratna"].id, by=admin, now=NOW)

    assert Account.objects.get(username="ratna").check_password(password)
    assert not Authenticator.objects.exists()


def test_what_is_not_there_is_not_there(admin):
    with pytest.raises(NotThere):
        close_account(uuid4(), on=TODAY, by=admin, now=NOW)


def test_the_list_shows_whom_one_may_change(people):
    seen = {
        name: {a.username for a in staff.accounts_managed_by(officer(people, name))}
        for name in people
    }

    assert seen["sari"] == {"ratna", "yohan"}
    assert seen["adi"] == set(people) - {"adi"}
    assert {name for name, others in seen.items() if others} == {"sari", "adi"}
