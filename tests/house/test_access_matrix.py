"""Every page, with every verb, for every role, in the own territory and in another's."""

from uuid import uuid4

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from pimpasa.people.rules import Role
from tests.house.access import ACCOUNT, COMMUNITY, OFFICE, PAGES, PARTNERS
from tests.house.page_rights import NOBODY, named_addresses
from tests.house.things import MAKE, NATIONWIDE
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE

pytestmark = pytest.mark.django_db
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SIGN_IN = "/akun/masuk/"
ANYONE = "ANYONE"
PEOPLE = {  # role -> who plays it, and a village that is not theirs
    Role.PIMPASA: ("ratna", NEXT_VILLAGE),
    Role.SUPERVISOR: ("sari", FAR_VILLAGE),
    Role.ANALYST: ("agus", FAR_VILLAGE),
    Role.DIRECTORATE: ("dewi", LOMBANG),
    Role.TRAINER: ("tono", LOMBANG),
    Role.PARTNER: ("lina", FAR_VILLAGE),
    Role.DPO: ("putri", LOMBANG),
    Role.ADMIN: ("adi", LOMBANG),
}


class Visitor:
    """Somebody of a role, or nobody, before one page."""

    def __init__(self, role, people):
        self.role, self.account = role, None
        if role != ANYONE:
            self.name, self.elsewhere = PEOPLE[role]
            self.account = people[self.name]

    def ask(self, verb, path, form=None):
        client = at_the_desk(self.account) if self.account else Client()
        return client.post(path, form) if verb == "POST" else client.generic(verb, path)


@pytest.fixture
def visitors(people):
    for name, _ in PEOPLE.values():
        RecoveryCodes.activate(with_second_factor(people[name]))
    return [Visitor(role, people) for role in (*PEOPLE, ANYONE)]


def path_of(name, thing=None):
    page = PAGES[name]
    return reverse(name, kwargs=page.example | ({page.about: thing} if page.about else {}))


def is_not_there(answer, visitor, verb):
    """The answer is to the byte what any address that does not exist answers."""
    nowhere = visitor.ask(verb, "/kantor/tidak-ada/")
    return (answer.status_code, answer.content) == (nowhere.status_code, nowhere.content)


def of_the_office():
    return sorted(OFFICE)


def of_a_territory():
    return [name for name in of_the_office() if PAGES[name].about not in {"", *NATIONWIDE}]


def test_every_page_has_a_row_and_every_row_a_page():
    addresses = named_addresses()

    assert set(addresses) - set(PAGES) == set(), "say in tests/house/access.py who may open these"
    assert set(PAGES) - set(addresses) == set(), "these rows have no page any more"


def test_the_office_begins_where_its_guards_begin():
    beside = COMMUNITY | PARTNERS
    routes = {name: route for name, route in named_addresses().items() if name not in beside}

    assert all(route.startswith(("kantor/", "akun/")) for route in routes.values())


def test_what_opens_by_key_lies_together():
    routes = named_addresses()

    assert all(routes[name].startswith("api/") for name in PARTNERS)


@pytest.mark.parametrize("name", sorted(PARTNERS))
def test_no_session_opens_what_opens_by_key(visitors, name):
    page, path = (
        PAGES[name],
        path_of(name, MAKE[PAGES[name].about](LOMBANG) if PAGES[name].about else None),
    )
    for verb in VERBS:
        answers = [visitor.ask(verb, path) for visitor in visitors]

        assert len({(a.status_code, a.content) for a in answers}) == 1
        assert (answers[0].status_code == 200) == (page.may(verb) != NOBODY)
        assert not any(a.cookies for a in answers)


@pytest.mark.parametrize("name", sorted(COMMUNITY))
def test_a_page_for_everyone_knows_nobody(visitors, name):
    page, path = PAGES[name], path_of(name)
    for verb in ("GET", "POST"):
        answers = [visitor.ask(verb, path) for visitor in visitors]

        assert len({a.status_code for a in answers}) == 1
        assert page.may(verb) == NOBODY or answers[0].status_code != 405
        assert not any(a.cookies for a in answers)


@pytest.mark.parametrize("name", sorted(ACCOUNT))
def test_a_page_of_ones_account_sends_strangers_to_sign_in(visitors, name):
    page, path = PAGES[name], path_of(name)
    for visitor in visitors:
        for verb in ("GET", "POST"):
            answer = visitor.ask(verb, path)
            if page.may(verb) == NOBODY:
                assert answer.status_code in (302, 405)
            elif visitor.role in page.may(verb):
                assert answer.status_code in (200, 302)
            else:
                assert answer.url.startswith(SIGN_IN)


@pytest.mark.parametrize("name", of_the_office())
def test_strangers_are_sent_to_sign_in_and_told_nothing(visitors, name):
    things = {thing(LOMBANG) if (thing := MAKE.get(PAGES[name].about)) else None, uuid4()}
    stranger = visitors[-1]
    for verb in VERBS:
        answers = {
            (a.status_code, a.content, a.get("Location", "").partition("?")[0])
            for a in (stranger.ask(verb, path_of(name, thing)) for thing in things)
        }

        assert len(answers) == 1
        status, _, to = answers.pop()
        assert to == SIGN_IN or status == (404 if name == "lost" else 405)


@pytest.mark.parametrize("name", of_the_office())
def test_a_role_opens_its_pages_and_finds_no_others(visitors, name):
    page = PAGES[name]
    for visitor in visitors[:-1]:
        own = MAKE[page.about](LOMBANG) if page.about else None
        for verb in VERBS:
            answer = visitor.ask(verb, path_of(name, own), page.sends)
            if page.may(verb) == NOBODY:
                assert answer.status_code in (404, 405)
            elif visitor.role in page.may(verb):
                assert answer.status_code in (200, 302, 409, 422), (visitor.role, verb)
                assert not answer.get("Location", "").startswith(SIGN_IN)
            else:
                assert is_not_there(answer, visitor, verb), (visitor.role, verb)


@pytest.mark.parametrize("name", of_a_territory())
def test_what_is_not_yours_looks_like_what_is_not_there(visitors, name):
    page = PAGES[name]
    for visitor in visitors[:-1]:
        anothers = MAKE[page.about](visitor.elsewhere)
        for verb in VERBS:
            if visitor.role in page.may(verb) - page.everywhere:
                for thing in (anothers, uuid4()):
                    answer = visitor.ask(verb, path_of(name, thing), page.sends)
                    assert is_not_there(answer, visitor, verb), (visitor.role, verb)
