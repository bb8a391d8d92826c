"""A fact we cannot use is refused when it is read, with the name of the file and the field."""

from datetime import date

import pytest

from pimpasa.answers.cards import agencies, cards, hotlines, tariffs
from pimpasa.base.content import BrokenContent
from tests.answers.conftest import AGENCY, CARD, HOTLINE, TARIFF, Writer

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('sources = ["https://example.org/fee"]', "sources = []", "`sources` is empty"),
        ('sources = ["https://example.org/fee"]\n', "", "`sources` is missing"),
        ("valid_from = 2024-12-17", 'valid_from = "2024-12-17"', "must be a date"),
        ("valid_from = 2024-12-17", "valid_from = 2024-12-17T08:00:00", "must be a date"),
        ("review_on = 2027-01-01", "review_on = 2024-12-17", "must come after"),
        ('en = "What does it cost?"', "", "`en` is missing"),
        ('en = "What does it cost?"', 'en = " "', "`en` must be words"),
        ('["passport"]', '["pasport"]', "unknown topic pasport"),
        ("{hotline:help}", "{hotline:nobody}", "nothing to fill in for hotline:nobody"),
        ("verified = true", "verified = false", "to_check"),
        ("verified = true", "verified = true\nsource = 'x'", "unknown field source"),
    ],
)
def test_a_broken_card_is_named(write: Writer, old: str, new: str, complaint: str) -> None:
    write("answers/cost.toml", CARD.replace(old, new))
    with pytest.raises(BrokenContent, match="cost") as refusal:
        cards(TODAY)
    assert complaint in str(refusal.value)


def test_a_fee_that_came_later_than_the_card_is_refused(write: Writer) -> None:
    write("tariffs.toml", TARIFF.replace("valid_from = 2024-12-17", "valid_from = 2025-01-01"))
    with pytest.raises(BrokenContent, match="nothing to fill in for tariff:book"):
        cards(TODAY)


def test_two_fees_of_one_key_and_day_are_refused(write: Writer) -> None:
    write("tariffs.toml", TARIFF + TARIFF)
    with pytest.raises(BrokenContent, match="stands twice: book"):
        tariffs(TODAY)


@pytest.mark.parametrize("amount", ["350000.5", "-1", "true", '"350000"'])
def test_a_fee_is_whole_rupiah(write: Writer, amount: str) -> None:
    write("tariffs.toml", TARIFF.replace("350000", amount))
    with pytest.raises(BrokenContent, match="whole number"):
        tariffs(TODAY)


def test_a_line_is_called_written_to_or_opened(write: Writer) -> None:
    write("hotlines.toml", HOTLINE.replace('"call"', '"fax"'))
    with pytest.raises(BrokenContent, match="`way` is none of call, web, whatsapp"):
        hotlines()


def test_an_agency_names_only_lines_that_exist(write: Writer) -> None:
    write("agencies.toml", AGENCY.replace('lines = ["help"]', 'lines = ["gone"]'))
    with pytest.raises(BrokenContent, match="workers: no such line"):
        agencies(TODAY)
