"""Under the code: both voices, writing back, ending it; a wrong code opens and tells nothing."""

import re
from uuid import uuid4

import pytest

from pimpasa.answers.actions import answer
from pimpasa.answers.models import Message
from pimpasa.base.codes import new_code
from pimpasa.doors.community import even
from pimpasa.intake.models import Report
from tests.community.conftest import fields_of
from tests.standing import LOMBANG
from tests.street import NOW, OFFER, officer


@pytest.fixture
def code(villager):
    return villager.code(villager.tell(OFFER, desa="lombang", desa_kode=LOMBANG))


def test_an_officers_answer_is_read_under_the_code(villager, people, code):
    report = Report.objects.get()
    Report.objects.update(village=LOMBANG)
    ratna = officer(people, "ratna")
    answer(ratna, report.id, "Jangan serahkan paspor.", message_id=uuid4(), now=NOW)
    page = villager.post("/en/kode/", {"kode": code}).content.decode()
    assert "Jangan serahkan paspor." in page
    assert "There is an answer for you" in page
    assert "Ratna" not in page


def test_capitals_and_dashes_do_not_matter(villager, code):
    typed = code.upper().replace(" ", "-")
    assert OFFER in villager.open(typed).content.decode()


@pytest.mark.parametrize(
    "wrong",
    ["", "bukan kode", new_code(), "a" * 5000, "<b>"],
    ids=["nothing", "no code", "another code", "far too long", "markup"],
)
def test_a_wrong_code_opens_nothing_and_looks_like_a_right_one(villager, code, wrong):
    right, refused = villager.open(code), villager.open(wrong)
    assert OFFER not in refused.content.decode()
    assert "pesan" not in refused.content.decode().split("<form")[0]
    assert refused.status_code == right.status_code
    assert len(refused.content) == len(right.content)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Ketik dulu"),
        ("baba baba", "Di sini ada 2"),
        ("baba " * 7 + "zzzz", "Kata ke-8"),
        ("baba " * 7 + "babi", "tertukar"),
    ],
)
def test_whoever_mistypes_a_code_is_told_where_to_look(villager, typed, told):
    assert told in villager.post("/kode/", {"kode": typed}).content.decode()


def test_of_a_code_that_holds_together_nothing_more_is_said(villager):
    shown = villager.post("/kode/", {"kode": "baba " * 8}).content.decode()

    assert "Tidak ada yang terbuka" in shown
    assert "ertukar" not in shown


@pytest.mark.parametrize("path", ["/kode/", "/kode/tulis/", "/kode/hapus/"])
def test_every_answer_under_the_code_has_whole_steps_of_bytes(villager, code, path):
    for fields in ({"kode": code}, {"kode": new_code()}, {}):
        response = villager.post(path, fields)
        assert len(response.content) % even.STEP_BYTES == 0


def test_a_code_in_an_address_opens_nothing(villager, code):
    for path in ("/kode/", "/kode/tulis/", "/kode/hapus/"):
        page = villager.get(path, data={"kode": code}).content.decode()
        assert OFFER not in page
        assert "pesan" not in re.findall(r'name="(\w+)"', page)


def test_silence_and_endless_words_are_refused_and_kept(villager, code):
    form = fields_of(villager.open(code), holding="pesan")
    empty = villager.post("/en/kode/tulis/", {**form, "cerita": " "})
    assert "Write just a little" in empty.content.decode()
    long = villager.post("/en/kode/tulis/", {**form, "cerita": "a" * 10_001})
    assert fields_of(long, holding="pesan")["cerita"] == "a" * 10_000
    assert not Message.objects.exists()


def test_other_words_under_a_used_number_are_refused_and_shown(villager, code):
    form = fields_of(villager.open(code), holding="pesan")
    villager.post("/kode/tulis/", {**form, "cerita": "Satu."})
    refused = villager.post("/kode/tulis/", {**form, "cerita": "Dua."})
    assert fields_of(refused, holding="pesan")["cerita"] == "Dua."
    assert fields_of(refused, holding="pesan")["pesan"] != form["pesan"]
    assert Message.objects.get().words == "Satu."


def test_ending_is_asked_once_more_and_then_final(villager, code):
    asked = villager.post("/kode/hapus/", {"kode": code})
    assert Report.objects.get().words == OFFER
    form = fields_of(asked, holding="pasti")
    villager.post("/kode/hapus/", form)
    assert Report.objects.get().words is None
    again = villager.open(code)
    assert OFFER not in again.content.decode()
    assert "cerita" not in re.findall(r'name="(\w+)"', again.content.decode())


def test_nobody_ends_a_conversation_with_a_wrong_code(villager, code):
    villager.post("/kode/hapus/", {"kode": new_code(), "pasti": "ya"})
    assert Report.objects.get().words == OFFER


def test_what_a_case_needs_is_not_deleted_and_the_person_is_told(villager, code):
    Report.objects.update(on_hold=True)
    page = villager.post("/en/kode/hapus/", {"kode": code, "pasti": "ya"}).content.decode()
    assert "Not deleted" in page
    assert OFFER in page
