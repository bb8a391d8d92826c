"""What recurs is drawn for those who may read it; of the rest they learn how much and when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pimpasa.links.models import Resemblance
from pimpasa.links.network import ELSEWHERE, network
from pimpasa.links.resemblance import Said, say_of_pair
from tests.links.test_names_that_may_be_one import HERE, THERE
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import NOW, OFFER, TODAY, officer, tell, work

SINCE = TODAY - timedelta(days=180)
PHONE = "0834-1122-3344"


@pytest.fixture
def told(people):
    mine = tell(OFFER).report_id
    tell(OFFER, village=NEXT_VILLAGE, today=TODAY + timedelta(days=1))
    tell(OFFER, village=FAR_VILLAGE, today=TODAY + timedelta(days=3))
    work()
    return mine


def threads(people, name):
    (knot,) = network(officer(people, name), since=SINCE)
    return {one.place: (one.reports, one.first, one.last) for one in knot.threads}


def test_an_officer_sees_the_own_village_and_that_there_is_more(people, told):
    (knot,) = network(officer(people, "ratna"), since=SINCE)

    assert (knot.names, knot.mine, knot.villages, knot.reports) == ((PHONE,), (told,), 3, 3)
    after = TODAY + timedelta(days=1), TODAY + timedelta(days=3)
    assert threads(people, "ratna") == {LOMBANG: (1, TODAY, TODAY), ELSEWHERE: (2, *after)}
    assert set(threads(people, "sari")) == {LOMBANG, NEXT_VILLAGE, ELSEWHERE}


@pytest.mark.parametrize("name", ["dewi", "lina", "putri", "adi"])
def test_who_reads_no_words_sees_nothing(people, told, name):
    assert network(officer(people, name), since=SINCE) == []


def test_what_is_named_in_one_village_or_long_ago_does_not_recur(people, told):
    tell("Hubungi 0812-9999-8888 kalau mau kerja ke Malaysia.")
    work()

    assert len(network(officer(people, "ratna"), since=SINCE)) == 1
    assert network(officer(people, "ratna"), since=TODAY + timedelta(days=1)) == []


def test_names_that_a_person_joined_are_one_knot(people):
    tell(HERE)
    tell(THERE, village=NEXT_VILLAGE)
    work()
    sari = officer(people, "sari")
    assert network(sari, since=SINCE) == []

    say_of_pair(sari, Resemblance.objects.get().id, Said.ONE, now=NOW)

    (knot,) = network(sari, since=SINCE)
    assert len(knot.names) == 2
    assert {one.place for one in knot.threads} == {LOMBANG, NEXT_VILLAGE}


def test_the_page_draws_and_lists_the_same_and_a_pair_is_judged_on_it(people):
    today = timezone.localdate()
    for village, words in ((LOMBANG, HERE), (NEXT_VILLAGE, THERE)):
        tell(words, village=village, today=today)
        tell(OFFER, village=village, today=today)
    tell(OFFER, village=FAR_VILLAGE, today=today)
    work(now=timezone.now())
    sari = at_the_desk(with_second_factor(people["sari"]))

    page = sari.get("/kantor/jaringan/").content.decode()
    assert page.count('class="thread"') == 3
    for shown in (PHONE, "Lombang", "Juntikebon", "Tempat lain", "PT Bintang Cahaya Mandiri"):
        assert shown in page
    assert "Tulakadi" not in page

    pair = Resemblance.objects.get()
    assert sari.post(f"/kantor/jaringan/{pair.id}/", {"said": "ONE"}).status_code == 302
    assert sari.get("/kantor/jaringan/").content.decode().count('class="thread"') == 5
