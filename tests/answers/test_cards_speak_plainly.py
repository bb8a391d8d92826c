"""The answers we ship are short, warm and plain, in both languages, and name whom to call."""

import re
from datetime import date

import pytest

from pimpasa.answers.cards import (
    TOPICS,
    Card,
    agencies,
    cards,
    countries,
    glossary,
    hotlines,
    red_flags,
    tariffs,
)

TODAY = date(2026, 11, 24)
CARDS = cards(TODAY)
MOST_WORDS = 120
LONGEST_SENTENCE = 32
OFFICE_SPEECH = re.compile(
    r"\b(dimohon|dalam rangka|yang bersangkutan|ditindaklanjuti|mohon maaf atas|guna|apabila"
    r"|tersebut|sehubungan|adapun|senantiasa|dihimbau|diimbau|segera mungkin)\b",
    re.IGNORECASE,
)
DANGER_IS_ELSEWHERE = {
    "employer-keeps-passport",
    "internship-offer",
    "victim-abroad-no-papers",
    "what-is-trafficking",
}
every_card = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.slug)


@every_card
def test_a_card_can_be_read_aloud_in_a_minute(card: Card) -> None:
    for words in (card.answer.id, card.answer.en):
        assert len(words.split()) <= MOST_WORDS
        for sentence in re.split(r"(?<=[.?:])\s+", words):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@every_card
def test_a_card_speaks_like_a_neighbour(card: Card) -> None:
    words = f"{card.question.id} {card.answer.id}"
    assert not OFFICE_SPEECH.search(words)
    assert not re.search(r"[!()\[\]{}]", words + card.question.en + card.answer.en)
    assert card.question.id.endswith(("?", "."))


@every_card
def test_a_card_is_reviewed_within_a_year(card: Card) -> None:
    assert card.review_on > TODAY
    assert (card.review_on - TODAY).days <= 366


def test_there_are_cards_for_every_topic() -> None:
    assert len(CARDS) >= 45
    assert {topic for card in CARDS for topic in card.topics} == TOPICS


def test_danger_names_the_police() -> None:
    grave = [card for card in CARDS if {"tppo", "tppm"} & set(card.topics)]
    untold = {card.slug for card in grave if not re.search(r"\b(110|129)\b", card.answer.id)}
    assert untold <= DANGER_IS_ELSEWHERE


def test_unsure_facts_say_what_is_unsure() -> None:
    assert all(card.verified or card.to_check for card in CARDS)
    assert any(not card.verified for card in CARDS)


def test_fees_of_the_decree_of_2024() -> None:
    fees = {key: tariff.amount_idr for key, tariff in tariffs(TODAY).items()}
    assert fees["passport_ordinary_5y"] == 350_000
    assert fees["passport_ordinary_10y"] == 650_000
    assert fees["passport_electronic_5y"] == 650_000
    assert fees["passport_electronic_10y"] == 950_000
    assert fees["passport_same_day"] == 1_000_000
    assert fees["splp_indonesian"] == 100_000


def test_the_directory_is_whole() -> None:
    numbers = {line.key: line.number for line in hotlines()}
    assert numbers["police"] == "110"
    assert numbers["sapa"] == "129"
    assert numbers["bp2mi"] == "0800-1000"
    assert hotlines()[0].key == "police"
    assert {agency.referral for agency in agencies(TODAY)} == {
        "police",
        "bp2mi",
        "bhabin",
        "imigrasi",
        "none",
    }


def test_a_closed_country_is_never_shown_as_certain() -> None:
    status = {(country.code, country.job): country for country in countries(TODAY)}
    assert status["kh", "any"].status == status["mm", "any"].status == "no_scheme"
    assert not status["kh", "any"].verified
    assert status["sa", "household"].status == "changing"
    before = {(c.code, c.job): c.status for c in countries(date(2025, 3, 13))}
    assert before["sa", "household"] == "stopped"


def test_warning_signs_come_gravest_first_and_say_what_to_do() -> None:
    flags = red_flags()
    assert {"visit_visa", "money_first", "no_contract", "fee_first", "secrecy"} <= {
        flag.key for flag in flags
    }
    assert flags[0].is_grave
    assert all("{" not in flag.what_to_do.id + flag.what_to_do.en for flag in flags)


def test_slang_of_the_trade_is_explained() -> None:
    meanings = {word.casefold(): term for term in glossary() for word in (term.term, *term.also)}
    assert "perantara" in meanings["calo"].meaning.id.lower()
    assert meanings["tkw"] is meanings["tki"]
