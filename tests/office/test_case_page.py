"""An officer opens a case, settles it and answers; nobody else learns that it exists."""

import re
from uuid import uuid4

import pytest
from django.db import transaction

from pimpasa.answers.actions import write_back
from pimpasa.answers.models import Message
from pimpasa.answers.queries import conversation_with_code
from pimpasa.ledger.actions import record
from pimpasa.ledger.models import Event
from pimpasa.triage.models import Emergency, Settlement
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import DANGER, OFFER, TODAY, tell, work

CHOSEN = {
    "kind": "JOB_OFFER",
    "topics": ["tppo", "online_scam"],
    "urgency": "URGENT",
    "is_tppo": "1",
    "is_tppm": "0",
    "is_child": "0",
    "note": "Ratna mengenal perekrutnya.",
    "seen_version": "0",
    "view_A1": "PRESENT",
    "view_M6": "PRESENT",
    "view_E2": "UNKNOWN",
}


@pytest.fixture
def ratna(people):
    return at_the_desk(with_second_factor(people["ratna"]))


@pytest.fixture
def case(people):
    receipt = tell()
    work()
    return receipt


def page_of(receipt, tail=""):
    return f"/kantor/laporan/{receipt.report_id}/{tail}"


def test_the_case_shows_the_words_with_their_evidence_and_notes_the_reading(ratna, case):
    page = ratna.get(page_of(case)).content.decode()

    assert '<mark class="ev act"' in page
    assert "0834-1122-3344" in page
    assert Event.objects.filter(name="intake.words_read").count() == 1


def test_words_that_look_like_markup_are_only_words(ratna, people):
    receipt = tell("<script>alert(1)</script> & <b>tolong</b>")
    work()

    page = ratna.get(page_of(receipt)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_machine_chooses_no_flag_for_the_officer(ratna, case):
    page = ratna.get(page_of(case)).content.decode()

    for flag in ("is_tppo", "is_tppm", "is_child", "urgency"):
        fields = [piece for piece in page.split("<input") if f'name="{flag}"' in piece]
        assert fields
        assert not [piece for piece in fields if "checked" in piece.split(">")[0]]


def test_a_decision_is_kept_and_shown_again(ratna, case):
    answer = ratna.post(page_of(case, "putusan/"), CHOSEN)

    assert answer.status_code == 302
    settled = Settlement.objects.get()
    assert (settled.is_tppo, settled.views["A1"], settled.version) == (True, "PRESENT", 1)
    assert 'name="view_A1" value="PRESENT" checked' in ratna.get(page_of(case)).content.decode()


def test_what_is_missing_is_asked_for_and_what_was_chosen_stays(ratna, case):
    answer = ratna.post(page_of(case, "putusan/"), CHOSEN | {"is_tppo": ""})

    assert answer.status_code == 422
    assert 'name="view_M6" value="PRESENT" checked' in answer.content.decode()
    assert not Settlement.objects.exists()


def test_an_old_page_overwrites_nothing(ratna, people, case):
    ratna.post(page_of(case, "putusan/"), CHOSEN)
    sari = at_the_desk(with_second_factor(people["sari"]))

    answer = sari.post(page_of(case, "putusan/"), CHOSEN | {"is_tppo": "0"})

    assert answer.status_code == 409
    assert Settlement.objects.get().is_tppo


def test_the_sum_follows_what_is_chosen_and_a_child_needs_no_means(ratna, case):
    chosen = {"view_A1": "PRESENT", "view_E2": "PRESENT"}

    adult = ratna.post(page_of(case, "unsur/"), chosen).content.decode()
    child = ratna.post(page_of(case, "unsur/"), chosen | {"is_child": "1"}).content.decode()

    assert "belum cukup" in adult or "Not enough" in adult
    assert adult != child
    assert not Settlement.objects.exists()


def test_an_answer_reaches_the_person_and_twice_is_once(ratna, case):
    sent = {"words": "Jangan berikan paspor Anda.", "message_id": str(uuid4()), "card": ""}

    for _ in range(2):
        assert ratna.post(page_of(case, "jawaban/"), sent).status_code == 302

    said = conversation_with_code(case.code).said
    assert [s.words for s in said] == [OFFER, "Jangan berikan paspor Anda."]
    assert Message.objects.count() == 1


def test_an_empty_answer_is_refused_and_nothing_is_sent(ratna, case):
    answer = ratna.post(page_of(case, "jawaban/"), {"words": "  ", "message_id": str(uuid4())})

    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_an_emergency_stands_on_every_page_until_it_is_taken_on(ratna, people):
    receipt = tell(DANGER)
    work()
    assert page_of(receipt) in ratna.get("/kantor/jawaban/").content.decode()

    ratna.post(page_of(receipt, "darurat/"))

    assert Emergency.objects.get().answered_by == people["ratna"].id
    assert page_of(receipt) not in ratna.get("/kantor/jawaban/").content.decode()


@pytest.mark.parametrize("who", ["yohan", "made", "dewi", "tono", "lina", "putri", "adi"])
@pytest.mark.parametrize("tail", ["", "putusan/", "unsur/", "jawaban/", "darurat/", "tahan/"])
def test_not_yours_and_not_there_are_the_same_page(people, case, who, tail):
    stranger = at_the_desk(with_second_factor(people[who]))
    verb = stranger.post if tail else stranger.get
    sent = CHOSEN | {"words": "Halo", "message_id": str(uuid4())}

    not_yours = verb(page_of(case, tail), sent if tail else {})
    not_there = verb(f"/kantor/laporan/{uuid4()}/{tail}", sent if tail else {})

    if tail == "unsur/" and who in ("yohan", "made"):
        assert not_yours.content == not_there.content  # adds up what was sent, opens no report
        return
    assert not_yours.status_code == not_there.status_code == 404
    assert not_yours.content == not_there.content
    assert not Event.objects.filter(name="intake.words_read").exists()
    assert not Settlement.objects.exists()
    assert not Message.objects.exists()


def test_the_history_names_the_clock_and_what_came_too_late(ratna, people):
    receipt = tell(OFFER)
    work()
    with transaction.atomic():
        for clock, in_time in (("ANSWER", False), ("ACKNOWLEDGE", True)):
            record(
                "answers.deadline_met",
                subject=receipt.report_id,
                on=TODAY,
                clock=clock,
                in_time=in_time,
            )

    page = ratna.get(page_of(receipt)).content.decode()

    assert re.search(
        r"Yang harus dikerjakan sudah dikerjakan: jawab\s*<span class=.late.>terlambat</span>", page
    )
    assert re.search(r"Yang harus dikerjakan sudah dikerjakan: baca\s*<br>", page)


def test_the_desk_shows_that_the_person_wrote_again(ratna, case):
    ratna.post(page_of(case, "jawaban/"), {"message_id": uuid4(), "words": "Kami cek dulu."})
    work()
    assert "Menulis lagi" not in ratna.get("/kantor/").content.decode()

    write_back(case.code, "Terima kasih, satu lagi.", message_id=uuid4(), today=TODAY)
    work()

    assert "Menulis lagi" in ratna.get("/kantor/").content.decode()
