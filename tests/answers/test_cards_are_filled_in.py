"""A card says today's fee and the right number, and knows how long to be trusted."""

from datetime import date

import pytest

from pimpasa.answers.cards import agencies, card, cards, hotlines, tariffs
from tests.answers.conftest import TARIFF, Writer

TODAY = date(2026, 11, 24)


def test_a_fee_and_a_number_stand_once_and_are_filled_in(write: Writer) -> None:
    answer = card("cost", on=TODAY).answer
    assert answer.id == "Biayanya Rp350.000. Telepon 110."
    assert answer.en == "It costs Rp350,000. Call 110."


def test_a_new_decree_changes_the_card_from_its_day_on(write: Writer) -> None:
    later = TARIFF.replace("350000", "400000").replace(
        "valid_from = 2024-12-17", "valid_from = 2026-12-01"
    )
    write("tariffs.toml", TARIFF + later)
    assert "Rp350.000" in card("cost", on=date(2026, 11, 30)).answer.id
    assert "Rp400.000" in card("cost", on=date(2026, 12, 1)).answer.id
    assert tariffs(date(2026, 11, 30))["book"].amount_idr == 350_000


def test_a_card_is_not_shown_before_its_law(write: Writer) -> None:
    assert cards(date(2024, 12, 16)) == ()
    with pytest.raises(KeyError):
        card("cost", on=date(2024, 12, 16))


def test_a_card_falls_due_for_review_on_its_day(write: Writer) -> None:
    shown = card("cost", on=TODAY)
    assert not shown.is_due_for_review(date(2026, 12, 31))
    assert shown.is_due_for_review(date(2027, 1, 1))


def test_an_agency_bears_the_name_of_the_day(write: Writer) -> None:
    [before] = agencies(date(2024, 10, 20))
    [after] = agencies(TODAY)
    assert (before.short, before.former_names) == ("BP2MI", ())
    assert (after.short, after.former_names) == ("KP2MI", ("BP2MI",))
    assert after.named_since == date(2024, 10, 21)
    assert agencies(date(2019, 1, 1)) == ()


def test_a_reader_of_another_language_gets_indonesian() -> None:
    question = hotlines()[0].name
    assert question.to("en-GB") == question.en
    assert question.to("id") == question.to("jv") == question.id
