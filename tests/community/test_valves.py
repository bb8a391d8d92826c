"""When too much comes in, a sum or a little work lets everybody through; nobody is asked who."""

import itertools
from hashlib import sha256

import pytest

from pimpasa.doors.community.pages import sending
from pimpasa.intake.models import Report
from pimpasa.intake.valves import WORK_BITS, question_for
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
    code = fields_of(asked, holding="jumlah")["kode"]
    nonce = next(
        str(n)
        for n in itertools.count()
        if int.from_bytes(sha256(f"{code}{n}".encode()).digest()[:4], "big") >> (32 - WORK_BITS)
        == 0
    )
    villager.send(asked, at=AT, kerja=nonce)
    assert Report.objects.get().words == OFFER
