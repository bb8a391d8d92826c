"""The answer is wanted in the language in which somebody told."""

from pimpasa.intake.models import Report
from tests.street import OFFER


def test_whoever_tells_on_the_english_pages_wants_english(villager):
    villager.send(villager.look(OFFER, at="/en/lapor/"), at="/en/lapor/")

    assert Report.objects.get().language == "en"


def test_whoever_tells_on_the_indonesian_pages_wants_indonesian(villager):
    villager.tell(OFFER)

    assert Report.objects.get().language == "id"


def test_the_same_words_from_the_other_language_are_the_same_telling(villager):
    looked = villager.look(OFFER)
    villager.send(looked)
    again = villager.send(looked, at="/en/lapor/")

    assert again.status_code == 200
    assert Report.objects.count() == 1
