"""Accounts, villages and duty are given and taken by those who manage them, and it can be read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from pimpasa.people import queries
from pimpasa.people.actions.bodies import Name, open_section
from pimpasa.people.models import Account
from pimpasa.people.queries import staff
from pimpasa.people.rules import Role
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE, NOW
from tests.street import officer

WAHYU = {
    "name": "Wahyu Hidayat",
    "username": "wahyu",
    "email": "",
    "language": "id",
    "role": "PIMPASA",
}


@pytest.fixture
def seated(people):
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


def day(by):
    return timezone.localdate() + timedelta(days=by)


def page_of(account, tail=""):
    return f"/kantor/orang/{account.id}/{tail}"


def test_each_manager_sees_whom_they_manage_with_role_and_scope(seated):
    own = seated["sari"].get("/kantor/orang/").content.decode()
    everybody = seated["adi"].get("/kantor/orang/").content.decode()

    assert "Ratna" in own
    assert "1 desa" in own
    assert "Made" not in own
    for piece in ("Made", "BP3MI", "Kabupaten Belu", "Analis"):
        assert piece in everybody


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("?role=SUPERVISOR", {"sari", "made"}),
        ("?q=RAT", {"ratna"}),
        ("?q=nobody", set()),
        ("?role=KING", {"sari", "made", "ratna", "tono"}),
    ],
)
def test_filters_of_the_list_stay_in_the_address(seated, query, seen):
    page = seated["adi"].get(f"/kantor/orang/{query}").content.decode()

    assert {n for n in ("sari", "made", "ratna", "tono") if f"<small>{n}</small>" in page} == seen


def test_an_account_is_opened_and_its_password_shown_once(seated, people):
    office = str(people["sari"].office_id)

    answer = seated["sari"].post("/kantor/orang/buka/", WAHYU | {"office": office})

    page = answer.content.decode()
    wahyu = Account.objects.get(username="wahyu")
    assert wahyu.check_password(re.search(r'"mono"><b>([^<]+)', page)[1])
    assert answer["Cache-Control"].startswith("no-store") or "no-store" in answer["Cache-Control"]
    assert "mono" not in seated["sari"].get(page_of(wahyu)).content.decode()


def test_what_was_typed_stays_when_an_account_is_refused(seated, people):
    taken = WAHYU | {"username": "ratna", "office": str(people["sari"].office_id)}

    answer = seated["sari"].post("/kantor/orang/buka/", taken)

    assert answer.status_code == 422
    assert 'value="Wahyu Hidayat"' in answer.content.decode()


def test_a_supervisor_cannot_choose_another_role_or_office(seated, people):
    elsewhere = WAHYU | {"office": str(people["made"].office_id)}
    above = WAHYU | {"office": str(people["sari"].office_id), "role": "ADMIN"}

    for sent in (elsewhere, above):
        assert seated["sari"].post("/kantor/orang/buka/", sent).status_code == 422
    assert not Account.objects.filter(username="wahyu").exists()


def test_a_post_is_changed_with_its_section(seated, people):
    office = people["sari"].office_id
    section = open_section(
        office, Name("Inteldakim", day(-9), "1"), by=officer(people, "adi"), now=NOW
    )
    post = {"role": "PIMPASA", "office": str(office), "section": str(section.id)}

    assert seated["sari"].post(page_of(people["ratna"], "tugas/"), post).status_code == 302

    page = seated["sari"].get(page_of(people["ratna"])).content.decode()
    assert "Inteldakim" in page
    assert "Sari" in page  # who did it, out of the ledger


def test_a_village_is_given_after_asking_which_is_meant(seated, people):
    to, sent = page_of(people["ratna"], "desa/"), {"since": day(1).isoformat(), "until": ""}

    asked = seated["sari"].post(to, sent | {"village": "Juntikbon"})
    assert asked.status_code == 422
    assert f'value="{NEXT_VILLAGE}"' in asked.content.decode()
    assert 'value="Juntikbon"' in asked.content.decode()

    chosen = sent | {"village": "Juntikbon", "code": NEXT_VILLAGE}
    assert seated["sari"].post(to, chosen).status_code == 302
    ratna = Account.objects.get(username="ratna")
    assert queries.officer_of(ratna, on=day(1)).scope == (NEXT_VILLAGE, LOMBANG)
    assert "Juntikebon" in seated["sari"].get(page_of(ratna)).content.decode()


@pytest.mark.parametrize("typed", ["Tulakadi", FAR_VILLAGE, "zzzzzz"])
def test_a_village_of_another_office_cannot_be_given(seated, people, typed):
    sent = {"village": typed, "code": FAR_VILLAGE, "since": day(1).isoformat()}

    answer = seated["sari"].post(page_of(people["ratna"], "desa/"), sent)

    assert answer.status_code == 422
    assert staff.assignments_of(people["ratna"].id).count() == 1


def test_an_assignment_ends_on_its_day(seated, people):
    kept = staff.assignments_of(people["ratna"].id).get()

    sent = {"on": day(2).isoformat()}
    assert seated["sari"].post(f"/kantor/tugas/{kept.id}/akhir/", sent).status_code == 302

    assert staff.assignments_of(people["ratna"].id).get().until == day(2)


def test_villages_are_handed_to_a_colleague(seated, people):
    sent = {"villages": [LOMBANG], "to": str(people["yohan"].id), "on": day(1).isoformat()}

    assert seated["sari"].post(page_of(people["ratna"], "serah/"), sent).status_code == 302

    assert staff.serving_on([LOMBANG], on=day(1)) == {LOMBANG: ["Yohan"]}
    page = seated["sari"].get(page_of(people["yohan"])).content.decode()
    assert "Desa diterima dari rekan</b>: Lombang" in page
    missing = seated["sari"].post(page_of(people["yohan"], "serah/"), {"on": day(1).isoformat()})
    assert missing.status_code == 422


def test_who_lost_the_second_factor_gets_a_new_first_password(seated, people):
    answer = seated["sari"].post(page_of(people["ratna"], "masuk/"))

    password = re.search(r'"mono"><b>([^<]+)', answer.content.decode())[1]
    assert Account.objects.get(username="ratna").check_password(password)
    assert seated["ratna"].get("/kantor/").status_code == 302  # the open session is over


def test_an_account_is_closed_from_a_day_on(seated, people):
    past = {"on": day(-3).isoformat()}
    assert seated["sari"].post(page_of(people["ratna"], "tutup/"), past).status_code == 422

    sent = {"on": day(0).isoformat()}
    assert seated["sari"].post(page_of(people["ratna"], "tutup/"), sent).status_code == 302

    assert seated["ratna"].get("/kantor/laporan/").status_code == 404
    assert "Ratna" not in seated["sari"].get("/kantor/orang/").content.decode()
    assert "Ratna" in seated["sari"].get("/kantor/orang/?left=on").content.decode()


def test_comings_and_goings_are_not_for_colleagues_to_read(seated, people):
    seated["ratna"].post("/akun/keluar/")

    assert "Keluar</b>" not in seated["sari"].get(page_of(people["ratna"])).content.decode()


def test_the_duty_roster_says_who_is_paged_on_each_day(seated, people):
    at = f"/kantor/kanim/{people['sari'].office_id}/jaga/"
    sent = {
        "account": str(people["yohan"].id),
        "since": day(1).isoformat(),
        "until": day(3).isoformat(),
    }
    assert seated["sari"].post(f"{at}giliran/", sent).status_code == 302

    page = seated["ratna"].get(at).content.decode()
    assert re.findall(r"<td>(\w+)", page)[:4] == ["Sari", "Yohan", "Yohan", "Sari"]
    assert '<form method="post"' not in page.partition("<main")[2]
    assert seated["sari"].post(f"{at}giliran/", sent).status_code == 422  # twice at once

    turn = staff.duty_roster(people["sari"].office_id, since=day(0)).get()
    over = seated["sari"].post(f"/kantor/jaga/{turn.id}/akhir/", {"on": day(2).isoformat()})
    assert over.status_code == 302
    days = staff.duty_days(turn.office_id, since=day(0), days=4)
    assert [one.is_by_turn for one in days] == [False, True, False, False]


@pytest.mark.parametrize(
    ("name", "sees"),
    [("ratna", True), ("made", False), ("agus", True), ("dewi", True), ("lina", False)],
)
def test_a_roster_is_for_its_own_office(seated, people, name, sees):
    answer = seated[name].get(f"/kantor/kanim/{people['sari'].office_id}/jaga/")

    assert answer.status_code == (200 if sees else 404)


@pytest.mark.parametrize("name", ["ratna", "made", "agus", "dewi", "putri"])
@pytest.mark.parametrize("tail", ["", "tugas/", "tutup/", "masuk/", "desa/", "serah/"])
def test_somebody_of_another_office_is_not_there(seated, people, name, tail):
    verb = seated[name].post if tail else seated[name].get

    answer = verb(page_of(people["yohan"], tail))

    assert answer.status_code == 404
    assert Account.objects.get(username="yohan").role == Role.PIMPASA
    assert answer.content == seated[name].get("/kantor/tidak-ada/").content
