"""A small folder of facts of our own, so that a test may break one thing at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

CARD = """
topics = ["passport"]
keywords = ["biaya"]
basis = "PP 45/2024"
sources = ["https://example.org/fee"]
valid_from = 2024-12-17
review_on = 2027-01-01
verified = true

[question]
id = "Berapa biayanya?"
en = "What does it cost?"

[answer]
id = "Biayanya {tariff:book}. Telepon {hotline:help}."
en = "It costs {tariff:book}. Call {hotline:help}."
"""

TARIFF = """
[[tariff]]
key = "book"
name = { id = "Buku", en = "Book" }
amount_idr = 350000
basis = "PP 45/2024"
sources = ["https://example.org/fee"]
valid_from = 2024-12-17
review_on = 2027-01-01
verified = true
"""

HOTLINE = """
[[hotline]]
key = "help"
name = { id = "Bantuan", en = "Help" }
number = "110"
address = "tel:110"
way = "call"
use = { id = "Bahaya.", en = "Danger." }
when = { id = "Siang malam", en = "Day and night" }
sources = ["https://example.org/line"]
review_on = 2027-01-01
verified = true
"""

AGENCY = """
[[agency]]
key = "workers"
referral = "bp2mi"
helps_with = { id = "Pekerja migran.", en = "Migrant workers." }
needs = { id = "Nama PT.", en = "Name of the agency." }
replies = { id = "Nomor aduan.", en = "A complaint number." }
lines = ["help"]
sources = ["https://example.org/agency"]
review_on = 2027-01-01
verified = true

[[agency.names]]
valid_from = 2024-10-21
name = { id = "Kementerian", en = "Ministry" }
short = "KP2MI"

[[agency.names]]
valid_from = 2019-12-31
name = { id = "Badan", en = "Agency" }
short = "BP2MI"
"""

Writer = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """Write a file of facts under a root that the system then reads as its own."""
    monkeypatch.setenv("PIMPASA_CONTENT", str(tmp_path))

    def write_file(name: str, words: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")

    write_file("answers/cost.toml", CARD)
    write_file("tariffs.toml", TARIFF)
    write_file("hotlines.toml", HOTLINE)
    write_file("agencies.toml", AGENCY)
    return write_file
