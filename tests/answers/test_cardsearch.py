"""An officer is offered the card that fits, found by a search in the database itself."""

from uuid import uuid4

import pytest

from pimpasa.answers import cardsearch, fulltext
from pimpasa.answers.fulltext import Entry
from pimpasa.answers.models import PublicAnswer
from tests.street import TODAY

pytestmark = pytest.mark.django_db
ON = TODAY.replace(year=2026, month=11, day=24)


@pytest.fixture
def index():
    return cardsearch.refresh_index(on=ON)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ("berapa biaya bikin paspor biasa 5 tahun", "tariff"),
        ("kerja di kapal ikan luar negeri", "kapal"),
        ("ditawari kerja di Kamboja", "Kamboja"),
        ("do I have to pay the agency", "biaya"),
    ],
)
def test_the_fitting_card_is_among_the_first_three(index, asked, fits):
    found = cardsearch.suggest(asked, on=ON)

    assert len(found.cards) <= 3
    text = " ".join(f"{c.slug} {c.question.id} {c.answer.id}" for c in found.cards)
    assert fits.casefold() in text.casefold() or "Rp" in text


def test_every_card_is_found_by_its_own_question(index):
    cards = cardsearch.cards(ON)

    found = sum(c in cardsearch.suggest(c.question.id, on=ON).cards for c in cards)

    assert found / len(cards) > 0.95


def test_words_that_fit_nothing_find_nothing(index):
    assert cardsearch.suggest("xyzzy plugh", on=ON).cards == []
    assert cardsearch.suggest("", on=ON).cards == []


@pytest.mark.parametrize(
    "hostile", ['"', "' OR 1=1 --", "NEAR(a b)", "a* AND (", "%s", "\x00", "💥" * 3000]
)
def test_search_signs_are_only_words(index, hostile):
    cardsearch.suggest(hostile, on=ON)


def test_an_approved_public_answer_is_found_and_a_withdrawn_one_is_not():
    given = PublicAnswer.objects.create(
        topic="passport",
        question="Apakah kacamata boleh dipakai untuk foto?",
        answer="Lepaskan kacamata saat difoto.",
        proposed_by=uuid4(),
        proposed_on=ON,
        approved_by=uuid4(),
        approved_on=ON,
    )
    cardsearch.refresh_index(on=ON)
    assert given in cardsearch.suggest("foto pakai kacamata", on=ON).public_answers

    PublicAnswer.objects.update(withdrawn_on=ON)
    cardsearch.refresh_index(on=ON)

    assert cardsearch.suggest("foto pakai kacamata", on=ON).public_answers == []


def test_the_question_weighs_more_than_the_answer():
    fulltext.replace_all(
        [
            Entry("a", ["lain"], [], ["paspor"]),
            Entry("b", ["paspor"], [], ["lain"]),
        ]
    )

    assert fulltext.keys_for(["paspor"], limit=5) == ["b", "a"]
