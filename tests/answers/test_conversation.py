"""Both sides speak under one code, and nobody else can listen."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from pimpasa.answers import queries
from pimpasa.answers.actions import (
    ConversationOver,
    KeptForACase,
    SaidBefore,
    answer,
    end_conversation,
    write_back,
)
from pimpasa.answers.models import Deadline, Message
from pimpasa.answers.queries import NoSuchCode, Standing, conversation_with_code
from pimpasa.intake.actions import WordsRefused, open_words
from pimpasa.intake.models import Report
from pimpasa.intake.queries import NoSuchReport
from pimpasa.ledger.models import Event
from pimpasa.triage.models import Reading
from tests.street import NOW, OFFER, TODAY, officer, tell, work


def test_the_code_opens_what_was_said_on_both_sides(people):
    receipt = tell()
    ratna = officer(people, "ratna")
    answer(ratna, receipt.report_id, "Jangan berikan paspor Anda.", message_id=uuid4(), now=NOW)
    later = TODAY + timedelta(days=1)
    write_back(receipt.code, "Sudah terlanjur, Bu.", message_id=uuid4(), today=later)

    said = conversation_with_code(receipt.code.upper()).said

    assert [(s.words, s.on, s.by_officer) for s in said] == [
        (OFFER, TODAY, False),
        ("Jangan berikan paspor Anda.", TODAY, True),
        ("Sudah terlanjur, Bu.", later, False),
    ]


@pytest.mark.parametrize(
    "typed",
    ["", "bukan kode", "babi babu baca bada bada bada bada bada", "x" * 10_000],
    ids=["nothing", "no code", "another code", "far too long"],
)
def test_any_other_code_opens_nothing_and_is_refused_alike(people, typed):
    tell()

    with pytest.raises(NoSuchCode):
        conversation_with_code(typed)
    with pytest.raises(NoSuchCode):
        write_back(typed, "halo", message_id=uuid4(), today=TODAY)
    with pytest.raises(NoSuchCode):
        end_conversation(typed, today=TODAY)


def test_the_person_sees_how_far_it_has_come_and_never_the_hour(people):
    receipt, ratna = tell(), officer(people, "ratna")
    standings = [conversation_with_code(receipt.code).standing]

    open_words(ratna, receipt.report_id, now=NOW)
    standings.append(conversation_with_code(receipt.code).standing)
    answer(ratna, receipt.report_id, "Kami periksa.", message_id=uuid4(), now=NOW)
    standings.append(conversation_with_code(receipt.code).standing)

    assert standings == [Standing.RECEIVED, Standing.READ, Standing.ANSWERED]
    assert not [f for f in Message._meta.fields if f.get_internal_type() == "DateTimeField"]


def test_the_same_message_twice_is_kept_once(people):
    receipt, ratna, mine, hers = tell(), officer(people, "ratna"), uuid4(), uuid4()

    for _ in range(2):
        write_back(receipt.code, "Halo", message_id=mine, today=TODAY)
        answer(ratna, receipt.report_id, "Ya?", message_id=hers, now=NOW)

    assert [m.words for m in queries.messages_of(receipt.report_id)] == ["Halo", "Ya?"]


def test_other_words_under_a_used_message_are_refused(people):
    receipt, mine = tell(), uuid4()
    write_back(receipt.code, "Halo", message_id=mine, today=TODAY)

    with pytest.raises(SaidBefore):
        write_back(receipt.code, "Bukan itu", message_id=mine, today=TODAY)

    assert Message.objects.get().words == "Halo"


def test_a_message_id_of_another_conversation_is_refused(people):
    one, other, mine = tell(), tell("lain"), uuid4()
    write_back(one.code, "Halo", message_id=mine, today=TODAY)

    with pytest.raises(SaidBefore):
        write_back(other.code, "Halo", message_id=mine, today=TODAY)


def test_silence_is_gently_refused(people):
    with pytest.raises(WordsRefused):
        write_back(tell().code, "  ", message_id=uuid4(), today=TODAY)


@pytest.mark.parametrize("who", ["yohan", "made", "dewi", "lina", "putri", "adi"])
def test_nobody_else_answers(people, who):
    receipt = tell()

    with pytest.raises(NoSuchReport):
        answer(officer(people, who), receipt.report_id, "Halo", message_id=uuid4(), now=NOW)

    assert not Message.objects.exists()


def test_the_person_may_end_it_and_everything_said_is_gone(people):
    receipt = tell()
    write_back(receipt.code, "Namanya Budi.", message_id=uuid4(), today=TODAY)

    work()

    end_conversation(receipt.code, today=TODAY)

    assert Reading.objects.get().whole is None
    conversation = conversation_with_code(receipt.code)
    assert (conversation.standing, conversation.said) == (Standing.DELETED, [])
    assert Message.objects.get().words is None
    with pytest.raises(ConversationOver):
        write_back(receipt.code, "Masih ada?", message_id=uuid4(), today=TODAY)


def test_what_follows_the_end_may_happen_after_it(people):
    receipt = tell()
    end_conversation(receipt.code, today=TODAY)

    work()

    assert Report.objects.get().words is None
    assert not Deadline.objects.exists()


def test_a_legal_hold_is_said_and_keeps_everything(people):
    receipt = tell()
    write_back(receipt.code, "Namanya Budi.", message_id=uuid4(), today=TODAY)
    Report.objects.update(on_hold=True)

    with pytest.raises(KeptForACase):
        end_conversation(receipt.code, today=TODAY)

    assert Message.objects.get().words == "Namanya Budi."
    assert Report.objects.get().forgotten_on is None


def test_what_is_said_is_noted_with_a_day_for_the_person_and_an_hour_for_the_officer(people):
    receipt, ratna = tell(), officer(people, "ratna")
    write_back(receipt.code, "Halo", message_id=uuid4(), today=date(2026, 3, 3))
    answer(ratna, receipt.report_id, "Ya?", message_id=uuid4(), now=NOW)

    assert Event.objects.get(name="answers.person_wrote").happened_at is None
    assert Event.objects.get(name="answers.answered").happened_at == NOW
