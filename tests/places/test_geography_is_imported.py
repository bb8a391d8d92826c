"""Coordinates, population and outlines come from files, and what did not match is told."""

import gzip
import json
import os
import zlib
from pathlib import Path

import pytest

from pimpasa.places.actions.geography import import_geography
from pimpasa.places.models import Boundary, Location, Population
from tests.standing import LOMBANG

SHARED = Path(os.environ.get("PIMPASA_SHARED", Path(__file__).parents[3] / "shared")) / "geo"
TABLE = f"""code,lat,lon,pop_male_2024,pop_female_2024,pop_2024
32.12,-6.4,108.2,9,8,17
{LOMBANG},-6.43,108.4,,,
99.99,0,100,1,1,2
"""
SQUARE = [(108.0, -7.0), (109.0, -7.0), (109.0, -6.0), (108.0, -6.0), (108.0, -7.0)]
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "id": "32.12", "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
    ],
}
TOPOJSON = {  # the same square, as two quantised arcs, the second one backwards
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [108, -7]},
    "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
    "objects": {
        "kab": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "32.12", "arcs": [[0, -2]]},
                {"type": "Polygon", "id": "99.99", "arcs": [[0, -2]]},
            ],
        }
    },
}


def shape_of(code):
    return json.loads(zlib.decompress(bytes(Boundary.objects.get(code=code).shape)))


@pytest.mark.parametrize("name", ["places.csv", "places.csv.gz"])
def test_a_table_gives_locations_and_population(people, tmp_path, name):
    raw = TABLE.encode()
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)

    report = import_geography(tmp_path / name, source="by hand")
    import_geography(tmp_path / name, source="again")

    assert (report.locations, report.populations, report.unmatched) == (2, 1, ("99.99",))
    assert Location.objects.get(code=LOMBANG).source == "again"
    counted = Population.objects.get()
    assert (counted.code, counted.year, counted.people, counted.men) == ("32.12", 2024, 17, 9)


@pytest.mark.parametrize(("document", "lost"), [(GEOJSON, ()), (TOPOJSON, ("99.99",))])
def test_both_formats_give_the_same_outline(people, tmp_path, document, lost):
    (tmp_path / "map.json").write_text(json.dumps(document))

    report = import_geography(tmp_path / "map.json", source="by hand")

    assert (report.boundaries, report.unmatched) == (1, lost)
    assert shape_of("32.12") == {"type": "Polygon", "coordinates": [[list(p) for p in SQUARE]]}


def test_another_file_is_refused(people, tmp_path):
    (tmp_path / "x.csv").write_text("name,lat\na,1\n")
    (tmp_path / "x.json").write_text("{}")

    for name in ("x.csv", "x.json"):
        with pytest.raises(ValueError, match=r"neither|column"):
            import_geography(tmp_path / name, source="by hand")


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.exists(), reason=f"no shared geography in {SHARED}")
def test_the_whole_country_matches(whole_country):
    villages = import_geography(SHARED / "villages.csv.gz", source="shared")
    regencies = import_geography(SHARED / "regencies.csv", source="shared")
    shapes = import_geography(SHARED / "topo" / "idn_prov_kab_low.topojson", source="shared")

    assert (villages.locations, villages.unmatched) == (83_762, ())
    assert (regencies.locations, regencies.populations) == (514, 514)
    assert (shapes.boundaries, shapes.unmatched) == (38 + 514, ())
