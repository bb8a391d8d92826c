"""Villages are found, fostered and let go; whoever may not do it finds no such page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pimpasa.places import queries as places
from pimpasa.places.actions.fostering import foster_village
from pimpasa.places.rules import Decree
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE, SINCE
from tests.street import OFFER, tell, work

DECREE = {"decree": "W.11-1949", "since": "2025-06-01", "tags": "pesisir, Desa Migran EMAS"}
PAGE = f"/kantor/desa/{LOMBANG}/"


@pytest.fixture
def seated(people):
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


@pytest.fixture
def fostered(people):
    """Lombang by Cirebon and Tulakadi by Atambua."""
    for village, who, number in ((LOMBANG, "sari", "W.11-1"), (FAR_VILLAGE, "made", "W.22-2")):
        decree = Decree(number, people[who].office_id, SINCE, ("pesisir",) * (who == "sari"))
        foster_village(village, decree=decree, actor=people["adi"].id, now=timezone.now())


def listed(client, query=""):
    page = client.get(f"/kantor/desa/{query}")
    assert page.status_code == 200
    table = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return {code for code in (LOMBANG, NEXT_VILLAGE, FAR_VILLAGE) if code in table}


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {LOMBANG}),  # the own office at first
        ("?office=", {LOMBANG, FAR_VILLAGE}),
        ("?office=&area=53", {FAR_VILLAGE}),
        ("?office=&area=32.12", {LOMBANG}),
        ("?office=&tag=pesisir", {LOMBANG}),
        ("?office=&q=Tulakadi", {FAR_VILLAGE}),
        ("?office=no-such-office&area=x&tag=y", {LOMBANG, FAR_VILLAGE}),
    ],
)
def test_the_list_follows_the_filters_in_its_address(seated, fostered, query, codes):
    assert listed(seated["ratna"], query) == codes


def test_the_list_says_who_serves_under_which_decree(seated, fostered):
    page = seated["sari"].get("/kantor/desa/").content.decode()

    for piece in ("Lombang", "Juntinyuat, Kabupaten Indramayu", "W.11-1", "Ratna", "pesisir"):
        assert piece in page
    assert "belum ada orang" in seated["sari"].get("/kantor/desa/?office=&area=53").content.decode()


def test_a_search_finds_villages_that_nobody_fosters_and_forgives_spelling(seated):
    page = seated["tono"].get("/kantor/desa/?q=junti kebun").content.decode()

    assert f"/kantor/desa/{NEXT_VILLAGE}/" in page
    assert "Juntinyuat, Kabupaten Indramayu, Jawa Barat" in page


def test_a_supervisor_fosters_a_village_changes_its_tags_and_ends_it(seated):
    sari = seated["sari"]
    assert sari.post(f"{PAGE}binaan/", DECREE).status_code == 302
    kept = places.fostering_history(LOMBANG).get()
    assert (kept.decree, kept.office.name) == ("W.11-1949", "Cirebon")
    assert "W.11-1949" in sari.get(PAGE).content.decode()

    assert sari.post(f"{PAGE}binaan/tanda/", {"tags": "perbatasan"}).status_code == 302
    assert places.tags_of([kept.id])[kept.id] == ["perbatasan"]

    ending = {"on": "2026-01-01", "decree": "W.11-7"}
    assert sari.post(f"{PAGE}binaan/akhir/", ending).status_code == 302
    page = sari.get(PAGE).content.decode()
    assert "W.11-7" in page
    assert 'action="/kantor/desa/32.12.11.2011/binaan/"' in page  # it can be fostered again


def test_what_was_typed_stays_when_it_is_refused(seated):
    answer = seated["sari"].post(f"{PAGE}binaan/", DECREE | {"since": "", "tags": "a" * 41})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="W.11-1949"' in page
    assert 'aria-invalid="true"' in page
    assert "40 huruf" in page
    assert not places.fostering_history(LOMBANG).exists()


def test_a_refusal_of_the_stage_is_said_on_the_page(seated):
    seated["sari"].post(f"{PAGE}binaan/", DECREE)

    twice = seated["sari"].post(f"{PAGE}binaan/akhir/", {"on": "2025-06-01", "decree": "1"})
    early = seated["sari"].post(f"{PAGE}binaan/", DECREE)

    assert twice.status_code == early.status_code == 422
    assert places.fostering_history(LOMBANG).get().until is None


def test_no_office_no_fostering(seated):
    before = (SINCE - timedelta(days=1)).isoformat()

    answer = seated["adi"].post(f"{PAGE}binaan/", DECREE | {"since": before})

    assert answer.status_code == 422
    assert not places.fostering_history(LOMBANG).exists()


@pytest.mark.parametrize("name", ["ratna", "made", "agus", "dewi", "tono", "lina", "putri"])
@pytest.mark.parametrize("tail", ["binaan/", "binaan/akhir/", "binaan/tanda/"])
def test_others_change_nothing_and_are_offered_nothing(seated, fostered, name, tail):
    assert (
        '<form method="post"' not in seated[name].get(PAGE).content.decode().partition("<main")[2]
    )

    not_yours = seated[name].post(f"{PAGE}{tail}", DECREE | {"on": "2026-01-01"})
    not_there = seated[name].post(f"/kantor/desa/99.99.99.9999/{tail}", DECREE)

    assert not_yours.status_code == not_there.status_code == 404
    assert not_yours.content == not_there.content
    assert places.fostering_history(LOMBANG).get().until is None


def test_open_reports_are_counted_for_those_who_read_them_and_lead_to_the_inbox(seated):
    tell(OFFER)
    tell(OFFER, village=NEXT_VILLAGE)
    work()

    page = seated["ratna"].get(PAGE).content.decode()
    link = f"/kantor/laporan/?village={LOMBANG}"
    assert f'{link}&amp;state=UNREAD">1</a>' in page
    inbox = seated["sari"].get(link).content.decode()
    assert inbox.count("<tr><th") == 2  # the head and one report
    assert "Lombang, Juntinyuat" in inbox
    for name in ("yohan", "made", "dewi", "putri", "adi"):
        assert link not in seated[name].get(PAGE).content.decode()


def test_what_is_no_village_is_not_there(seated):
    for code in ("99.99.99.9999", "32.12", "x"):
        assert seated["sari"].get(f"/kantor/desa/{code}/").status_code == 404
