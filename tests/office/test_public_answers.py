"""What others asked is proposed by one person and approved by another."""

import pytest
from django.test import Client

from pimpasa.answers.models import PublicAnswer
from pimpasa.answers.queries import public_answers
from tests.office.desk import at_the_desk, with_second_factor

PROPOSAL = {
    "topic": "passport",
    "question": "Apakah foto paspor boleh pakai kacamata?",
    "answer": "Lepaskan kacamata saat difoto.",
    "language": "id",
}


@pytest.fixture
def seated(people):
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


def test_two_people_make_an_answer_public(seated):
    seated["ratna"].post("/kantor/jawaban/usul/", PROPOSAL)
    proposed = PublicAnswer.objects.get()
    assert not public_answers().exists()

    own = seated["ratna"].post(f"/kantor/jawaban/{proposed.id}/", {"deed": "approve"})
    assert own.status_code == 409
    assert not public_answers().exists()

    seated["sari"].post(f"/kantor/jawaban/{proposed.id}/", {"deed": "approve"})
    assert public_answers().get() == proposed

    seated["ratna"].post(f"/kantor/jawaban/{proposed.id}/", {"deed": "withdraw"})
    assert not public_answers().exists()


@pytest.mark.parametrize("name", ["agus", "dewi", "lina", "putri", "adi"])
def test_others_read_the_cards_and_propose_nothing(seated, name):
    assert seated[name].get("/kantor/jawaban/").status_code == 200
    assert seated[name].post("/kantor/jawaban/usul/", PROPOSAL).status_code == 404
    assert not PublicAnswer.objects.exists()


def test_it_stands_among_what_others_asked_in_its_own_language(seated):
    spoken = {"id": "Apakah foto boleh pakai kacamata?", "en": "May I wear glasses in the picture?"}
    for language, question in spoken.items():
        said = PROPOSAL | {"language": language, "question": question}
        seated["ratna"].post("/kantor/jawaban/usul/", said)
        proposed = PublicAnswer.objects.get(language=language)
        seated["sari"].post(f"/kantor/jawaban/{proposed.id}/", {"deed": "approve"})

    for language, before in (("id", ""), ("en", "/en")):
        page = Client().get(f"{before}/jawaban/topik/passport/").content.decode()
        assert [spoken[one] in page for one in ("id", "en")] == [language == "id", language == "en"]
