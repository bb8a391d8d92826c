"""The official list is loaded whole, quickly, and again without harm."""

import pytest

from pimpasa.places.actions.loading import load_places
from pimpasa.places.models import District, Province, Regency, Village
from pimpasa.places.rules import parent_of

pytestmark = [pytest.mark.usefixtures("whole_country"), pytest.mark.django_db]


def test_every_place_is_counted():
    counts = [model.objects.count() for model in (Province, Regency, District, Village)]

    assert counts == [38, 514, 7_285, 83_762]


def test_progress_is_told_until_all_are_in(whole_country):
    assert sum(whole_country) == 91_599
    assert max(whole_country) <= 4_000


def test_a_village_has_its_kind_its_postcode_and_its_parents():
    lombang = Village.objects.select_related("district__regency__province").get(
        code="32.12.11.2011"
    )

    assert (lombang.name, lombang.kind, lombang.postcode) == ("Lombang", "VILLAGE", "45282")
    assert str(lombang.district) == "Juntinyuat"
    assert str(lombang.district.regency.province) == "Jawa Barat"


def test_cities_wards_and_customary_villages_are_told_apart():
    assert Regency.objects.filter(kind="CITY").count() == 98
    assert Village.objects.filter(kind="WARD").count() > 8_000
    customary = set(Village.objects.filter(kind="CUSTOMARY").values_list("regency_id", flat=True))
    assert customary == {"91.03"}  # Kabupaten Jayapura


def test_every_code_lies_in_its_parents_code():
    rows = Village.objects.values_list("code", "district_id", "regency_id")

    assert all((parent_of(c), parent_of(d)) == (d, r) for c, d, r in rows)


def test_loading_again_brings_names_up_to_date_and_removes_nothing():
    Village.objects.filter(code="32.12.11.2011").update(name="Lombok", postcode="")
    Village.objects.create(
        code="32.12.11.2099",
        name="A village of an older list",
        kind="VILLAGE",
        district_id="32.12.11",
        regency_id="32.12",
    )

    load_places(lambda more: None)

    assert Village.objects.get(code="32.12.11.2011").name == "Lombang"
    assert Village.objects.count() == 83_763
