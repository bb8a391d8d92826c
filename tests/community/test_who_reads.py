"""The pages promise of who reads only what holds."""

import pytest

from pimpasa.places.actions.territory import stand_in, take_unplaced
from pimpasa.places.models import Office
from tests.standing import NOW


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
