"""What others asked, whom to call, the poster, and words in no address."""

import gzip

import pytest

from pimpasa.answers.cards import cards, hotlines
from pimpasa.answers.cardsearch import refresh_index
from pimpasa.answers.models import PublicAnswer
from tests.standing import LOMBANG, TODAY
from tests.street import OFFER


def words(response):
    body = response.content
    zipped = response.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(body) if zipped else body).decode()


@pytest.fixture
def public(villager):
    return PublicAnswer.objects.create(
        topic="passport",
        question="Apakah paspor bisa dibuat di balai desa?",
        answer="Bisa, kalau kantor imigrasi datang membawa alatnya.",
        proposed_by=FIRST,
        proposed_on=TODAY,
    )


FIRST = "00000000-0000-4000-8000-000000000001"
SECOND = "00000000-0000-4000-8000-000000000002"


def test_every_card_can_be_reached_from_the_list(villager):
    page = words(villager.get("/jawaban/"))
    for card in cards(TODAY):
        assert f"/jawaban/{card.slug}/" in page


def test_a_card_shows_its_basis_its_day_and_what_is_to_be_checked(villager):
    unsure = next(card for card in cards(TODAY) if not card.verified)
    page = words(villager.get(f"/en/jawaban/{unsure.slug}/"))
    assert unsure.basis in page
    assert "Valid from" in page
    assert "To be checked" in page
    sure = next(card for card in cards(TODAY) if card.verified)
    assert "To be checked" not in words(villager.get(f"/en/jawaban/{sure.slug}/"))


def test_a_search_finds_answers_and_stands_in_no_address(villager):
    response = villager.post("/jawaban/cari/", {"cari": "ongkos bikin paspor brp"})
    assert "Berapa biaya membuat paspor?" in words(response)
    assert response.status_code == 200
    assert "ongkos" not in words(villager.get("/jawaban/cari/?cari=ongkos"))


def test_only_approved_public_answers_are_shown(villager, public):
    topic = "/jawaban/topik/passport/"
    assert public.question not in words(villager.get(topic))
    PublicAnswer.objects.update(approved_by=SECOND, approved_on=TODAY)
    assert public.answer in words(villager.get(topic))
    refresh_index(on=TODAY)
    assert public.answer in words(villager.post("/jawaban/cari/", {"cari": public.question}))
    PublicAnswer.objects.update(withdrawn_on=TODAY)
    assert public.answer not in words(villager.get(topic))


def test_every_line_can_be_dialled_and_the_police_come_first(villager):
    page = words(villager.get("/telepon/"))
    places = [page.index(f'href="{line.address}"') for line in hotlines()]
    assert places == sorted(places)
    assert hotlines()[0].number == "110"


@pytest.mark.parametrize("path", ["/jawaban/tidak-ada/", "/jawaban/topik/tidak-ada/", "/xyz"])
def test_what_is_not_there_says_so_in_both_languages(villager, path):
    assert villager.get(path).status_code == 404
    assert "There is no page here" in words(villager.get(f"/en{path}"))


def test_a_poster_is_a_pdf_that_anyone_may_print(villager):
    response = villager.get(f"/poster/{LOMBANG}/")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert LOMBANG in response.headers["Content-Disposition"]
    assert villager.get("/poster/99.99.99.9999/").status_code == 404


def test_robots_may_show_facts_and_no_forms(villager):
    text = villager.get("/robots.txt").content.decode()
    assert "Disallow: /lapor/" in text
    assert "Disallow: /en/kode/" in text
    assert "/jawaban" not in text


def test_a_checked_offer_is_shown_with_its_signs_and_nothing_is_stored(
    villager, django_assert_num_queries
):
    with django_assert_num_queries(0):
        page = words(villager.post("/en/tawaran/", {"cerita": OFFER}))
    assert "warning sign" in page
    assert "<mark" in page
    assert "We cannot be sure" in page


def test_an_offer_goes_on_to_an_officer_with_its_words(villager):
    from pimpasa.intake.models import Report
    from tests.community.conftest import fields_of

    read = villager.post("/tawaran/", {"cerita": OFFER})
    looked = villager.post("/teruskan/", {**fields_of(read, holding="cap"), "langkah": "lihat"})
    villager.send(looked, at="/teruskan/")
    report = Report.objects.get()
    assert (report.words, report.kind) == (OFFER, "JOB_OFFER")


def test_of_an_offer_that_is_too_long_no_rest_is_promised_to_follow(villager):
    page = words(villager.post("/en/tawaran/", {"cerita": "kerja " * 2000}))
    assert "at most 10,000 letters" in page
    assert "under your code" not in page


def test_an_offer_without_signs_is_not_called_safe(villager):
    page = words(villager.post("/en/tawaran/", {"cerita": "halo"}))
    assert "That does not mean it is safe" in page


@pytest.mark.parametrize("offer", ["<script>alert(1)</script> Kamboja", '"><img src=x> Kamboja'])
def test_a_hostile_offer_does_not_run(villager, offer):
    page = words(villager.post("/tawaran/", {"cerita": offer}))
    assert "<script>alert" not in page
    assert "<img" not in page
