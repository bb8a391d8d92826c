"""Every page, with every verb, for every role, in the own territory and in another's."""

import json
from uuid import uuid4

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from pimpasa.answers.models import PublicAnswer
from pimpasa.exchange.actions import make_key
from pimpasa.exchange.hooks import open_hook
from pimpasa.exchange.models import Call
from pimpasa.exchange.rules import Scope
from pimpasa.intake.models import Attachment
from pimpasa.links.models import Contact, Hearing, Resemblance
from pimpasa.outreach.models import MonthReport, Photo, Promise, Visit
from pimpasa.people.models import Agency, Assignment, DutyTurn, Section
from pimpasa.people.rules import THE_HOUSE, Role
from pimpasa.places.actions.fostering import foster_village
from pimpasa.places.queries import lasting_fostering, office_of
from pimpasa.places.rules import Decree
from pimpasa.referrals.models import Consent, ConsentHow, Referral, State
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.models import Rule
from pimpasa.training.models import Certificate, Event, Material
from pimpasa.warnings.models import Digest, Warning
from tests.house.access import ACCOUNT, COMMUNITY, NOBODY, OFFICE, PAGES, PARTNERS, named_addresses
from tests.intake.test_files import photo
from tests.office.desk import at_the_desk, with_second_factor
from tests.office.test_parked_follow_ups import parked_job
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE, NOW, TODAY, account
from tests.street import tell

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


def a_report(village):
    return tell(village=village).report_id


def a_file(village):
    return Attachment.objects.get(report_id=tell(village=village, files=[photo()]).report_id).id


def a_public_answer(village):
    """Proposed by a stranger; it belongs to no village."""
    return PublicAnswer.objects.create(
        topic="passport", question="?", answer="!", proposed_by=uuid4(), proposed_on=TODAY
    ).id


def a_parked_job(village):
    """A follow-up that kept failing; it belongs to no village."""
    return parked_job().id


def a_fostered_village(village):
    """Fostered without an end by the office that serves it."""
    if lasting_fostering(village) is None:
        decree = Decree("1", office_of(village, on=TODAY).id, TODAY)
        foster_village(village, decree=decree, actor=uuid4(), now=NOW)
    return village


def an_office(village):
    return office_of(village, on=TODAY).id


def a_section(village):
    return Section.objects.create(office_id=an_office(village), name=str(uuid4())).id


def an_agency(village):
    """It belongs to no village."""
    return Agency.objects.create(code=str(uuid4()), name=str(uuid4())).id


def an_officer(village):
    name = str(uuid4())
    return account(name, Role.PIMPASA, office_id=an_office(village)).id


def an_assignment(village):
    return Assignment.objects.create(
        account_id=an_officer(village), village_id=village, since=TODAY
    ).id


def a_certificate(village):
    """Of a village officer of the office that serves the village."""
    return Certificate.objects.create(
        account_id=an_officer(village),
        course="reading-the-law",
        issued_on=TODAY,
        expires_on=TODAY.replace(year=2099),
        issued_by=uuid4(),
    ).id


def an_event(village):
    """To which nobody is invited; it belongs to no village."""
    return Event.objects.create(
        title="Kelas",
        place="Jakarta",
        held_on=TODAY,
        capacity=9,
        course="reading-the-law",
        agenda=[],
        questions=[],
        planned_by=uuid4(),
    ).id


def a_material(village):
    """Of an event to which nobody is invited; it belongs to no village."""
    return Material.objects.create(
        event_id=an_event(village), title="?", content=b"", added_on=TODAY
    ).id


def a_turn(village):
    return DutyTurn.objects.create(
        account_id=an_officer(village), office_id=an_office(village), since=TODAY
    ).id


def a_rule(village):
    """A rule that looks at the regency of the village."""
    return Rule.objects.create(
        name="x", what="all", within=village[:5], level=8, at_least=2, days=7, made_by=uuid4(),
        since=TODAY,
    ).id  # fmt: skip


def a_pair(village):
    """Two names that sound alike, both from words of the village."""
    named = [
        Contact.objects.create(
            kind="FIRM", digest=uuid4().bytes, original="PT X", first_heard_on=TODAY
        )
        for _ in range(2)
    ]
    for one in named:
        report = tell(village=village).report_id
        Hearing.objects.create(contact=one, report_id=report, village=village, heard_on=TODAY)
    first, second = sorted(named, key=lambda one: one.id)
    return Resemblance.objects.create(first=first, second=second, score=90, noticed_on=TODAY).id


def a_signal(village):
    noticed = Noticed(SignalKind.RISE, "topic:tppo", [village], TODAY, "test", observed=9)
    return raise_signal(noticed, today=TODAY).id


def a_referral(village):
    """Sent, to Lina's agency when it is of the village that is hers to help."""
    agency = Agency.objects.get(code="bp3mi-jabar") if village == LOMBANG else None
    return Referral.objects.create(
        report_id=a_report(village),
        packet="migrant_workers",
        agency=agency,
        state=State.SENT,
        fields="{}",
        drafted_on=TODAY,
        drafted_by=uuid4(),
        expires_on=TODAY.replace(year=2099),
    ).id


def a_consent(village):
    return Consent.objects.create(
        report_id=a_report(village),
        packet="police",
        how=ConsentHow.CODE,
        given_on=TODAY,
        recorded_by=uuid4(),
    ).id


def a_visit(village):
    return Visit.objects.create(
        village_id=village, kind="visit", planned_on=TODAY, officer=uuid4()
    ).id


def a_promise(village):
    return Promise.objects.create(visit_id=a_visit(village), what="?", due_on=TODAY).id


def a_digest(village):
    """One that waits; it is about provinces and belongs to no village."""
    return Digest.objects.create(opened_at=NOW, due_at=NOW).id


def a_warning(village):
    """A draft by a stranger."""
    return Warning.objects.create(
        signal_id=a_signal(village),
        severity="SEVERE",
        headline_id="?",
        headline_en="?",
        drafted_by=uuid4(),
        drafted_at=NOW,
        valid_until=TODAY,
    ).id


def a_month(village):
    """Signed by a stranger who served this village."""
    row = {"village": village, "name": village, "visits": 1}
    return MonthReport.objects.create(
        officer=uuid4(), month=TODAY, rows=json.dumps([row]), signed_on=TODAY, signature=b""
    ).id


def a_picture(village):
    return Photo.objects.create(visit_id=a_visit(village), content=b"", added_on=TODAY).id


def a_key(village):
    """Of an agency; it belongs to no village."""
    scopes = [Scope.REFERRALS_READ]
    return make_key(THE_HOUSE, an_agency(village), "Sistem", scopes=scopes, now=NOW)[0].id


def a_hook(village):
    """Of an agency; it belongs to no village."""
    return open_hook(THE_HOUSE, an_agency(village), "https://a.example/", now=NOW).id


def a_call(village):
    return Call.objects.create(
        hook_id=a_hook(village), kind="referral.sent", subject=uuid4(), made_at=NOW
    ).id


MAKE = {
    "hook_id": a_hook,
    "call_id": a_call,
    "key_id": a_key,
    "warning_id": a_warning,
    "digest_id": a_digest,
    "referral_id": a_referral,
    "consent_id": a_consent,
    "signal_id": a_signal,
    "rule_id": a_rule,
    "pair_id": a_pair,
    "account_id": an_officer,
    "assignment_id": an_assignment,
    "turn_id": a_turn,
    "certificate_id": a_certificate,
    "event_id": an_event,
    "material_id": a_material,
    "office_id": an_office,
    "section_id": a_section,
    "photo_id": a_picture,
    "month_id": a_month,
    "visit_id": a_visit,
    "promise_id": a_promise,
    "agency_id": an_agency,
    "code": a_fostered_village,
    "report_id": a_report,
    "attachment_id": a_file,
    "answer_id": a_public_answer,
    "job_id": a_parked_job,
}
NATIONWIDE = {
    "answer_id",
    "agency_id",
    "job_id",
    "key_id",
    "event_id",
    "material_id",
    "hook_id",
    "call_id",
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
