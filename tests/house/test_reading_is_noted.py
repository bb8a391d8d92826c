"""Row 46: whoever is shown a person's words, or what was told of them, stands in the ledger."""

import json

import pytest
from django.urls import reverse

from pimpasa.intake.models import Attachment, Report
from pimpasa.ledger.models import Event
from pimpasa.people.models import Agency
from pimpasa.referrals.models import Referral, State
from tests.house.access import OFFICE, PAGES
from tests.house.test_access_matrix import PEOPLE
from tests.house.things import MAKE
from tests.intake.test_files import photo
from tests.office.desk import at_the_desk, with_second_factor
from tests.planting import a_row, canary, sealed_fields
from tests.standing import LOMBANG, TODAY
from tests.street import tell, work

pytestmark = pytest.mark.django_db

NO_TEXT = {  # the reading names places in the words; a file is a page of its own
    "triage.Reading.whole",
    "intake.Attachment.content",
}
OF_OTHERS = {  # officers' own, of a village, of a signal, or of a system
    "exchange.Hook.secret",
    "exchange.Hook.url",
    "exchange.KeptAnswer.body",
    "outreach.Photo.content",
    "outreach.Profile.facts",
    "outreach.Promise.what",
    "outreach.Record.call",
    "outreach.Record.text",
    "outreach.Visit.note",
    "people.Account.display_name",
    "people.Account.email",
    "people.Circle.name",
    "training.Exemption.reason",
    "training.Reply.why",
    "training.Seat.feedback",
    "verification.Assessment.context",
    "verification.Assessment.exposure",
    "verification.Assessment.hazard",
    "verification.Step.note",
}


def label(field):
    return f"{field.model._meta.label}.{field.name}"


# All other sealed fields are about somebody who told, or was helped: a new one counts as such.
FIELDS = {label(field): field for _, field in sealed_fields()}
WORDS = {name: canary(FIELDS[name]) for name in FIELDS.keys() - OF_OTHERS - NO_TEXT}


@pytest.fixture
def planted(people):
    """One report in Ratna's village, and in each field about its person a word of its own."""
    told = tell("Kerja di Kamboja, hubungi 0834-1122-3344", files=[photo()])
    work()
    report = Report.objects.get(id=told.report_id)
    report.words = WORDS[label(Report._meta.get_field("words"))]
    report.save()
    referral = Referral.objects.create(
        report=report, packet="migrant_workers", agency=Agency.objects.get(code="bp3mi-jabar"),
        state=State.SENT, fields=json.dumps({"job": WORDS["referrals.Referral.fields"]}),
        their_number=WORDS["referrals.Referral.their_number"], drafted_on=TODAY,
        drafted_by=people["ratna"].id, expires_on=TODAY.replace(year=2099),
    )  # fmt: skip
    made = {Report: report, Referral: referral}
    for name in WORDS:
        a_row(FIELDS[name].model, made)
    file = Attachment.objects.get(report=report)
    return {"report_id": report.id, "referral_id": referral.id, "attachment_id": file.id}


def test_what_is_of_nobody_who_told_is_still_there():
    assert FIELDS.keys() >= OF_OTHERS | NO_TEXT


def test_no_page_shows_a_persons_words_without_a_line_in_the_ledger(people, planted):
    shown = set()
    clients = {
        role: at_the_desk(with_second_factor(people[name])) for role, (name, _) in PEOPLE.items()
    }
    for role, path in visits(planted):
        who = people[PEOPLE[role][0]]
        before = noted(who)
        answer = clients[role].get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        seen = {label for label, word in WORDS.items() if word.encode() in body}
        seen |= {"intake.Attachment.content"} if body.startswith(b"\xff\xd8\xff") else set()
        assert not seen or noted(who) > before, (role, path, seen)
        shown |= seen

    assert shown >= {"intake.Report.words", "referrals.Referral.fields", "answers.Message.words"}
    assert "intake.Attachment.content" in shown


def visits(planted):
    """Each page by the first and the last role that may open it, about what was planted."""
    for name in sorted(OFFICE):
        page = PAGES[name]
        roles = [role for role in PEOPLE if role in page.get]
        for role in dict.fromkeys([*roles[:1], *roles[-1:]]):
            about = planted.get(page.about) or (page.about and MAKE[page.about](LOMBANG))
            parts = page.example | ({page.about: about} if page.about else {})
            yield role, reverse(name, kwargs=parts)


def noted(account):
    return Event.objects.filter(actor=account.id).count()
