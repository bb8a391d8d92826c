"""Offices, their territory and sections, and partner agencies are written down by decree."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pimpasa.people.queries import names_of, staff
from pimpasa.places import queries as places
from tests.office.desk import at_the_desk, with_second_factor

OPENING = {
    "name": "Garut",
    "rank": "Kelas II",
    "region": "Jawa Barat",
    "zone": "WIB",
    "on": "2026-01-01",
    "decree": "M.HH-1",
}
SECTION = {"text": "Inteldakim", "since": "2025-06-01", "decree": "M.HH-OT-1"}


@pytest.fixture
def seated(people):
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


@pytest.fixture
def cirebon(people):
    return people["sari"].office


def day(by):
    return timezone.localdate() + timedelta(days=by)


def test_everybody_sees_which_office_serves_what(seated, cirebon):
    for name in ("ratna", "dewi", "lina", "adi"):
        page = seated[name].get("/kantor/kanim/").content.decode()
        assert "Kabupaten Indramayu" in page
        assert f"/kantor/kanim/{cirebon.id}/" in page


def test_an_administrator_opens_an_office_and_gives_it_a_regency(seated, cirebon):
    adi = seated["adi"]
    assert adi.post("/kantor/kanim/buka/", OPENING).status_code == 302
    garut = places.offices().get(name="Garut")

    move = {"regency": "32.12", "on": day(30).isoformat(), "decree": "M.HH-2"}
    assert adi.post(f"/kantor/kanim/{garut.id}/wilayah/", move).status_code == 302

    coming = adi.get(f"/kantor/kanim/{garut.id}/").content.decode()
    assert "M.HH-2" in coming
    assert "akan datang" in coming
    assert places.territory_of_office(cirebon.id, on=day(29)) == ("32.12",)
    assert places.territory_of_office(garut.id, on=day(30)) == ("32.12",)


def test_what_was_typed_stays_when_an_office_cannot_be_opened(seated):
    answer = seated["adi"].post("/kantor/kanim/buka/", OPENING | {"name": "Cirebon"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="M.HH-1"' in page
    assert "sudah ada kantor" in page.lower()


def test_a_move_that_is_refused_is_shown_with_what_was_chosen(seated, cirebon):
    move = {"regency": "32.12", "on": day(30).isoformat(), "decree": "M.HH-2"}

    answer = seated["adi"].post(f"/kantor/kanim/{cirebon.id}/wilayah/", move)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<option value="32.12" selected>' in page
    assert "Belum ada yang berubah." in page


def test_an_office_is_renamed_and_closed(seated):
    adi = seated["adi"]
    adi.post("/kantor/kanim/buka/", OPENING)
    garut = places.offices().get(name="Garut")
    named = {"name": "Garut Raya", "rank": "Kelas I TPI", "decree": "M.HH-3"}
    assert adi.post(f"/kantor/kanim/{garut.id}/nama/", named).status_code == 302
    ending = {"on": day(0).isoformat(), "decree": "M.HH-4"}
    assert adi.post(f"/kantor/kanim/{garut.id}/tutup/", ending).status_code == 302

    page = adi.get(f"/kantor/kanim/{garut.id}/").content.decode()
    for piece in ("Garut Raya", "Kelas I TPI", "M.HH-4"):
        assert piece in page
    assert 'method="post" action="/kantor/kanim' not in page


def test_a_supervisor_names_the_sections_of_the_own_office(seated, people, cirebon):
    sari, at = seated["sari"], f"/kantor/kanim/{cirebon.id}/"
    assert sari.post(f"{at}seksi/", SECTION).status_code == 302
    section = staff.sections(cirebon.id).get()
    named = {"text": "Wasdakim", "since": "2026-01-01", "decree": "M.HH-OT-2"}
    assert sari.post(f"/kantor/seksi/{section.id}/nama/", named).status_code == 302

    page = seated["ratna"].get(at).content.decode()
    assert "Wasdakim" in page
    assert "Inteldakim" in page  # what it was before stays known
    ending = {"on": day(0).isoformat()}
    assert sari.post(f"/kantor/seksi/{section.id}/tutup/", ending).status_code == 302
    assert not staff.sections(cirebon.id, on=day(0)).exists()


def test_a_name_that_cannot_be_kept_is_said_beside_its_section(seated, cirebon):
    at = f"/kantor/kanim/{cirebon.id}/"
    seated["sari"].post(f"{at}seksi/", SECTION)
    section = staff.sections(cirebon.id).get()
    named = {"text": "Wasdakim", "since": day(9).isoformat(), "decree": "M.HH-OT-2"}

    answer = seated["sari"].post(f"/kantor/seksi/{section.id}/nama/", named)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="name-{section.id}" open' in page
    assert 'value="Wasdakim"' in page


def test_an_administrator_names_agencies_and_others_read_them(seated):
    adi = seated["adi"]
    written = {"text": "BP2MI Jatim", "code": "p2mi-jatim", "since": "2020-01-01", "decree": "1"}
    assert adi.post("/kantor/mitra/catat/", written).status_code == 302
    agency = staff.agencies().get(code="p2mi-jatim")
    named = {"text": "BP3MI Jatim", "since": "2022-01-01", "decree": "2"}
    assert adi.post(f"/kantor/mitra/{agency.id}/nama/", named).status_code == 302

    page = seated["ratna"].get("/kantor/mitra/").content.decode()
    assert "BP3MI Jatim" in page
    assert "BP2MI Jatim" in page
    assert '<form method="post"' not in page.partition("<main")[2]
    assert adi.post("/kantor/mitra/catat/", written).status_code == 422
    ending = {"on": day(0).isoformat()}
    assert adi.post(f"/kantor/mitra/{agency.id}/tutup/", ending).status_code == 302


def test_the_duty_of_an_office_is_for_those_it_concerns(seated, cirebon):
    for name, sees in (("ratna", True), ("agus", True), ("made", False), ("lina", False)):
        page = seated[name].get(f"/kantor/kanim/{cirebon.id}/").content.decode()
        assert ("Jaga hari ini" in page) == sees


def test_an_administrator_writes_down_how_an_office_is_reached(seated, cirebon):
    at = f"/kantor/kanim/{cirebon.id}/"
    contact = "Jl. Sultan Ageng Tirtayasa 51, 0231-488280"
    assert seated["adi"].post(f"{at}kontak/", {"contact": contact}).status_code == 302
    assert contact in seated["ratna"].get(at).content.decode()


def test_the_list_says_when_nobody_reads_words_without_a_village(seated, people):
    adi, atambua = seated["adi"], people["made"].office
    unread = "Tulisan tanpa nama desa belum dibaca siapa pun."
    assert "Resminya ada" in adi.get("/kantor/kanim/").content.decode()
    places.offices().update(takes_unplaced=False)
    assert unread in adi.get("/kantor/kanim/").content.decode()

    assert adi.post(f"/kantor/kanim/{atambua.id}/semua/").status_code == 302

    assert unread not in adi.get("/kantor/kanim/").content.decode()
    assert places.office_for_unplaced() == atambua


def test_the_page_says_who_takes_words_that_name_no_village(seated, people, cirebon):
    places.offices().update(takes_unplaced=False, stands_in=False)
    places.offices().filter(id=cirebon.id).update(takes_unplaced=True)

    names = names_of(account.id for account in people.values())
    pages = {
        name: seated[name].get("/kantor/kanim/").content.decode()
        for name in ("ratna", "sari", "dewi", "adi")
    }

    for page in pages.values():
        panel = page.partition('id="tanpa"')[2].partition("</section>")[0]
        assert f"/kantor/kanim/{cirebon.id}/" in panel
        assert "tidak ada kantor lain yang ditunjuk" in panel
    for name in ("sari", "adi"):
        panel = pages[name].partition('id="tanpa"')[2].partition("</section>")[0]
        assert names[people["ratna"].id] in panel
        assert names[people["sari"].id] in panel
        assert names[people["adi"].id] not in panel
    assert "Dibaca di sana oleh" not in pages["ratna"]
    assert "Dibaca di sana oleh" in pages["sari"]
