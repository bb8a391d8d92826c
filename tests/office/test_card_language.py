"""A card goes in in the language of the person; the other one is a click away, without scripts."""

import re

import pytest

from pimpasa.answers import cardsearch
from pimpasa.answers.cards import card
from pimpasa.intake.actions import Language
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import QUESTION, TODAY, tell, work

SLUG = "passport-cost"


@pytest.fixture
def ratna(people):
    cardsearch.refresh_index(on=TODAY)
    return at_the_desk(with_second_factor(people["ratna"]))


def answer_in(page):
    return re.search(r'<textarea name="words"[^>]*>\s*(.*?)</textarea>', page, re.S).group(1)


def begins(language):
    return card(SLUG, on=TODAY).answer.to(language).strip()[:30]


@pytest.mark.parametrize(("language", "other"), [("id", "en"), ("en", "id")])
def test_it_is_inserted_in_the_language_of_the_person(ratna, language, other):
    report = tell(QUESTION, language=Language(language)).report_id
    work()
    path = f"/kantor/laporan/{report}/"

    plain = ratna.get(f"{path}?kartu={SLUG}").content.decode()
    swapped = ratna.get(f"{path}?kartu={SLUG}&bahasa={other}").content.decode()

    assert answer_in(plain).startswith(begins(language))
    assert answer_in(swapped).startswith(begins(other))
    assert f"bahasa={language}#jawab" in plain
    assert f"bahasa={other}#jawab" in plain
