"""Whatever is pasted is read, and quickly: no input makes the reader hang or fall."""

import random
import time

import pytest

from pimpasa.triage.reader import read
from tests.triage.reading_matter import own_messages

LONG = 10_000
SECONDS = 0.05
HOSTILE = {
    "one letter": "a" * LONG,
    "digits": "1" * LONG,
    "single digits": "1 " * (LONG // 2),
    "dots": "." * LONG,
    "apostrophes": "a'" * (LONG // 2),
    "at signs": "@a." * (LONG // 3),
    "half addresses": "a.b-c+" * (LONG // 6),
    "links": "https://" * (LONG // 8),
    "hosts": "aa." * (LONG // 3),
    "capitals": "Ab " * (LONG // 3),
    "firms": "PT Abc " * (LONG // 7),
    "trades": "Travel Edu " * (LONG // 11),
    "number words": "satu dua " * (LONG // 9),
    "money": "Rp1.000.000 juta " * (LONG // 17),
    "passports": "paspor ditahan " * (LONG // 15),
    "sponsors": "lewat sponsor berangkat besok " * (LONG // 30),
    "refusals": "tidak boleh keluar " * (LONG // 19),
    "ages": "umur 16 " * (LONG // 8),
    "places": "di Batam ke Johor " * (LONG // 18),
    "lines": "\n" * LONG,
    "combining marks": "e\u0301" * (LONG // 2),
    "emoji": "\U0001f525" * LONG,
}


def quickest(text: str) -> float:
    """The best of five: what the reader costs, not what the machine was doing."""
    spent = []
    for _ in range(5):
        start = time.process_time()
        read(text)
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize("name", HOSTILE)
def test_ten_thousand_hostile_characters_are_read_at_once(name: str) -> None:
    assert quickest(HOSTILE[name]) < SECONDS


def test_shuffled_words_of_true_messages_are_read_at_once() -> None:
    chance = random.Random(7)
    words = [word for message in own_messages() for word in message["text"].split()]
    for _ in range(5):
        assert quickest(" ".join(chance.choices(words, k=2_000))[:LONG]) < SECONDS


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00\x01\x02", "\ud800 tolong \udfff", "\u202e\u200b\ufeff", "\r\n\t", "?" * 99],
)
def test_odd_characters_are_read(text: str) -> None:
    reading = read(text)
    assert reading.topics
    assert reading.referral


def test_noise_of_every_kind_is_read() -> None:
    chance = random.Random(11)
    alphabet = "abc 0189.,?!@'’+-/:()\n\t\x00Rp$€" + "\ud83d\udfff" + "éâñ中🔥"
    for _ in range(200):
        text = "".join(chance.choices(alphabet, k=chance.randrange(400)))
        for finding in read(text).findings:
            assert all(0 <= e.start < e.end <= len(text) for e in finding.evidence)


def test_a_message_costs_less_than_three_milliseconds() -> None:
    spent = sorted(quickest(message["text"]) for message in own_messages())
    assert spent[len(spent) // 2] < 0.003
