"""Whoever may be in danger now is not left to wait: the duty officer is paged at once."""

import pytest
from django.core import mail

from pimpasa.intake.actions import Readers
from pimpasa.intake.queries import NoSuchReport
from pimpasa.ledger.models import Event
from pimpasa.people.models import Account
from pimpasa.places.actions.territory import stand_in
from pimpasa.triage import queries
from pimpasa.triage.actions import answer_emergency, page_duty_officers
from tests.street import DANGER, NOW, QUESTION, officer, tell, work


@pytest.fixture
def with_mail(people):
    for account in people.values():
        account.email = f"{account.username}@example.test"
        account.save()
    return people


def test_the_duty_officer_is_paged_and_told_nothing_that_could_betray(with_mail):
    tell(DANGER)

    work()

    (sent,) = mail.outbox
    assert sent.to == ["sari@example.test"]
    text = sent.subject + sent.body
    assert "/kantor/" in sent.body
    for secret in ("disekap", "Kamboja", "adik", "Lombang", "32.12"):
        assert secret not in text


def test_a_question_pages_nobody(with_mail):
    tell(QUESTION)

    work()

    assert not mail.outbox


def test_an_emergency_shows_to_those_who_serve_until_one_takes_it_on(with_mail):
    receipt = tell(DANGER)
    work()
    ratna, yohan = officer(with_mail, "ratna"), officer(with_mail, "yohan")
    assert queries.open_emergencies(ratna).count() == 1
    assert queries.open_emergencies(yohan).count() == 0

    answer_emergency(ratna, receipt.report_id, now=NOW)
    answer_emergency(officer(with_mail, "sari"), receipt.report_id, now=NOW)

    assert not queries.open_emergencies(ratna).exists()
    answered = Event.objects.get(name="triage.emergency_answered")
    assert answered.actor == with_mail["ratna"].id
    with pytest.raises(NoSuchReport):
        answer_emergency(yohan, receipt.report_id, now=NOW)


def test_once_taken_on_nobody_is_paged_any_more(with_mail):
    receipt = tell(DANGER)
    work()
    answer_emergency(officer(with_mail, "ratna"), receipt.report_id, now=NOW)
    mail.outbox.clear()

    page_duty_officers.call(str(receipt.report_id), now=NOW)

    assert not mail.outbox


def test_the_page_speaks_the_officers_language(with_mail):
    Account.objects.update(language="en")
    tell(DANGER)

    work()

    assert mail.outbox[0].subject == "Pimpasa: somebody may be in danger"


def test_words_meant_for_elsewhere_page_only_who_may_read_them(with_mail):
    people = with_mail
    about = str(tell(DANGER, readers=Readers.ELSEWHERE).report_id)
    work()
    assert {to for m in mail.outbox for to in m.to} == {people["sari"].email}

    mail.outbox.clear()
    stand_in(people["made"].office_id, actor=people["adi"].id, now=NOW)
    page_duty_officers.call(about, now=NOW)
    assert {to for m in mail.outbox for to in m.to} == {people["made"].email}
