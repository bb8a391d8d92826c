"""One of each thing an address may name, made in a village: what a visitor tries to open."""

import json
from uuid import uuid4

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
from pimpasa.rights.models import DataRequest, Shown, Wish
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.models import Rule
from pimpasa.training.models import Certificate, Event, Material
from pimpasa.warnings.models import Digest, Warning
from tests.intake.test_files import photo
from tests.office.test_parked_follow_ups import parked_job
from tests.standing import LOMBANG, NOW, TODAY, account
from tests.street import tell


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


def a_data_request(village):
    """Of somebody about their own data; it belongs to no village."""
    return DataRequest.objects.create(
        wish=Wish.ACCESS, shown=Shown.SEEN, received_on=TODAY, due_at=NOW, registered_by=uuid4()
    ).id


MAKE = {
    "request_id": a_data_request,
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
    "request_id",
    "answer_id",
    "agency_id",
    "job_id",
    "key_id",
    "event_id",
    "material_id",
    "hook_id",
    "call_id",
}
