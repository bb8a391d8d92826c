"""The map holds one's own villages, the silent ones too, and nobody else's."""

from datetime import timedelta

import pytest

from pimpasa.counts.models import WeekCount
from pimpasa.places.models import Location
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import TODAY

PERIOD = f"since={TODAY}&until={TODAY + timedelta(days=1)}"


@pytest.fixture
def desk(people):
    return lambda name: at_the_desk(with_second_factor(people[name]))


@pytest.fixture
def _located(people):
    for code, lat in ((LOMBANG, -6.4), (NEXT_VILLAGE, -6.5), (FAR_VILLAGE, -9.1), ("32.12", -6.3)):
        Location.objects.create(code=code, lat=lat, lon=108.4, source="test")
    for code in (LOMBANG, FAR_VILLAGE):
        WeekCount.objects.create(village=code, week=TODAY, what="all", n=3, settled=0, heard=3)


@pytest.mark.usefixtures("_located")
def test_every_located_village_of_ones_own_is_there_once(desk):
    told = desk("sari").get(f"/kantor/angka/peta/titik/?{PERIOD}").json()

    villages = {one["properties"]["code"]: one for one in told["villages"]["features"]}
    assert {code: one["properties"]["n"] for code, one in villages.items()} == {
        LOMBANG: 3, NEXT_VILLAGE: 0,
    }  # fmt: skip
    assert villages[LOMBANG]["geometry"] == {"type": "Point", "coordinates": [108.4, -6.4]}


def test_without_coordinates_the_page_says_so_and_loads_no_map(desk):
    page = desk("sari").get("/kantor/angka/peta/").content.decode()

    assert "Belum ada desa yang punya titik" in page
    assert "maplibre" not in page


@pytest.mark.usefixtures("_located")
def test_whoever_may_not_export_or_has_no_villages_has_no_map(desk):
    for name in ("ratna", "dewi", "lina"):
        who = desk(name)
        assert who.get("/kantor/angka/peta/").status_code == 404
        assert who.get("/kantor/angka/peta/titik/").status_code == 404
