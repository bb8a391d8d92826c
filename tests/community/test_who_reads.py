"""The pages promise of who reads only what holds."""

import pytest

from pimpasa.places.actions.fostering import foster_village
from pimpasa.places.actions.territory import stand_in, take_unplaced
from pimpasa.places.models import Office
from pimpasa.places.rules import Decree
from tests.standing import LOMBANG, NOW, TODAY


@pytest.fixture
def offices(people):
    return {"sari": people["sari"].office, "made": people["made"].office, "by": people["adi"].id}


def look(villager, **more):
    return villager.look("Petugas minta uang.", at="/keluhan/", **more).content.decode()


def test_where_no_other_office_is_named_it_says_so(villager, offices):
    page = look(villager, desa="lombang")

    assert "Belum ada kantor lain untuk Lombang" in page
    assert "bukan kantor untuk desa itu" not in page


def test_the_other_office_is_named(villager, offices):
    stand_in(offices["made"].id, actor=offices["by"], now=NOW)

    assert "Yang tentang Lombang dibaca Atambua" in look(villager, desa="lombang")
    assert "Yang tentang Tulakadi dibaca Cirebon" in look(villager, desa="tulakadi")


def test_without_a_village_it_says_which_office_reads(villager, offices):
    assert "Tanpa desa, yang membaca Cirebon" in look(villager)
    Office.objects.update(takes_unplaced=False)
    assert "belum ada kantor yang membaca cerita tanpa desa" in look(villager)


def test_an_office_takes_or_stands_in_and_never_both(villager, offices):
    made, by = offices["made"].id, offices["by"]
    stand_in(made, actor=by, now=NOW)
    take_unplaced(made, actor=by, now=NOW)

    kept = Office.objects.get(id=made)
    assert (kept.takes_unplaced, kept.stands_in) == (True, False)


def test_an_officer_is_named_only_where_the_village_has_one(villager, offices):
    asked = {"at": "/lapor/", "desa": "lombang"}
    words = "Ada yang mengajak kerja tanpa kontrak."
    assert "Petugas untuk desa ini" not in villager.look(words, **asked).content.decode()
    assert "Cirebon" in villager.look(words, **asked).content.decode()

    decree = Decree("W.11-1", offices["sari"].id, TODAY)
    foster_village(LOMBANG, decree=decree, actor=offices["by"], now=NOW)

    assert "Petugas untuk desa ini" in villager.look(words, **asked).content.decode()


def test_an_answer_is_aimed_at_and_not_promised(villager, offices):
    page = villager.tell("Ada yang mengajak kerja tanpa kontrak.").content.decode()

    assert "Kami usahakan" in page
    assert "Anda mendapat balasan dalam" not in page
