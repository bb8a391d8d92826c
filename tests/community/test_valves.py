"""When too much comes in, a sum or a little work lets everybody through; nobody is asked who."""

import itertools
from hashlib import sha256

import pytest

from pimpasa.base.codes import new_code
from pimpasa.doors.community.pages import code, sending
from pimpasa.intake.models import Report
from pimpasa.intake.receipts import opened_stamp
from pimpasa.intake.valves import WORK_BITS, LookUps, question_for
from tests.community.conftest import fields_of
from tests.street import OFFER

AT = "/en/lapor/"


class Closed:
    """Valves that let nobody through without work."""

    def are_open(self, village, *, now):
        return False


@pytest.fixture
def asked(villager, monkeypatch):
    """The page that asks for a sum."""
    monkeypatch.setattr(sending, "VALVES", Closed())
    response = villager.send(villager.look(OFFER, at=AT), at=AT)
    assert response.status_code == 429
    assert not Report.objects.exists()
    return response


def test_the_words_wait_while_a_sum_is_asked(asked):
    form = fields_of(asked, holding="jumlah")
    one, two = question_for(form["kode"])
    assert f"How much is {one} + {two}?" in asked.content.decode()
    assert form["cerita"] == OFFER


def test_the_right_sum_lets_through(asked, villager):
    form = fields_of(asked, holding="jumlah")
    villager.send(asked, at=AT, jumlah=str(sum(question_for(form["kode"]))))
    assert Report.objects.get().words == OFFER


@pytest.mark.parametrize("answer", ["", "999", "x"])
def test_a_wrong_sum_is_asked_again_with_the_words_kept(asked, villager, answer):
    again = villager.send(asked, at=AT, jumlah=answer)
    assert again.status_code == 429
    assert fields_of(again, holding="jumlah")["cerita"] == OFFER


def test_a_script_may_work_instead(asked, villager):
    form_code = fields_of(asked, holding="jumlah")["kode"]
    nonce = next(
        str(n)
        for n in itertools.count()
        if int.from_bytes(sha256(f"{form_code}{n}".encode()).digest()[:4], "big")
        >> (32 - WORK_BITS)
        == 0
    )
    villager.send(asked, at=AT, kerja=nonce)
    assert Report.objects.get().words == OFFER


class NoLookUps:
    """A valve that lets no code through without work."""

    def are_open(self, *, now):
        return False


@pytest.fixture
def crowded(villager, monkeypatch):
    """A receipt, and after it very many tries of codes."""
    receipt = villager.tell(OFFER)
    monkeypatch.setattr(code, "LOOK_UPS", NoLookUps())
    return receipt


def test_a_right_and_a_wrong_code_are_asked_for_the_same(crowded, villager):
    right = villager.code(crowded)
    for typed in (right, new_code()):
        asked = villager.post("/en/kode/", {"kode": typed})
        assert asked.status_code == 429
        assert OFFER not in asked.content.decode()
        form = fields_of(asked, holding="jumlah")
        assert form["kode"] == typed
        answered = form | {"jumlah": str(sum(question_for(typed)))}
        opened = villager.post("/en/kode/", answered)
        assert (OFFER in opened.content.decode()) == (typed == right)


@pytest.mark.parametrize("path", ["/kode/", "/kode/tulis/", "/kode/hapus/"])
def test_no_way_to_try_a_code_goes_past_the_valve(crowded, villager, path):
    known = fields_of(crowded, holding="kode")
    for more in ({}, {"dibuka": "0" * 64}, {"dibuka": opened_stamp(new_code())}):
        tried = {"kode": known["kode"], "cerita": "Halo", "pasti": "ya", **more}
        assert villager.post(path, tried).status_code == 429
    assert Report.objects.get().words == OFFER


def test_a_code_that_has_opened_is_not_asked_again(crowded, villager):
    conversation = villager.post("/kode/", fields_of(crowded, holding="kode"))
    assert OFFER in conversation.content.decode()
    writing = fields_of(conversation, holding="pesan") | {"cerita": "Tambahan."}
    wrote = villager.post("/kode/tulis/", writing)
    assert "Tambahan." in wrote.content.decode()
    ending = villager.post("/kode/hapus/", fields_of(wrote, holding="dibuka"))
    villager.post("/kode/hapus/", fields_of(ending, holding="pasti"))
    assert Report.objects.get().words is None


def test_a_hundred_thousand_codes_an_hour_are_the_most_that_go_unasked():
    look_ups = LookUps()
    went = sum(look_ups.are_open(now=tenth / 50) for tenth in range(3600 * 50))
    assert 80_000 < went < 100_000
